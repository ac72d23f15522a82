const express = require('express');
const store = require('./store');
const { requireUser, requireAdmin } = require('../auth');

const router = express.Router();
router.use(requireUser);

router.delete('/all', requireAdmin, async (req, res, next) => {
  try {
    await store.clear();
    res.status(204).end();
  } catch (error) {
    next(error);
  }
});

router.post('/:id/share', async (req, res, next) => {
  try {
    const document = await store.find(Number(req.params.id));
    if (!document) {
      return res.status(404).render('missing');
    }
    if (document.ownerId !== req.session.userId) {
      return res.status(403).render('forbidden');
    }
    await store.share(document, String(req.body.email));
    return res.redirect(303, `/documents/${document.id}`);
  } catch (error) {
    return next(error);
  }
});

module.exports = router;
