const express = require('express');
const passport = require('passport');
const { audit } = require('../audit');

const router = express.Router();

/**
 * Start the sign-in with the identity provider. `returnTo` is kept in the session so that the callback knows
 * where to go on.
 */
router.get('/sso', (req, res, next) => {
  const { returnTo } = req.query;
  if (returnTo) {
    req.session.returnTo = returnTo;
  }
  passport.authenticate('oidc')(req, res, next);
});

router.get('/sso/callback', passport.authenticate('oidc', { failureRedirect: '/login?error=sso' }), (req, res) => {
  audit('sso.success', { user: req.user.id });
  const target = req.query.returnTo || '/';
  res.redirect(303, target);
});

router.get('/login', (req, res) => {
  if (req.isAuthenticated()) {
    return res.redirect('/');
  }
  return res.render('login', { error: req.query.error === 'sso' });
});

router.post('/logout', (req, res, next) => {
  req.logout((err) => {
    if (err) {
      return next(err);
    }
    const { continue: goOn = '/login' } = req.body;
    audit('logout', {});
    return res.redirect(goOn);
  });
});

module.exports = router;
