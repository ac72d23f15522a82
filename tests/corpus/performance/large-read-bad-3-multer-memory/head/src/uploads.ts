import { Router } from "express";
import multer from "multer";
import { storage } from "./storage";

export const uploads = Router();

const upload = multer({ storage: multer.memoryStorage() });

uploads.get("/:id", async (req, res, next) => {
  try {
    res.json(await storage.describe(req.params.id));
  } catch (err) {
    next(err);
  }
});

uploads.post("/", upload.single("document"), async (req, res, next) => {
  try {
    if (!req.file) {
      res.status(400).json({ error: "send a document" });
      return;
    }
    const id = await storage.save(req.file.originalname, req.file.buffer);
    res.status(201).json({ id });
  } catch (err) {
    next(err);
  }
});
