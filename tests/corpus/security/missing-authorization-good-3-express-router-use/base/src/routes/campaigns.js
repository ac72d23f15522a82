const express = require('express');
const { authenticate, requirePermission } = require('../middleware/auth');
const { validate } = require('../middleware/validate');
const campaigns = require('../services/campaigns');
const { campaignBody } = require('../schemas/campaign');

const router = express.Router();

router.use(authenticate);

router.post('/', requirePermission('campaigns:write'), validate(campaignBody), async (req, res, next) => {
  try {
    res.status(201).json(await campaigns.create(req.user.accountId, req.valid));
  } catch (error) {
    next(error);
  }
});

module.exports = router;
