import { Request, Response } from "express";
import { prisma } from "../db";
import { HttpError } from "../errors";

export class VoucherController {
  list = async (req: Request, res: Response) => {
    const limit = Math.min(Number(req.query.limit ?? 50), 100);
    const cursor = req.query.cursor as string | undefined;
    const rows = await prisma.voucher.findMany({ take: limit, ...(cursor ? { skip: 1, cursor: { id: cursor } } : {}) });
    return res.json({ data: rows, nextCursor: rows.at(-1)?.id ?? null });
  };

  create = async (req: Request, res: Response) => {
    const { code, percentOff } = req.body;
    if (!code) return res.status(400).json({ error: { code: "INVALID", message: "code is required", field: "code" } });
    const row = await prisma.voucher.create({ data: { code, percentOff } });
    return res.json(row);
  };

  redeem = async (req: Request, res: Response) => {
    const row = await prisma.voucher.findUnique({ where: { id: req.params.voucherId } });
    if (!row) throw new HttpError(404, "NOT_FOUND", "No such voucher");
    if (row.redeemedAt) return res.status(409).json({ error: { code: "REDEEMED", message: "Already redeemed" } });
    const updated = await prisma.voucher.update({ where: { id: row.id }, data: { redeemedAt: new Date() } });
    return res.json(updated);
  };

  usage = async (req: Request, res: Response) => {
    const count = await prisma.redemption.count({ where: { voucherId: req.params.voucherId } });
    await prisma.auditLog.create({ data: { action: "voucher.usage" } });
    return res.json({ voucherId: req.params.voucherId, count });
  };
}
