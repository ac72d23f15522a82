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
