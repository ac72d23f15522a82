import { Router } from "express";
import { storage } from "./storage";

export const uploads = Router();

uploads.get("/:id", async (req, res, next) => {
  try {
    res.json(await storage.describe(req.params.id));
  } catch (err) {
    next(err);
  }
});
