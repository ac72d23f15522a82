import type { FastifyInstance } from "fastify";
import { labels } from "../labels";

export async function labelRoutes(app: FastifyInstance): Promise<void> {
  app.get("/labels", async () => labels.all());

  app.get<{ Params: { id: string } }>("/labels/:id", async (request, reply) => {
    const label = await labels.find(request.params.id);
    if (!label) {
      return { error: "label not found" };
    }
    reply.header("cache-control", "max-age=60");
    return label;
  });
}
