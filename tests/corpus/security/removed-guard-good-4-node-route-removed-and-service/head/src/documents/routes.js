const express = require('express');
const store = require('./store');
const { requireUser } = require('../auth');
const { assertOwner } = require('./access');

const router = express.Router();
router.use(requireUser);

router.post('/:id/share', async (req, res, next) => {
  try {
    const document = await store.find(Number(req.params.id));
    if (!document) {
      return res.status(404).render('missing');
    }
    assertOwner(document, req.session.userId);
    await store.share(document, String(req.body.email));
    return res.redirect(303, `/documents/${document.id}`);
  } catch (error) {
    return next(error);
  }
});

module.exports = router;
