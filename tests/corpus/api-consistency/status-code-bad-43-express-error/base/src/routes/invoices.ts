import { Router, Request, Response } from "express";
import { prisma } from "../db";

export const invoicesRouter = Router();

invoicesRouter.get("/", async (req: Request, res: Response) => {
  const limit = Math.min(Number(req.query.limit ?? 50), 100);
  const cursor = req.query.cursor as string | undefined;
  const rows = await prisma.invoice.findMany({
    take: limit,
    ...(cursor ? { skip: 1, cursor: { id: cursor } } : {}),
    orderBy: { id: "asc" },
  });
  res.json({ data: rows, nextCursor: rows.length === limit ? rows[rows.length - 1].id : null });
});

invoicesRouter.get("/:invoiceId", async (req: Request, res: Response) => {
  const row = await prisma.invoice.findUnique({ where: { id: req.params.invoiceId } });
  if (!row) {
    return res.status(404).json({ error: { code: "NOT_FOUND", message: "No such invoice" } });
  }
  return res.json({ id: row.id, displayName: row.displayName, createdAt: row.createdAt });
});

invoicesRouter.post("/", async (req: Request, res: Response) => {
  const { displayName, ownerId } = req.body;
  if (!displayName) {
    return res.status(400).json({ error: { code: "INVALID", message: "displayName is required" } });
  }
  const row = await prisma.invoice.create({ data: { displayName, ownerId } });
  return res.status(201).json({ id: row.id, displayName: row.displayName, createdAt: row.createdAt });
});

invoicesRouter.delete("/:invoiceId", async (req: Request, res: Response) => {
  await prisma.invoice.delete({ where: { id: req.params.invoiceId } });
  res.status(204).end();
});
