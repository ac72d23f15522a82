import { Cart } from '../src/cart';

describe('Cart', () => {
  let cart: Cart;

  beforeEach(() => {
    cart = new Cart();
  });

  it('starts empty', () => {
    expect(cart.count).toBe(0);
    expect(cart.total).toBe(0);
  });

  it('adds up prices', () => {
    cart.add({ sku: 'a', price: 3, quantity: 2 });
    cart.add({ sku: 'b', price: 1.5, quantity: 1 });
    expect(cart.total).toBe(7.5);
  });

  describe('removing', () => {
    it('reports whether something was removed', () => {
      cart.add({ sku: 'a', price: 3, quantity: 2 });
      expect(cart.remove('a')).toBe(true);
      expect(cart.remove('a')).toBe(false);
    });
  });
});
