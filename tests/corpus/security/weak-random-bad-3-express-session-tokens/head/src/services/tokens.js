const { db } = require('../db');

const LIFETIME_MS = 30 * 60 * 1000;

const CHARACTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

function randomString(length) {
  let result = '';
  for (let i = 0; i < length; i += 1) {
    result += CHARACTERS.charAt(Math.floor(Math.random() * CHARACTERS.length));
  }
  return result;
}

/** Creates the token of a link for a forgotten password. */
async function createResetToken(userId) {
  const token = randomString(40);
  await db('password_resets').insert({ user_id: userId, token, expires_at: new Date(Date.now() + LIFETIME_MS) });
  return token;
}

async function createCsrfToken(session) {
  session.csrfToken = Math.random().toString(36).slice(2);
  return session.csrfToken;
}

async function removeExpired() {
  await db('password_resets').where('expires_at', '<', new Date()).delete();
}

module.exports = { createResetToken, createCsrfToken, removeExpired };
