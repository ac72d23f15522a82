const express = require('express');
const passport = require('passport');

const router = express.Router();

router.get('/sso', passport.authenticate('oidc'));

router.get('/sso/callback', passport.authenticate('oidc', { failureRedirect: '/login?error=sso' }), (req, res) => {
  res.redirect('/');
});

module.exports = router;
