import { randomUUID } from 'node:crypto';

export interface Session {
  id: string;
  userId: string;
  expiresAt: number;
}

const HOUR = 3_600_000;

export function createSession(userId: string, now = Date.now()): Session {
  return { id: randomUUID(), userId, expiresAt: now + 8 * HOUR };
}

export function isExpired(session: Session, now = Date.now()): boolean {
  return session.expiresAt <= now;
}

export function renew(session: Session, now = Date.now()): Session {
  if (isExpired(session, now)) {
    throw new Error('session expired');
  }
  return { ...session, expiresAt: now + 8 * HOUR };
}
