import { Router } from "express";
import { revenuePerDay, statsForUser } from "../services/orderStats";

export const dashboard = Router();

dashboard.get("/me", async (req, res, next) => {
  try {
    res.json(await statsForUser(req.user.id));
  } catch (err) {
    next(err);
  }
});

dashboard.get("/revenue", async (_req, res, next) => {
  try {
    const days = await revenuePerDay();
    res.json({ days });
  } catch (err) {
    next(err);
  }
});
