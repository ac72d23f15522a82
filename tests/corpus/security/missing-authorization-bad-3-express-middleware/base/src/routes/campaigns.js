const express = require('express');
const { authenticate, requirePermission } = require('../middleware/auth');
const { validate } = require('../middleware/validate');
const campaigns = require('../services/campaigns');
const { campaignBody } = require('../schemas/campaign');

const router = express.Router();

router.get('/', authenticate, async (req, res, next) => {
  try {
    res.json(await campaigns.list(req.user.accountId));
  } catch (error) {
    next(error);
  }
});

router.post('/', authenticate, requirePermission('campaigns:write'), validate(campaignBody), async (req, res, next) => {
  try {
    res.status(201).json(await campaigns.create(req.user.accountId, req.valid));
  } catch (error) {
    next(error);
  }
});

router.delete('/:id', authenticate, requirePermission('campaigns:write'), async (req, res, next) => {
  try {
    await campaigns.remove(req.user.accountId, Number(req.params.id));
    res.status(204).end();
  } catch (error) {
    next(error);
  }
});

module.exports = router;
