'use strict';

const argon2 = require('argon2');

const MIN_LENGTH = 10;

function assertStrong(password) {
  if (typeof password !== 'string' || password.length < MIN_LENGTH) {
    throw new RangeError(`Password must have at least ${MIN_LENGTH} characters`);
  }
}

async function hashPassword(password) {
  assertStrong(password);
  return argon2.hash(password);
}

async function verifyPassword(password, hash) {
  return argon2.verify(hash, password);
}

module.exports = { hashPassword, verifyPassword };
