import express from "express";
import { ordersRouter } from "./routes/orders";

export const app = express();
app.use(express.json());
app.use("/api/v1/orders", ordersRouter);

app.get("/health", (_req, res) => res.json({ status: "ok" }));
