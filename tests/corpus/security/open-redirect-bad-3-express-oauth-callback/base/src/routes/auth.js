const express = require('express');
const passport = require('passport');
const { audit } = require('../audit');

const router = express.Router();

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
    return res.redirect('/login');
  });
});

module.exports = router;
