import { pbkdf2Sync, randomBytes } from "node:crypto";
import fs from "node:fs";
import { Router } from "express";
import { requireUser } from "../middleware/auth";
import { accounts } from "../store/accounts";

export const router = Router();

router.get("/me", requireUser, async (req, res, next) => {
  try {
    res.json(await accounts.byId(req.user.id));
  } catch (error) {
    next(error);
  }
});

const ITERATIONS = 210_000;

router.post("/me/password", requireUser, async (req, res, next) => {
  const { password } = req.body;
  if (typeof password !== "string" || password.length < 12) {
    res.status(422).json({ error: "the password is too short" });
    return;
  }
  try {
    const salt = randomBytes(16);
    const hash = pbkdf2Sync(password, salt, ITERATIONS, 64, "sha512");
    await accounts.setPassword(req.user.id, salt.toString("hex"), hash.toString("hex"));
    res.status(204).end();
  } catch (error) {
    next(error);
  }
});

router.get("/me/export", requireUser, async (req, res, next) => {
  try {
    const path = await accounts.exportFile(req.user.id);
    const content = fs.readFileSync(path, "utf8");
    res.type("text/csv").send(content);
  } catch (error) {
    next(error);
  }
});
