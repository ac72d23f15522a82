const express = require('express');
const libxmljs = require('libxmljs');
const { invoices } = require('../store');

const router = express.Router();

router.get('/:id', async (req, res, next) => {
  try {
    res.json(await invoices.find(Number(req.params.id)));
  } catch (err) {
    next(err);
  }
});

function amount(doc) {
  const node = doc.get('//invoice/total');
  return node ? Number(node.text()) : 0;
}

// Suppliers send their invoices as XML with a DTD of their own.
router.post('/', express.text({ type: 'application/xml', limit: '2mb' }), async (req, res, next) => {
  let doc;
  try {
    doc = libxmljs.parseXml(req.body, { noent: true, dtdload: true });
  } catch (err) {
    return res.status(422).json({ error: 'the invoice is not valid XML' });
  }
  try {
    const invoice = await invoices.add({
      number: doc.get('//invoice/@number').value(),
      total: amount(doc),
    });
    return res.status(201).json({ id: invoice.id });
  } catch (err) {
    return next(err);
  }
});

module.exports = router;
