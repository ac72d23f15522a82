const { db } = require('../db');

const LIFETIME_MS = 30 * 60 * 1000;

async function removeExpired() {
  await db('password_resets').where('expires_at', '<', new Date()).delete();
}

module.exports = { removeExpired };
