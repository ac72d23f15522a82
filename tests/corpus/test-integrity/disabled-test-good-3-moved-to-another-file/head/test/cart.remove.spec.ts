import { Cart } from '../src/cart';

describe('Cart.remove', () => {
  it('tells whether something was removed', () => {
    const cart = new Cart();
    cart.add({ sku: 'a', price: 3, quantity: 2 });
    expect(cart.remove('a')).toBe(true);
    expect(cart.remove('a')).toBe(false);
  });

  it('tells its listener', () => {
    const onChange = jest.fn();
    const cart = new Cart(onChange);
    cart.add({ sku: 'a', price: 3, quantity: 2 });
    cart.remove('a');
    expect(onChange).toHaveBeenCalledTimes(1);
  });
});
