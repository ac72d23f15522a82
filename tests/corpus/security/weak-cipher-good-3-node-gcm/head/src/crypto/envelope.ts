import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

export function fingerprint(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

const ALGORITHM = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

export interface KeyRing {
  current: string;
  keys: Record<string, Buffer>;
}

/** Encrypts a token of a linked account before it is stored. */
export function seal(plain: string, ring: KeyRing): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(ALGORITHM, ring.keys[ring.current], iv);
  const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  return [ring.current, Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64')].join(':');
}

/** The reverse of `seal`; throws when the text was changed. */
export function open(sealed: string, ring: KeyRing): string {
  const [id, text] = sealed.split(':', 2);
  const key = ring.keys[id];
  if (!key) {
    throw new Error(`unknown key ${id}`);
  }
  const raw = Buffer.from(text, 'base64');
  const decipher = createDecipheriv(ALGORITHM, key, raw.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAuthTag(raw.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  const body = raw.subarray(IV_BYTES + TAG_BYTES);
  return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
}
