import { Hono } from "hono";
import { asc, eq } from "drizzle-orm";
import { db } from "../db";
import { customers } from "../schema";

export const customersApp = new Hono();

customersApp.get("/", async (c) => {
  const limit = Math.min(Number(c.req.query("limit") ?? 50), 100);
  const offset = Number(c.req.query("offset") ?? 0);
  const rows = await db.select().from(customers).orderBy(asc(customers.id)).limit(limit).offset(offset);
  return c.json({ items: rows, limit, offset });
});

customersApp.get("/:id", async (c) => {
  const [row] = await db.select().from(customers).where(eq(customers.id, c.req.param("id"))).limit(1);
  if (!row) return c.json({ code: "not_found", message: "No such customer" }, 404);
  return c.json(row);
});

customersApp.post("/", async (c) => {
  const body = await c.req.json();
  if (!body.name) return c.json({ code: "invalid", message: "name is required" }, 400);
  const [row] = await db.insert(customers).values({ name: body.name }).returning();
  return c.json(row, 201);
});

customersApp.delete("/:id", async (c) => {
  await db.delete(customers).where(eq(customers.id, c.req.param("id")));
  return c.body(null, 204);
});
