import { promisify } from 'node:util';
import crypto from 'node:crypto';

const scrypt = promisify(crypto.scrypt);
const KEY_LENGTH = 64;
const COST = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 * 1024 };

export function newAccountId() {
  return crypto.randomUUID();
}

/** Hashes a password as `salt:key`, both hexadecimal. */
export async function hashPassword(password) {
  const salt = crypto.randomBytes(16);
  const key = await scrypt(password, salt, KEY_LENGTH, COST);
  return `${salt.toString('hex')}:${key.toString('hex')}`;
}

export async function checkPassword(password, stored) {
  const [salt, key] = stored.split(':').map((part) => Buffer.from(part, 'hex'));
  const candidate = await scrypt(password, salt, KEY_LENGTH, COST);
  return crypto.timingSafeEqual(candidate, key);
}

/** The address of a user's picture. */
export function avatarUrl(email) {
  const digest = crypto.createHash('sha256').update(email.trim().toLowerCase()).digest('hex');
  return `https://gravatar.com/avatar/${digest}?d=identicon`;
}

/** Names the cached list of members; changes with the filter. */
export function memberListCacheKey(filter) {
  return `members:${crypto.createHash('sha256').update(JSON.stringify(filter)).digest('hex')}`;
}

export function assertPasswordsMatch(password, passwordRepeat) {
  if (password !== passwordRepeat) {
    throw new Error('The two passwords differ');
  }
}
