import express from "express";
import { vouchersRouter } from "./routes/vouchers";
import { ordersRouter } from "./routes/orders";
import { customersRouter } from "./routes/customers";
import { invoicesRouter } from "./routes/invoices";
import { warehousesRouter } from "./routes/warehouses";
import { priceListsRouter } from "./routes/price-lists";

export const app = express();
app.use(express.json());
app.use("/api/v1/orders", ordersRouter);
app.use("/api/v1/customers", customersRouter);
app.use("/api/v1/invoices", invoicesRouter);
app.use("/api/v1/warehouses", warehousesRouter);
app.use("/api/v1/price-lists", priceListsRouter);
app.use("/api/v1/vouchers", vouchersRouter);

app.get("/health", (_req, res) => res.json({ status: "ok" }));
