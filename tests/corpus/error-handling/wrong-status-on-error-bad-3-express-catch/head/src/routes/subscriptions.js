const express = require("express");
const { requireUser } = require("../auth");
const subscriptions = require("../services/subscriptions");
const logger = require("../logger");

const router = express.Router();

router.get("/", requireUser, async (req, res) => {
  res.json(await subscriptions.forUser(req.user.id));
});

router.post("/:id/cancel", requireUser, async (req, res) => {
  try {
    const subscription = await subscriptions.cancel(req.user.id, req.params.id);
    res.json({ subscription });
  } catch (err) {
    logger.error({ err, subscription: req.params.id }, "cancel failed");
    res.json({ error: "Could not cancel the subscription" });
  }
});

router.post("/:id/resume", requireUser, async (req, res) => {
  const subscription = await subscriptions.find(req.params.id);
  if (!subscription) {
    return res.status(200).json({ error: "Subscription not found" });
  }
  await subscriptions.resume(subscription);
  return res.json({ subscription });
});

module.exports = router;
