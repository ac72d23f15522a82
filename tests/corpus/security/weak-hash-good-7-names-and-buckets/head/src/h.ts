import { createHash } from 'crypto';

export const checksum = (s: string) => createHash('md5').update(s).digest('hex');
export function tokenCacheKey(token: string) {
  return `tok:${createHash('sha1').update(token).digest('hex')}`;
}
export function querySignature(sql: string) {
  return createHash('md5').update(sql).digest('hex');
}
