const crypto = require('crypto');

const LIFETIME_S = 3600;

function expiry() {
  return Math.floor(Date.now() / 1000) + LIFETIME_S;
}

function signature(path, expires, secret) {
  return crypto.createHash('md5').update(`${path}|${expires}|${secret}`).digest('hex');
}

/** A link to a file that works for an hour. */
function signedLink(path, secret) {
  const expires = expiry();
  return `${path}?expires=${expires}&signature=${signature(path, expires, secret)}`;
}

function isValid(path, query, secret) {
  const given = Buffer.from(String(query.signature || ''));
  const wanted = Buffer.from(signature(path, query.expires, secret));
  return given.length === wanted.length && crypto.timingSafeEqual(given, wanted) && Number(query.expires) > Date.now() / 1000;
}

function apiToken(user) {
  const hash = crypto.createHash('sha1');
  hash.update(`${user.id}:${user.createdAt}`);
  return hash.digest('hex');
}

module.exports = { expiry, signedLink, isValid, apiToken };
