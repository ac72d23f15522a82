import { loadRates, shippingCost } from './shipping';
import { Rates } from './rates';

jest.mock('./rates');
jest.mock('./shipping', () => ({
  ...jest.requireActual('./shipping'),
  loadRates: jest.fn(),
}));

describe('shippingCost', () => {
  const forCountry = jest.fn();

  it('multiplies the weight', async () => {
    forCountry.mockResolvedValue({ minimum: 4, perKilo: 3 });
    expect(await shippingCost(2.5, 'DE', { forCountry } as unknown as Rates)).toBe(7.5);
    expect(forCountry).toHaveBeenCalledWith('DE');
  });

  it('passes failures on', async () => {
    forCountry.mockRejectedValue(new Error('down'));
    await expect(shippingCost(1, 'DE', { forCountry } as unknown as Rates)).rejects.toThrow('down');
    expect(loadRates).not.toHaveBeenCalled();
  });
});
