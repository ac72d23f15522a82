const crypto = require('node:crypto');
const sha1 = require('sha1');

function computeSign(fields, apiSecret) {
  const base = Object.keys(fields).sort().map((k) => `${k}=${fields[k]}`).join('&') + apiSecret;
  const hash = crypto.createHash('md5').update(base, 'utf8').digest('hex');
  return hash.toUpperCase();
}

function inviteToken(email) {
  return sha1(email + process.env.INVITE_SECRET);
}

function assetName(buf) {
  return crypto.createHash('md5').update(buf).digest('hex').slice(0, 12);
}

function jobId(payload) {
  return crypto.createHash('sha1').update(JSON.stringify(payload)).digest('hex');
}

function webhookSignature(body, secret) {
  return crypto.createHmac('sha1', secret).update(body).digest('hex');
}
module.exports = { computeSign, inviteToken, assetName, jobId, webhookSignature };
