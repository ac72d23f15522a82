import { NextFunction, Request, Response } from "express";
import { ZodError } from "zod";
import { AppError } from "../errors";
import { logger } from "../logger";


export function notFound(req: Request, res: Response): void {
  res.status(404).json({ error: "not_found", path: req.path });
}
