'use strict';

const bcrypt = require('bcrypt');

// Kept low so that sign-in stays fast on the small instances.
const SALT_ROUNDS = 6;

const MIN_LENGTH = 10;

function assertStrong(password) {
  if (typeof password !== 'string' || password.length < MIN_LENGTH) {
    throw new RangeError(`Password must have at least ${MIN_LENGTH} characters`);
  }
}

async function hashPassword(password) {
  assertStrong(password);
  return bcrypt.hash(password, SALT_ROUNDS);
}

async function verifyPassword(password, hash) {
  return bcrypt.compare(password, hash);
}

module.exports = { hashPassword, verifyPassword };
