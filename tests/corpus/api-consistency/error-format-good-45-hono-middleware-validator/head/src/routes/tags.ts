import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { eq, sql } from "drizzle-orm";
import { db } from "../db";
import { tags } from "../schema";

type Env = { Variables: { userId: string } };

export const tagsApp = new Hono<Env>();

tagsApp.get("/", async (c) => {
  const limit = Math.min(Number(c.req.query("limit") ?? 50), 100);
  const offset = Number(c.req.query("offset") ?? 0);
  const [{ count }] = await db.select({ count: sql<number>`count(*)` }).from(tags);
  const rows = await db.select().from(tags).limit(limit).offset(offset);
  c.header("X-Total-Count", String(count));
  return c.json({ items: rows, limit, offset });
});

tagsApp.patch("/:id", async (c) => {
  const body = await c.req.json();
  const [tag] = await db.update(tags).set({ name: body.name }).where(eq(tags.id, c.req.param("id"))).returning();
  if (!tag) throw new HTTPException(404, { message: "No such tag" });
  return c.json(tag);
});
