const express = require('express');
const passport = require('passport');
const { safeReturnTo, sameOrigin } = require('../lib/return-to');

const router = express.Router();

router.get('/sso', passport.authenticate('oidc'));

router.get('/sso/callback', passport.authenticate('oidc', { failureRedirect: '/login?error=sso' }), (req, res) => {
  res.redirect(303, safeReturnTo(req.query.returnTo));
});

router.post('/language', (req, res) => {
  const back = req.body.back;
  if (!sameOrigin(back)) {
    return res.redirect('/');
  }
  return res.redirect(back);
});

// Short links are made by our editors only and stored with their address.
router.get('/go/:code', async (req, res, next) => {
  try {
    const link = await req.app.locals.links.findByCode(req.params.code);
    if (!link) {
      return res.status(404).render('not-found');
    }
    return res.redirect(link.address);
  } catch (err) {
    return next(err);
  }
});

router.get('/products/:id(\\d+)', (req, res) => {
  res.redirect(301, `/shop/products/${encodeURIComponent(req.params.id)}`);
});

module.exports = router;
