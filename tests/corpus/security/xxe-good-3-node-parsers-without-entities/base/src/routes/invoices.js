const express = require('express');
const { invoices } = require('../store');

const router = express.Router();

router.get('/:id', async (req, res, next) => {
  try {
    res.json(await invoices.find(Number(req.params.id)));
  } catch (err) {
    next(err);
  }
});

module.exports = router;
