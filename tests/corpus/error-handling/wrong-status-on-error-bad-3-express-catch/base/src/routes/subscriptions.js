const express = require("express");
const { requireUser } = require("../auth");
const subscriptions = require("../services/subscriptions");
const logger = require("../logger");

const router = express.Router();

router.get("/", requireUser, async (req, res) => {
  res.json(await subscriptions.forUser(req.user.id));
});

module.exports = router;
