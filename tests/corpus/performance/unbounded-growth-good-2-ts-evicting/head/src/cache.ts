import { LRUCache } from "lru-cache";
import type { Request, Response, NextFunction } from "express";
import { fetchProfile, type Profile } from "./profiles";

const profiles = new LRUCache<string, Profile>({ max: 5000, ttl: 60_000 });
const hits = new Map<string, { count: number; resetAt: number }>();
const sockets = new Set<WebSocket>();
const inFlight = new Map<string, Promise<Profile>>();

const sweeper = setInterval(() => {
  const now = Date.now();
  for (const [key, entry] of hits) {
    if (entry.resetAt < now) hits.delete(key);
  }
}, 30_000);
sweeper.unref();

export async function profileOf(id: string): Promise<Profile> {
  const cached = profiles.get(id);
  if (cached) return cached;
  const running = inFlight.get(id);
  if (running) return running;
  const promise = fetchProfile(id).finally(() => inFlight.delete(id));
  inFlight.set(id, promise);
  const profile = await promise;
  profiles.set(id, profile);
  return profile;
}

export function limit(req: Request, res: Response, next: NextFunction): void {
  const key = req.ip ?? "unknown";
  const now = Date.now();
  const entry = hits.get(key) ?? { count: 0, resetAt: now + 60_000 };
  entry.count += 1;
  hits.set(key, entry);
  if (entry.count > 100) {
    res.status(429).json({ error: "slow down" });
    return;
  }
  next();
}

export function join(socket: WebSocket): void {
  sockets.add(socket);
  socket.addEventListener("close", () => sockets.delete(socket));
}

export function collect(rows: Profile[]): Map<string, Profile> {
  const byId = new Map<string, Profile>();
  for (const row of rows) byId.set(row.id, row);
  return byId;
}
