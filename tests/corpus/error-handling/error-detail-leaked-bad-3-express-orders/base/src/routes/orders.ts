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

  return router;
}
