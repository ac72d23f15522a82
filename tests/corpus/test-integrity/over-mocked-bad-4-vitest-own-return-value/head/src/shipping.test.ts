import { describe, expect, it, vi } from 'vitest';
import { shippingCost } from './shipping';

const rates = { forCountry: vi.fn() };

describe('rates', () => {
  it('knows the minimum', async () => {
    rates.forCountry.mockResolvedValue({ minimum: 4, perKilo: 1 });
    const rate = await rates.forCountry('DE');
    expect(rate).toEqual({ minimum: 4, perKilo: 1 });
  });

  it('has a lower bound', async () => {
    rates.forCountry.mockResolvedValue({ minimum: 4, perKilo: 1 });
    expect(await shippingCost(1, 'DE', rates)).toBe(4);
  });
});
