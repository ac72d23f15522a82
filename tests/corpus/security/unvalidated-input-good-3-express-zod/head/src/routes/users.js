const express = require('express');
const { z } = require('zod');
const { requireUser } = require('../auth');
const User = require('../models/user');
const Team = require('../models/team');
const { asyncHandler } = require('../async-handler');

const router = express.Router();

router.use(requireUser);

const ProfileBody = z.object({
  name: z.string().min(1).max(120).optional(),
  bio: z.string().max(2000).optional(),
});

const TeamBody = z.object({ name: z.string().min(1), colour: z.string().optional() }).strict();

router.get('/:id', asyncHandler(async (req, res) => {
  const user = await User.findById(req.params.id).lean();
  if (!user) {
    return res.status(404).json({ error: 'not_found' });
  }
  return res.json(user);
}));

/** Update the profile of the signed-in user. */
router.put('/me', asyncHandler(async (req, res) => {
  const changes = ProfileBody.parse(req.body);
  const user = await User.findById(req.user.id);
  Object.assign(user, changes);
  await user.save();
  return res.json(user);
}));

/** Teams of the signed-in user. */
router.post('/me/teams', asyncHandler(async (req, res) => {
  const body = TeamBody.safeParse(req.body);
  if (!body.success) {
    return res.status(422).json({ error: 'invalid_body', issues: body.error.issues });
  }
  const team = await Team.create({ ...body.data, owner: req.user.id });
  return res.status(201).json(team);
}));

/** Remember how a list is shown. */
router.put('/me/view', asyncHandler(async (req, res) => {
  const { density, sort } = req.body;
  await User.updateOne({ _id: req.user.id }, { $set: { 'view.density': String(density), 'view.sort': String(sort) } });
  return res.status(204).end();
}));

module.exports = router;
