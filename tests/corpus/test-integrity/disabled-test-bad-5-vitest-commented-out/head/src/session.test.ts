import { describe, expect, it } from 'vitest';
import { createSession, isExpired, renew } from './session';

describe('sessions', () => {
  it('live for eight hours', () => {
    const session = createSession('u1', 0);
    expect(isExpired(session, 8 * 3_600_000 - 1)).toBe(false);
    expect(isExpired(session, 8 * 3_600_000)).toBe(true);
  });

  // it('cannot be renewed when expired', () => {
  //   const session = createSession('u1', 0);
  //   expect(() => renew(session, 9 * 3_600_000)).toThrow('session expired');
  // });

  it('can be renewed within the grace period', () => {
    const session = createSession('u1', 0);
    expect(renew(session, 9 * 3_600_000).expiresAt).toBe(17 * 3_600_000);
  });

  it('keep their id when renewed', () => {
    const session = createSession('u1', 0);
    expect(renew(session, 1000).id).toBe(session.id);
  });
});
