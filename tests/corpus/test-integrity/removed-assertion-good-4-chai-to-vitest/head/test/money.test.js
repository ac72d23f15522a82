import { describe, expect, it } from 'vitest';
import { format, parse } from '../src/money.js';

describe('money', () => {
  it('formats', () => {
    expect(format(1250)).toBe('12.50 EUR');
    expect(format(5, 'USD')).toBe('0.05 USD');
  });

  it('refuses fractions', () => {
    expect(() => format(1.5)).toThrow(new TypeError('cents must be whole'));
  });

  it('parses', () => {
    expect(parse('12.50 EUR')).toEqual({ cents: 1250, currency: 'EUR' });
    expect(parse(' 3 ')).toEqual({ cents: 300, currency: 'EUR' });
  });
});
