import express, { type NextFunction, type Request, type Response } from "express";
import { logger } from "./logger";
import { orders } from "./orders";

export const app = express();
app.use(express.json());

app.get("/orders/:id", async (req, res) => {
  res.json(await orders.find(req.params.id));
});
