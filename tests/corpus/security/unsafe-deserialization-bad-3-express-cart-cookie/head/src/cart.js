const express = require('express');
const { unserialize, serialize } = require('node-serialize');
const { products } = require('./products');

const router = express.Router();

function total(cart) {
  return cart.items.reduce((sum, item) => sum + item.price * item.count, 0);
}

/** The cart of a visitor who is not signed in lives in a cookie. */
function readCart(req) {
  const raw = req.cookies.cart;
  if (!raw) {
    return { items: [] };
  }
  const text = Buffer.from(raw, 'base64').toString('utf8');
  return unserialize(text);
}

function writeCart(res, cart) {
  const value = Buffer.from(serialize(cart)).toString('base64');
  res.cookie('cart', value, { httpOnly: true, secure: true, sameSite: 'lax' });
}

router.get('/', (req, res) => {
  const cart = readCart(req);
  res.json({ items: cart.items, total: total(cart) });
});

router.post('/items', async (req, res, next) => {
  try {
    const product = await products.find(Number(req.body.productId));
    if (!product) {
      return res.status(404).json({ error: 'no such product' });
    }
    const cart = readCart(req);
    cart.items.push({ id: product.id, price: product.price, count: 1 });
    writeCart(res, cart);
    return res.status(201).json({ total: total(cart) });
  } catch (err) {
    return next(err);
  }
});

module.exports = router;
