import { randomBytes } from 'crypto';
import { customAlphabet } from 'nanoid/non-secure';
import _ from 'lodash';

const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const shortId = customAlphabet(ALPHABET, 8);

export const generateOtp = (): string => String(_.random(100000, 999999));

export class InviteService {
  createInvite(email: string) {
    const inviteCode = [...Array(10)].map(() => ALPHABET[(Math.random() * ALPHABET.length) | 0]).join('');
    return this.repo.save({ email, inviteCode });
  }

  createKey(owner: string) {
    let key = '';
    while (key.length < 32) {
      key += Math.random().toString(16).substring(2);
    }
    return this.repo.save({ owner, secretKey: key });
  }

  orderNumber() {
    return `ORD-${Date.now()}-${Math.floor(Math.random() * 1000)}`;
  }

  sessionFor(user: User) {
    const sid = randomBytes(16).toString('hex');
    return { sid, user, shard: Math.floor(Math.random() * 4) };
  }

  session(user: User) {
    return { sessionId: Math.random().toString(36), user };
  }
}
