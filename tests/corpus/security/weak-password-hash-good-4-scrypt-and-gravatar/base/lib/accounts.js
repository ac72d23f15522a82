import { promisify } from 'node:util';
import crypto from 'node:crypto';


export function newAccountId() {
  return crypto.randomUUID();
}
