const express = require('express');
const { authenticate, requirePermission } = require('../middleware/auth');
const { validate } = require('../middleware/validate');
const campaigns = require('../services/campaigns');
const { campaignBody } = require('../schemas/campaign');
const { scheduleBody } = require('../schemas/schedule');

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

// Plan when a campaign is sent
router.put('/:id/schedule', validate(scheduleBody), async (req, res, next) => {
  try {
    const campaign = await campaigns.find(Number(req.params.id));
    if (!campaign) {
      res.status(404).json({ error: 'not_found' });
      return;
    }
    await campaigns.schedule(campaign, req.valid.at);
    res.json({ id: campaign.id, at: req.valid.at });
  } catch (error) {
    next(error);
  }
});

module.exports = router;
