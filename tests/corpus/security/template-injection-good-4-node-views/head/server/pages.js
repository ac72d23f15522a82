const path = require('path');
const nunjucks = require('nunjucks');
const pug = require('pug');
const _ = require('lodash');
const { pages } = require('./db');

const env = nunjucks.configure(path.join(__dirname, 'views'), { autoescape: true });
const invoiceView = pug.compileFile(path.join(__dirname, 'views', 'invoice.pug'));
const line = _.template('<%- count %> items');

async function landing(req, res, next) {
  try {
    const page = await pages.findOne({ slug: req.params.slug });
    const html = env.render('landing.njk', { heading: req.query.heading || page.title, body: page.body });
    res.type('html').send(html);
  } catch (error) {
    next(error);
  }
}

function invoice(req, res) {
  res.type('html').send(invoiceView({ greeting: req.body.greeting, total: Number(req.body.total) }));
}

function summary(req, res) {
  const text = env.renderString('{{ name }} has {{ count }} items', { name: req.body.name, count: 3 });
  res.json({ text, line: line({ count: 3 }) });
}

/** Our own small format, not a template language. */
function fill(text, values) {
  return text.replace(/\[(\w+)\]/g, (whole, key) => values[key] ?? whole);
}

module.exports = { landing, invoice, summary, fill };
