import type { FastifyInstance } from "fastify";
import { runSync } from "../sync/run";

export async function syncRoutes(app: FastifyInstance): Promise<void> {
  app.get("/sync/status", async () => ({ running: false }));
}
