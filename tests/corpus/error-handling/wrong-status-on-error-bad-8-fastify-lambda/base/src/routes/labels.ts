import type { FastifyInstance } from "fastify";
import { labels } from "../labels";

export async function labelRoutes(app: FastifyInstance): Promise<void> {
  app.get("/labels", async () => labels.all());
}
