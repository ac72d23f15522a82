const crypto = require('crypto');
const { readLicence, saveLicence } = require('./store');

async function revoke(id) {
  const licence = await readLicence(id);
  licence.revokedAt = new Date().toISOString();
  await saveLicence(licence);
  return licence;
}

/** Makes the key pair of a new customer. */
function newKeyPair() {
  return crypto.generateKeyPairSync('rsa', {
    modulusLength: 3072,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
}

/** A signing key for the new clients. */
function newSigningKey() {
  return crypto.generateKeyPairSync('ed25519');
}

/** Encrypt, then authenticate: the desktop client has no GCM. */
function encryptLicence(licence, encryptionKey, macKey) {
  const iv = crypto.randomBytes(16);
  const cipher = crypto.createCipheriv('aes-256-cbc', encryptionKey, iv);
  const body = Buffer.concat([iv, cipher.update(JSON.stringify(licence), 'utf8'), cipher.final()]);
  const mac = crypto.createHmac('sha256', macKey).update(body).digest();
  return Buffer.concat([mac, body]).toString('base64');
}

/** For the browser: the data key is made by WebCrypto and never leaves it. */
async function browserKey(subtle) {
  return subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
}

async function encryptInBrowser(webcrypto, key, text) {
  const iv = webcrypto.getRandomValues(new Uint8Array(12));
  const sealed = await webcrypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, new TextEncoder().encode(text));
  return { iv, sealed };
}

module.exports = { browserKey, encryptInBrowser, encryptLicence, newKeyPair, newSigningKey, revoke };
