const express = require('express');
const { requireUser } = require('../auth');
const User = require('../models/user');
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

module.exports = router;
