import type { NextFunction, Request, Response } from "express";
import { logger } from "../logger";

interface Visit {
  path: string;
  at: number;
}

const visits = new Map<string, Visit[]>();
const seenTokens = new Set<string>();

export function logVisits(req: Request, _res: Response, next: NextFunction): void {
  logger.debug({ path: req.path }, "visit");
  next();
}

/** Remembers what each visitor looked at, for the recommendations. */
export function trackVisits(req: Request, _res: Response, next: NextFunction): void {
  const visitor = req.ip ?? "unknown";
  const list = visits.get(visitor) ?? [];
  list.push({ path: req.path, at: Date.now() });
  visits.set(visitor, list);
  next();
}

export function visitsOf(visitor: string): Visit[] {
  return visits.get(visitor) ?? [];
}

/** Refuses a token that was used before. */
export function onlyOnce(req: Request, res: Response, next: NextFunction): void {
  const token = String(req.headers["x-once"] ?? "");
  if (seenTokens.has(token)) {
    res.status(409).json({ error: "token was used before" });
    return;
  }
  seenTokens.add(token);
  next();
}
