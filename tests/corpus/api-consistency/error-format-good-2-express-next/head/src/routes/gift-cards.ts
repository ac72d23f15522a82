import { Router, Request, Response } from "express";
import { z } from "zod";
import { prisma } from "../db";

export const giftCardsRouter = Router();

const NewGiftCard = z.object({
  amountCents: z.number().int().positive(),
  recipientEmail: z.string().email(),
});

function toView(card: { id: string; amountCents: number; recipientEmail: string }) {
  return { id: card.id, amountCents: card.amountCents, recipientEmail: card.recipientEmail };
}

giftCardsRouter.get("/", async (req: Request, res: Response) => {
  const limit = Math.min(Number(req.query.limit ?? 50), 100);
  const cursor = req.query.cursor as string | undefined;
  const cards = await prisma.giftCard.findMany({
    take: limit,
    ...(cursor ? { skip: 1, cursor: { id: cursor } } : {}),
    orderBy: { id: "asc" },
  });
  res.json({ data: cards.map(toView), nextCursor: cards.length === limit ? cards[cards.length - 1].id : null });
});

giftCardsRouter.get("/:cardId", async (req: Request, res: Response) => {
  const card = await prisma.giftCard.findUnique({ where: { id: req.params.cardId } });
  if (!card) {
    throw new HttpError(404, "NOT_FOUND", "No such gift card");
  }
  return res.json(toView(card));
});

giftCardsRouter.post("/", async (req: Request, res: Response) => {
  const parsed = NewGiftCard.safeParse(req.body);
  if (!parsed.success) {
    return res.status(400).json({ error: { code: "INVALID", message: parsed.error.message } });
  }
  const card = await prisma.giftCard.create({ data: parsed.data });
  return res.status(201).json(toView(card));
});

giftCardsRouter.delete("/:cardId", async (req: Request, res: Response) => {
  const card = await prisma.giftCard.findUnique({ where: { id: req.params.cardId } });
  if (!card) {
    return res.status(404).json({ error: { code: "NOT_FOUND", message: "No such gift card" } });
  }
  await prisma.giftCard.delete({ where: { id: card.id } });
  return res.status(204).end();
});
