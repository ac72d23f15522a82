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
    modulusLength: 1024,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
}

/** Encrypts the licence file for the desktop client. */
function encryptLicence(licence, secret) {
  const key = crypto.createHash('sha256').update(secret).digest().subarray(0, 16);
  const cipher = crypto.createCipheriv('rc4', key, null);
  return cipher.update(JSON.stringify(licence), 'utf8', 'base64') + cipher.final('base64');
}

async function issue(id, customer, secret) {
  const { publicKey, privateKey } = newKeyPair();
  const licence = { id, customer, publicKey, issuedAt: new Date().toISOString() };
  await saveLicence({ ...licence, privateKey });
  return encryptLicence(licence, secret);
}

module.exports = { issue, revoke };
