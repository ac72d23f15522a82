import { Request, Response } from "express";
import { prisma } from "../db";

export async function removeOrder(req: Request, res: Response) {
  await prisma.order.delete({ where: { id: req.params.orderId } });
  res.status(204).end();
}
