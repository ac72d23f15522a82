import { Hono } from "hono";
import { ordersApp } from "./routes/orders";
import { customersApp } from "./routes/customers";
import { invoicesApp } from "./routes/invoices";
import { warehousesApp } from "./routes/warehouses";
import { priceListsApp } from "./routes/price-lists";

const app = new Hono().basePath("/api/v1");

app.route("/orders", ordersApp);
app.route("/customers", customersApp);
app.route("/invoices", invoicesApp);
app.route("/warehouses", warehousesApp);
app.route("/price-lists", priceListsApp);

export default app;
