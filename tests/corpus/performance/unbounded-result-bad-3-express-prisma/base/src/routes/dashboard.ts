import { Router } from "express";
import { statsForUser } from "../services/orderStats";

export const dashboard = Router();

dashboard.get("/me", async (req, res, next) => {
  try {
    res.json(await statsForUser(req.user.id));
  } catch (err) {
    next(err);
  }
});
