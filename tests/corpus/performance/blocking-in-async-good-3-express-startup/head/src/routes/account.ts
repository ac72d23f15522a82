import { pbkdf2, randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
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
const derive = promisify(pbkdf2);
// Read once, while the module loads.
const COMMON = new Set(readFileSync(new URL("./common.txt", import.meta.url), "utf8").split("\n"));

router.post("/me/password", requireUser, async (req, res, next) => {
  const { password } = req.body;
  if (typeof password !== "string" || COMMON.has(password)) {
    res.status(422).json({ error: "the password is too common" });
    return;
  }
  try {
    const salt = randomBytes(16);
    const hash = await derive(password, salt, ITERATIONS, 64, "sha512");
    await accounts.setPassword(req.user.id, salt.toString("hex"), hash.toString("hex"));
    res.status(204).end();
  } catch (error) {
    next(error);
  }
});

router.get("/me/export", requireUser, async (req, res, next) => {
  try {
    const path = await accounts.exportFile(req.user.id);
    res.type("text/csv").send(await readFile(path, "utf8"));
  } catch (error) {
    next(error);
  }
});
