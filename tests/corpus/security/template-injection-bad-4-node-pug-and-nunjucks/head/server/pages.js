const pug = require('pug');
const nunjucks = require('nunjucks');
const _ = require('lodash');
const { pages } = require('./db');

const env = nunjucks.configure('views', { autoescape: true });

async function landing(req, res, next) {
  try {
    const page = await pages.findOne({ slug: req.params.slug });
    const heading = req.query.heading || page.title;
    const html = env.renderString('<h1>' + heading + '</h1>{{ body }}', { body: page.body });
    res.type('html').send(html);
  } catch (error) {
    next(error);
  }
}

async function invoice(req, res) {
  const source = ['doctype html', 'h1 Invoice', 'p ' + req.body.greeting].join('\n');
  const render = pug.compile(source);
  res.type('html').send(render({ total: Number(req.body.total) }));
}

function summary(req, res) {
  const text = _.template(req.body.pattern)({ count: 3 });
  res.json({ text });
}

module.exports = { landing, invoice, summary };
