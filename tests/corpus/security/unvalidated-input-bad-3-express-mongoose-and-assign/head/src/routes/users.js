const express = require('express');
const { requireUser } = require('../auth');
const User = require('../models/user');
const Team = require('../models/team');
const { asyncHandler } = require('../async-handler');

const router = express.Router();

router.use(requireUser);

router.get('/:id', asyncHandler(async (req, res) => {
  const user = await User.findById(req.params.id).lean();
  if (!user) {
    return res.status(404).json({ error: 'not_found' });
  }
  return res.json(user);
}));

/** Update the profile of the signed-in user. */
router.put('/me', asyncHandler(async (req, res) => {
  const user = await User.findById(req.user.id);
  if (!user) {
    return res.status(404).json({ error: 'not_found' });
  }
  Object.assign(user, req.body);
  user.updatedAt = new Date();
  await user.save();
  return res.json(user);
}));

/** Teams of the signed-in user. */
router.post('/me/teams', asyncHandler(async (req, res) => {
  const existing = await Team.countDocuments({ owner: req.user.id });
  if (existing >= 20) {
    return res.status(409).json({ error: 'too_many_teams' });
  }
  const team = await Team.create({ ...req.body, owner: req.user.id });
  return res.status(201).json(team);
}));

module.exports = router;
