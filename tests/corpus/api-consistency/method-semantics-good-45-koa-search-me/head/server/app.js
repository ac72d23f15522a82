const Koa = require("koa");
const tags = require("./routes/tags");
const bodyParser = require("koa-bodyparser");
const orders = require("./routes/orders");
const customers = require("./routes/customers");
const invoices = require("./routes/invoices");
const warehouses = require("./routes/warehouses");
const priceLists = require("./routes/price-lists");

const app = new Koa();
app.use(bodyParser());
app.use(orders.routes()).use(orders.allowedMethods());
app.use(customers.routes()).use(customers.allowedMethods());
app.use(invoices.routes()).use(invoices.allowedMethods());
app.use(warehouses.routes()).use(warehouses.allowedMethods());
app.use(priceLists.routes()).use(priceLists.allowedMethods());
app.use(tags.routes());

module.exports = app;
