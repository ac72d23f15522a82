import { zValidator } from "@hono/zod-validator";
import { desc, eq } from "drizzle-orm";
import { Hono } from "hono";
import { z } from "zod";
import { db } from "../db";
import { notes } from "../schema";
import type { Env } from "../env";

const input = z.object({ title: z.string().min(1).max(120) });
const paging = z.object({ limit: z.coerce.number().int().max(100).default(30), offset: z.coerce.number().int().default(0) });

export const notesRoutes = new Hono<Env>()
  .get("/", zValidator("query", paging), async (c) => {
    const { limit, offset } = c.req.valid("query");
    const rows = await db.select().from(notes).orderBy(desc(notes.id)).limit(limit).offset(offset);
    return c.json({ items: rows, limit, offset });
  })
  .post("/", zValidator("json", input), async (c) => {
    const [row] = await db.insert(notes).values(c.req.valid("json")).returning();
    return c.json(row, 201);
  })
  .get("/:id", async (c) => {
    const [row] = await db.select().from(notes).where(eq(notes.id, c.req.param("id"))).limit(1);
    if (!row) return c.json({ error: "not_found", message: "No such record" }, 404);
    return c.json(row);
  })
  .delete("/:id", async (c) => {
    const gone = await db.delete(notes).where(eq(notes.id, c.req.param("id"))).returning();
    if (gone.length === 0) return c.json({ error: "not_found", message: "No such record" }, 404);
    return c.body(null, 204);
  });
