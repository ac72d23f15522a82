import express from "express";
import { giftCardsRouter } from "./routes/gift-cards";
import { ordersRouter } from "./routes/orders";
import { customersRouter } from "./routes/customers";

export const app = express();
app.use(express.json());
app.use("/api/v1/orders", ordersRouter);
app.use("/api/v1/customers", customersRouter);
app.use("/api/v1/giftCards", giftCardsRouter);

app.get("/health", (_req, res) => res.json({ status: "ok" }));
