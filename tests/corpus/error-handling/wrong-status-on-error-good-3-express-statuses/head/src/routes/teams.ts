import { Router } from "express";
import { requireUser } from "../auth";
import { sendError } from "../http";
import { teams } from "../services/teams";

export const router = Router();
router.use(requireUser);

router.post("/", async (req, res, next) => {
  const { name } = req.body;
  if (!name) {
    return sendError(res, 422, "name is required");
  }
  try {
    const team = await teams.create(req.user.id, name);
    return res.status(201).json(team);
  } catch (err) {
    return next(err);
  }
});

router.get("/:id/health", async (req, res) => {
  const checks = await teams.health(req.params.id);
  const failed = checks.filter((check) => !check.ok);
  res.status(failed.length > 0 ? 503 : 200);
  res.json({ ok: failed.length === 0, errors: failed.map((check) => check.name) });
});

router.get("/:id", async (req, res) => {
  const team = await teams.find(req.params.id);
  if (!team) {
    res.statusCode = 404;
    res.json({ error: "team not found" });
    return;
  }
  res.json(team);
});
