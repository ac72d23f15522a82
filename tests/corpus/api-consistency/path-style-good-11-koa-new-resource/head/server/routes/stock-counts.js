const Router = require("@koa/router");
const { StockCount } = require("../models");

const router = new Router({ prefix: "/api/stock_counts" });

async function loadCount(ctx, next) {
  ctx.state.count = await StockCount.findByPk(ctx.params.id);
  if (!ctx.state.count) {
    ctx.status = 404;
    ctx.body = { error: "not_found", message: "no such stock count" };
    return;
  }
  await next();
}

router.get("/", async (ctx) => {
  const page = Number(ctx.query.page || 1);
  const perPage = Math.min(Number(ctx.query.per_page || 25), 100);
  const { rows, count } = await StockCount.findAndCountAll({ limit: perPage, offset: (page - 1) * perPage });
  ctx.body = { data: rows, total: count, page };
});

router.get("/:id", loadCount, async (ctx) => {
  ctx.body = ctx.state.count;
});

router.post("/", async (ctx) => {
  const { warehouse_id, counted_by } = ctx.request.body;
  if (!warehouse_id) {
    ctx.status = 422;
    ctx.body = { error: "invalid", message: "warehouse_id is required" };
    return;
  }
  const row = await StockCount.create({ warehouse_id, counted_by });
  ctx.status = 201;
  ctx.body = row;
});

router.delete("/:id", loadCount, async (ctx) => {
  await ctx.state.count.destroy();
  ctx.status = 204;
});

module.exports = router;
