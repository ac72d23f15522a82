import { createHash } from 'node:crypto';
import md5 from 'md5';
import CryptoJS from 'crypto-js';

export interface Account {
  id: number;
  email: string;
}

export const COOKIE = 'remember';

/** The value of the cookie that keeps people signed in. */
export function rememberToken(account: Account, secret: string): string {
  return md5(`${account.id}:${account.email}:${secret}`);
}

export function checksumOfUpload(buffer: Buffer, announced: string): void {
  const algorithm = 'sha1';
  const digest = createHash(algorithm).update(buffer).digest('hex');
  if (digest !== announced) {
    throw new Error('the upload was tampered with');
  }
}

export function requestSignature(body: string, secretKey: string): string {
  return CryptoJS.MD5(body + secretKey).toString();
}
