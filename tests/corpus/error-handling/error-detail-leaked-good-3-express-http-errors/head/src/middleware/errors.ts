import { NextFunction, Request, Response } from "express";
import { ZodError } from "zod";
import { AppError } from "../errors";
import { logger } from "../logger";

const isProduction = process.env.NODE_ENV === "production";

export function errorHandler(err: unknown, req: Request, res: Response, next: NextFunction): void {
  if (res.headersSent) {
    next(err);
    return;
  }
  if (err instanceof ZodError) {
    res.status(400).json({ error: "invalid request", issues: err.issues });
    return;
  }
  if (err instanceof AppError) {
    res.status(err.status).json({ error: err.code, message: err.message });
    return;
  }
  logger.error({ err, requestId: req.id }, "unhandled error");
  res.status(500).json({
    error: "internal_error",
    requestId: req.id,
    ...(isProduction ? {} : { stack: (err as Error).stack }),
  });
}

export function notFound(req: Request, res: Response): void {
  res.status(404).json({ error: "not_found", path: req.path });
}
