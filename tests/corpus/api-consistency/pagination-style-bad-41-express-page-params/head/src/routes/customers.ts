import { Router, Request, Response } from "express";
import { prisma } from "../db";

export const customersRouter = Router();

customersRouter.get("/", async (req: Request, res: Response) => {
  const limit = Math.min(Number(req.query.limit ?? 50), 100);
  const cursor = req.query.cursor as string | undefined;
  const rows = await prisma.customer.findMany({
    take: limit,
    ...(cursor ? { skip: 1, cursor: { id: cursor } } : {}),
    orderBy: { id: "asc" },
  });
  res.json({ data: rows, nextCursor: rows.length === limit ? rows[rows.length - 1].id : null });
});

customersRouter.get("/:customerId", async (req: Request, res: Response) => {
  const row = await prisma.customer.findUnique({ where: { id: req.params.customerId } });
  if (!row) {
    return res.status(404).json({ error: { code: "NOT_FOUND", message: "No such customer" } });
  }
  return res.json({ id: row.id, displayName: row.displayName, createdAt: row.createdAt });
});

customersRouter.post("/", async (req: Request, res: Response) => {
  const { displayName, ownerId } = req.body;
  if (!displayName) {
    return res.status(400).json({ error: { code: "INVALID", message: "displayName is required" } });
  }
  const row = await prisma.customer.create({ data: { displayName, ownerId } });
  return res.status(201).json({ id: row.id, displayName: row.displayName, createdAt: row.createdAt });
});

customersRouter.delete("/:customerId", async (req: Request, res: Response) => {
  await prisma.customer.delete({ where: { id: req.params.customerId } });
  res.status(204).end();
});
