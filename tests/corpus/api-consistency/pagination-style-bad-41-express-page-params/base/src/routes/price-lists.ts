import { Router, Request, Response } from "express";
import { prisma } from "../db";

export const priceListsRouter = Router();

priceListsRouter.get("/", async (req: Request, res: Response) => {
  const limit = Math.min(Number(req.query.limit ?? 50), 100);
  const cursor = req.query.cursor as string | undefined;
  const rows = await prisma.priceList.findMany({
    take: limit,
    ...(cursor ? { skip: 1, cursor: { id: cursor } } : {}),
    orderBy: { id: "asc" },
  });
  res.json({ data: rows, nextCursor: rows.length === limit ? rows[rows.length - 1].id : null });
});

priceListsRouter.get("/:priceListId", async (req: Request, res: Response) => {
  const row = await prisma.priceList.findUnique({ where: { id: req.params.priceListId } });
  if (!row) {
    return res.status(404).json({ error: { code: "NOT_FOUND", message: "No such priceList" } });
  }
  return res.json({ id: row.id, displayName: row.displayName, createdAt: row.createdAt });
});

priceListsRouter.post("/", async (req: Request, res: Response) => {
  const { displayName, ownerId } = req.body;
  if (!displayName) {
    return res.status(400).json({ error: { code: "INVALID", message: "displayName is required" } });
  }
  const row = await prisma.priceList.create({ data: { displayName, ownerId } });
  return res.status(201).json({ id: row.id, displayName: row.displayName, createdAt: row.createdAt });
});

priceListsRouter.delete("/:priceListId", async (req: Request, res: Response) => {
  await prisma.priceList.delete({ where: { id: req.params.priceListId } });
  res.status(204).end();
});
