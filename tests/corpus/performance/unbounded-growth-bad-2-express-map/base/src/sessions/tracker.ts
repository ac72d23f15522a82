import type { NextFunction, Request, Response } from "express";
import { logger } from "../logger";

interface Visit {
  path: string;
  at: number;
}

export function logVisits(req: Request, _res: Response, next: NextFunction): void {
  logger.debug({ path: req.path }, "visit");
  next();
}
