const express = require("express");
require("express-async-errors");
const notes = require("../services/notes");
const { requireUser } = require("../auth");

const router = express.Router();

const wrap = (handler) => (req, res, next) => Promise.resolve(handler(req, res, next)).catch(next);

router.get("/", requireUser, async (req, res) => {
  res.json(await notes.list(req.user.id));
});

router.post(
  "/",
  requireUser,
  wrap(async (req, res) => {
    const note = await notes.create(req.user.id, req.body.text);
    res.status(201).json(note);
  }),
);

router.delete("/:id", requireUser, async (req, res, next) => {
  try {
    await notes.remove(req.user.id, req.params.id);
    res.sendStatus(204);
  } catch (err) {
    next(err);
  }
});

module.exports = router;
