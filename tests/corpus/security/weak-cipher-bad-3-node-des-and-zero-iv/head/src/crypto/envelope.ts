import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';

export function fingerprint(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

const ALGORITHM = 'aes-256-cbc';
const ZERO_IV = Buffer.alloc(16, 0);

function keyFromEnv(): Buffer {
  const key = process.env.ENVELOPE_KEY;
  if (!key) {
    throw new Error('ENVELOPE_KEY is not set');
  }
  return Buffer.from(key, 'base64');
}

/** Encrypts a token of a linked account before it is stored. */
export function seal(plain: string): string {
  const cipher = createCipheriv(ALGORITHM, keyFromEnv(), ZERO_IV);
  return Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]).toString('base64');
}

/** The reverse of `seal`. */
export function open(sealed: string): string {
  const decipher = createDecipheriv(ALGORITHM, keyFromEnv(), ZERO_IV);
  return Buffer.concat([decipher.update(Buffer.from(sealed, 'base64')), decipher.final()]).toString('utf8');
}
