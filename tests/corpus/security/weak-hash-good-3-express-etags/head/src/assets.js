const crypto = require('crypto');
const fs = require('fs');
const path = require('path');

const FOLDER = path.join(__dirname, '..', 'public');

function etagOf(body) {
  return `"${crypto.createHash('sha1').update(body).digest('base64')}"`;
}

/** The name of an asset with a digest of its content, so that browsers may keep it for ever. */
function hashedName(name) {
  const body = fs.readFileSync(path.join(FOLDER, path.basename(name)));
  const contentHash = crypto.createHash('md5').update(body).digest('hex').slice(0, 8);
  const { name: stem, ext } = path.parse(name);
  return `${stem}.${contentHash}${ext}`;
}

function cacheKey(req) {
  const hash = crypto.createHash('md5');
  hash.update(req.originalUrl);
  hash.update(req.get('accept-language') || '');
  return `page:${hash.digest('hex')}`;
}

function webSocketAccept(key) {
  // RFC 6455, section 4.2.2
  return crypto.createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
}

function sign(body, secret) {
  return crypto.createHmac('sha256', secret).update(body).digest('hex');
}

function list() {
  return fs.readdirSync(FOLDER);
}

module.exports = { list, etagOf, hashedName, cacheKey, webSocketAccept, sign };
