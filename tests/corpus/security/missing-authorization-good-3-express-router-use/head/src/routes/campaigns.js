const express = require('express');
const { authenticate, requirePermission } = require('../middleware/auth');
const { validate } = require('../middleware/validate');
const campaigns = require('../services/campaigns');
const { campaignBody } = require('../schemas/campaign');
const { scheduleBody } = require('../schemas/schedule');

const router = express.Router();
const canWrite = requirePermission('campaigns:write');

router.use(authenticate);

router.post('/', requirePermission('campaigns:write'), validate(campaignBody), async (req, res, next) => {
  try {
    res.status(201).json(await campaigns.create(req.user.accountId, req.valid));
  } catch (error) {
    next(error);
  }
});

// Plan when a campaign is sent
router.put('/:id/schedule', canWrite, validate(scheduleBody), async (req, res, next) => {
  try {
    const campaign = await campaigns.find(req.user.accountId, Number(req.params.id));
    await campaigns.schedule(campaign, req.valid.at);
    res.json({ id: campaign.id, at: req.valid.at });
  } catch (error) {
    next(error);
  }
});

// Search by several criteria; the body carries them, nothing is written
router.get('/search', async (req, res, next) => {
  try {
    res.json(await campaigns.search(req.user.accountId, String(req.query.q ?? '')));
  } catch (error) {
    next(error);
  }
});

module.exports = router;
