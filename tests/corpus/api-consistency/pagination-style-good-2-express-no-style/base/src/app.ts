import express from "express";
import { ordersRouter } from "./routes/orders";
import { customersRouter } from "./routes/customers";

export const app = express();
app.use(express.json());
app.use("/api/v1/orders", ordersRouter);
app.use("/api/v1/customers", customersRouter);

app.get("/health", (_req, res) => res.json({ status: "ok" }));
