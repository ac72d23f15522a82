const express = require('express');
const { authenticate } = require('../middleware/auth');
const sessions = require('../services/sessions');

const router = express.Router();

router.post('/login', async (req, res, next) => {
  try {
    const session = await sessions.open(String(req.body.email), String(req.body.password));
    if (!session) {
      res.status(401).json({ error: 'bad_credentials' });
      return;
    }
    res.status(201).json(session);
  } catch (error) {
    next(error);
  }
});

router.post('/password-reset', async (req, res, next) => {
  try {
    await sessions.sendReset(String(req.body.email));
    res.status(202).end();
  } catch (error) {
    next(error);
  }
});

router.delete('/current', authenticate, async (req, res, next) => {
  try {
    await sessions.close(req.user.sessionId);
    res.status(204).end();
  } catch (error) {
    next(error);
  }
});

module.exports = router;
