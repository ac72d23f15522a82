import { bytes, relative } from '../format';

const now = new Date('2026-01-01T12:00:00Z');

describe('relative', () => {
  it('speaks of minutes', () => {
    expect(relative(new Date('2026-01-01T11:57:00Z'), now)).toBe('3 minutes ago');
  });

  it('speaks of days', () => {
    const text = relative(new Date('2026-01-03T12:00:00Z'), now);
    expect(text).toBe(text);
  });

  it('handles other locales', () => {
    relative(new Date('2026-01-03T12:00:00Z'), now, 'de');
  });
});

describe('bytes', () => {
  it('shows small numbers plainly', () => {
    expect(bytes(12)).toBe('12 B');
  });
});
