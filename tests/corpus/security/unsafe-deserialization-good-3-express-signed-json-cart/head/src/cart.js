const express = require('express');
const serialize = require('serialize-javascript');
const { products } = require('./products');

const router = express.Router();

function total(cart) {
  return cart.items.reduce((sum, item) => sum + item.price * item.count, 0);
}

/** The cart of a visitor who is not signed in lives in a signed cookie. */
function readCart(req) {
  const raw = req.signedCookies.cart;
  if (!raw) {
    return { items: [] };
  }
  try {
    return JSON.parse(Buffer.from(raw, 'base64').toString('utf8'));
  } catch (err) {
    req.log.warn({ err }, 'the cart cookie is broken');
    return { items: [] };
  }
}

router.get('/', (req, res) => {
  const cart = readCart(req);
  res.json({ items: cart.items, total: total(cart) });
});

router.get('/preload', (req, res) => {
  const state = serialize({ items: readCart(req).items }, { isJSON: true });
  res.type('application/javascript').send(`window.__CART__ = ${state};`);
});

module.exports = router;
