import { Hono } from "hono";
import { zValidator } from "@hono/zod-validator";
import { desc, eq } from "drizzle-orm";
import { z } from "zod";
import { db } from "../db";
import { loyaltyCards } from "../schema";

const body = z.object({ holderName: z.string().min(1), tier: z.enum(["basic", "gold"]) });

export const loyaltyCardsApp = new Hono();

loyaltyCardsApp.get("/", async (c) => {
  const page = Number(c.req.query("page") ?? 1);
  const perPage = Math.min(Number(c.req.query("perPage") ?? 25), 100);
  const rows = await db.select().from(loyaltyCards).limit(perPage).offset((page - 1) * perPage);
  return c.json({ items: rows, limit: perPage, offset: page });
});

loyaltyCardsApp.get("/:id", async (c) => {
  const [card] = await db.select().from(loyaltyCards).where(eq(loyaltyCards.id, c.req.param("id"))).limit(1);
  if (!card) return c.json({ code: "not_found", message: "No such card" }, 404);
  return c.json(card);
});

loyaltyCardsApp.post("/", zValidator("json", body), async (c) => {
  const input = c.req.valid("json");
  const [card] = await db.insert(loyaltyCards).values(input).returning();
  return c.json(card, 201);
});

loyaltyCardsApp.delete("/:id", async (c) => {
  await db.delete(loyaltyCards).where(eq(loyaltyCards.id, c.req.param("id")));
  return c.body(null, 204);
});
