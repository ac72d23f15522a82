const express = require('express');
const { products } = require('./products');

const router = express.Router();

function total(cart) {
  return cart.items.reduce((sum, item) => sum + item.price * item.count, 0);
}

router.get('/', (req, res) => {
  const cart = req.session.cart || { items: [] };
  res.json({ items: cart.items, total: total(cart) });
});

module.exports = router;
