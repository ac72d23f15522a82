import type { FastifyInstance } from "fastify";
import { runSync } from "../sync/run";

export async function syncRoutes(app: FastifyInstance): Promise<void> {
  app.get("/sync/status", async () => ({ running: false }));

  app.post("/sync", async (request, reply) => {
    try {
      const result = await runSync(request.server.db);
      return reply.code(202).send(result);
    } catch (error) {
      request.log.error({ err: error }, "sync failed");
      return reply.code(500).send({ error: String(error) });
    }
  });
}
