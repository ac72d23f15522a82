const express = require('express');
const escapeHtml = require('escape-html');
const { pages } = require('./db');

const router = express.Router();

router.get('/echo', (req, res) => {
  res.json({ html: `<b>${req.query.text}</b>` });
});

router.get('/robots.txt', (req, res) => {
  res.type('text/plain').send(`Sitemap: https://${req.hostname}/sitemap.xml\n`);
});

router.get('/pages/:id', async (req, res) => {
  const page = await pages.findByPk(Number(req.params.id));
  res.render('page', { title: page.title, term: req.query.term });
});

router.use((req, res) => {
  const wanted = escapeHtml(String(req.query.from || req.path));
  res.status(404).send(`<html><body><h1>Not found</h1><p>There is nothing at ${wanted}.</p></body></html>`);
});

module.exports = router;
