import express, { type NextFunction, type Request, type Response } from "express";
import { logger } from "./logger";
import { orders } from "./orders";

export const app = express();
app.use(express.json());

app.get("/orders/:id", async (req: Request, res: Response, next: NextFunction) => {
  try {
    const order = await orders.find(req.params.id);
    if (!order) {
      res.status(404).json({ error: "No such order" });
      return;
    }
    res.json(order);
  } catch (err) {
    next(err);
  }
});

app.post("/orders", async (req: Request, res: Response) => {
  try {
    res.status(201).json(await orders.create(req.body));
  } catch (err) {
    logger.error({ err }, "order could not be created");
    res.status(500).json({ error: "The order could not be created" });
  }
});

app.use((err: Error, _req: Request, res: Response, _next: NextFunction) => {
  logger.error({ err }, "request failed");
  res.status(500).json({ error: "Internal error" });
});
