const express = require('express');
const libxmljs = require('libxmljs');
const { XMLParser, XMLBuilder } = require('fast-xml-parser');
const xml2js = require('xml2js');
const { invoices } = require('../store');

const router = express.Router();
const parser = new XMLParser({ ignoreAttributes: false, processEntities: false });
const builder = new XMLBuilder({ format: true });

router.post('/', express.text({ type: 'application/xml', limit: '2mb' }), async (req, res, next) => {
  try {
    const { invoice } = parser.parse(req.body);
    const stored = await invoices.add({ number: String(invoice.number), total: Number(invoice.total) });
    return res.status(201).json({ id: stored.id });
  } catch (err) {
    return next(err);
  }
});

router.post('/old', express.text({ type: 'application/xml', limit: '2mb' }), async (req, res, next) => {
  try {
    const doc = libxmljs.parseXml(req.body, { noent: false, nonet: true, noblanks: true });
    const legacy = await xml2js.parseStringPromise(req.body, { explicitArray: false });
    const stored = await invoices.add({ number: doc.root().attr('number').value(), total: Number(legacy.invoice.total) });
    return res.status(201).json({ id: stored.id });
  } catch (err) {
    return next(err);
  }
});

router.get('/:id.xml', async (req, res, next) => {
  try {
    const invoice = await invoices.find(Number(req.params.id));
    res.type('application/xml').send(builder.build({ invoice }));
  } catch (err) {
    next(err);
  }
});

router.get('/:id', async (req, res, next) => {
  try {
    res.json(await invoices.find(Number(req.params.id)));
  } catch (err) {
    next(err);
  }
});

module.exports = router;
