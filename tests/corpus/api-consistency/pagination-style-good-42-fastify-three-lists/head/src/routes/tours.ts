import type { FastifyInstance } from "fastify";
import { db } from "../db.js";

interface ListQuery {
  limit: number;
  offset: number;
}

export default async function tourRoutes(app: FastifyInstance) {
  app.addHook("onRequest", app.authenticate);

  app.get<{ Querystring: ListQuery }>(
    "/tours",
    {
      schema: {
        querystring: {
          type: "object",
          properties: {
            limit: { type: "integer", default: 25, maximum: 100 },
            offset: { type: "integer", default: 0, minimum: 0 },
          },
        },
      },
    },
    async (request) => {
      const { limit, offset } = request.query;
      const tours = await db.selectFrom("tour").selectAll().orderBy("starts_on").limit(limit).offset(offset).execute();
      return { tours, limit, offset };
    },
  );

  app.get<{ Params: { id: string } }>("/tours/:id", async (request, reply) => {
    const row = await db.selectFrom("tour").selectAll().where("id", "=", request.params.id).executeTakeFirst();
    if (!row) return reply.code(404).send({ message: "Not found", code: "NOT_FOUND" });
    return row;
  });
}
