import { Router, Request, Response } from "express";
import { requireUser } from "../middleware/auth";
import { OrderService } from "../services/orders";
import { logger } from "../logger";

export function ordersRouter(orders: OrderService): Router {
  const router = Router();
  router.use(requireUser);

  router.get("/:id", async (req: Request, res: Response) => {
    const order = await orders.find(req.params.id);
    if (!order) {
      res.status(404).json({ error: "order not found" });
      return;
    }
    res.json(order);
  });

  router.post("/:id/refunds", async (req: Request, res: Response) => {
    const { amount, reason } = req.body;
    if (typeof amount !== "number" || amount <= 0) {
      res.status(400).json({ error: "amount must be a positive number" });
      return;
    }
    try {
      const refund = await orders.refund(req.params.id, amount, reason);
      res.status(201).json(refund);
    } catch (err) {
      logger.error({ err, orderId: req.params.id }, "refund failed");
      res.status(500).json({ error: "refund failed", details: (err as Error).message });
    }
  });

  return router;
}
