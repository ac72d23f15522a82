const express = require('express');
const store = require('./store');
const { requireUser } = require('../auth');

const router = express.Router();
router.use(requireUser);

router.post('/:id/share', async (req, res, next) => {
  try {
    const document = await store.find(Number(req.params.id));
    if (!document) {
      return res.status(404).render('missing');
    }
    const emails = String(req.body.emails).split(',').map((e) => e.trim());
    for (const email of emails) {
      await store.share(document, email);
    }
    return res.redirect(303, `/documents/${document.id}`);
  } catch (error) {
    return next(error);
  }
});

module.exports = router;
