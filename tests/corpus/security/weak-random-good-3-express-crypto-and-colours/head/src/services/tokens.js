const crypto = require('crypto');
const { db } = require('../db');

const LIFETIME_MS = 30 * 60 * 1000;

async function createResetToken(userId) {
  const token = crypto.randomBytes(32).toString('hex');
  const tokenHash = crypto.createHash('sha256').update(token).digest('hex');
  await db('password_resets').insert({ user_id: userId, token_hash: tokenHash, expires_at: new Date(Date.now() + LIFETIME_MS) });
  return token;
}

function createCode() {
  return String(crypto.randomInt(0, 1000000)).padStart(6, '0');
}

/** Wait before the token endpoint is asked again, so that the servers do not all come at once. */
function tokenRetryDelay(attempt) {
  return Math.min(30000, 2 ** attempt * 100) + Math.random() * 250;
}

function avatarColour() {
  return `hsl(${Math.floor(Math.random() * 360)}, 60%, 70%)`;
}

function pickServer(servers) {
  return servers[Math.floor(Math.random() * servers.length)];
}

async function removeExpired() {
  await db('password_resets').where('expires_at', '<', new Date()).delete();
}

module.exports = { createResetToken, createCode, tokenRetryDelay, avatarColour, pickServer, removeExpired };
