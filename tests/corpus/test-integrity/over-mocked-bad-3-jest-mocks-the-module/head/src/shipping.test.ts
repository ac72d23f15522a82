import { shippingCost } from './shipping';

jest.mock('./shipping', () => ({
  shippingCost: jest.fn(),
}));

describe('shippingCost', () => {
  it('multiplies the weight', async () => {
    (shippingCost as jest.Mock).mockResolvedValue(12.5);
    const cost = await shippingCost(2.5, 'DE', {} as never);
    expect(cost).toBe(12.5);
  });
});
