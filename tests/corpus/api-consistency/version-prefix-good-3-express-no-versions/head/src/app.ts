import express from "express";
import { giftCardsRouter } from "./routes/gift-cards";
import { ordersRouter } from "./routes/orders";

export const app = express();
app.use(express.json());
app.use("/api/v1/orders", ordersRouter);
app.use("/api/gift-cards", giftCardsRouter);

app.get("/health", (_req, res) => res.json({ status: "ok" }));
