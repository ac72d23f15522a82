import { randomUUID } from 'node:crypto';

export interface Session {
  id: string;
  userId: string;
  expiresAt: number;
}

const HOUR = 3_600_000;
const LIFETIME = 8 * HOUR;
const GRACE = 2 * HOUR;

export function createSession(userId: string, now = Date.now()): Session {
  return { id: randomUUID(), userId, expiresAt: now + LIFETIME };
}

export function isExpired(session: Session, now = Date.now()): boolean {
  return session.expiresAt <= now;
}

export function renew(session: Session, now = Date.now()): Session {
  // A short grace period keeps people logged in over lunch.
  if (session.expiresAt + GRACE <= now) {
    throw new Error('session expired');
  }
  return { ...session, expiresAt: now + LIFETIME };
}
