import type { FastifyInstance } from "fastify";
import { db } from "../db.js";

export default async function labelsRoutes(app: FastifyInstance) {
  app.addHook("onRequest", app.authenticate);

  app.get<{ Querystring: { page: number; pageSize: number } }>(
    "/labels",
    { schema: { querystring: { type: "object", properties: { page: { type: "integer", default: 1 }, pageSize: { type: "integer", default: 25, maximum: 100 } } } } },
    async (request) => {
      const { page, pageSize } = request.query;
      const results = await db.selectFrom("label").selectAll().orderBy("id").limit(pageSize).offset((page - 1) * pageSize).execute();
      return { results, page, pageSize };
    },
  );

  app.post<{ Body: { name: string } }>(
    "/labels",
    { schema: { body: { type: "object", required: ["name"], properties: { name: { type: "string", maxLength: 200 } } } } },
    async (request, reply) => {
      const row = await db.insertInto("label").values({ name: request.body.name }).returningAll().executeTakeFirstOrThrow();
      return reply.code(201).send(row);
    },
  );

  app.get<{ Params: { id: string } }>("/labels/:id", async (request, reply) => {
    const row = await db.selectFrom("label").selectAll().where("id", "=", request.params.id).executeTakeFirst();
    if (!row) return reply.code(404).send({ message: "Not found", code: "NOT_FOUND" });
    return row;
  });
}
