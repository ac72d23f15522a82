const Router = require("@koa/router");
const { PriceList } = require("../models");

const router = new Router({ prefix: "/api/price_lists" });

router.get("/", async (ctx) => {
  const page = Number(ctx.query.page || 1);
  const perPage = Math.min(Number(ctx.query.per_page || 25), 100);
  const { rows, count } = await PriceList.findAndCountAll({ limit: perPage, offset: (page - 1) * perPage });
  ctx.body = { data: rows, total: count, page };
});

router.get("/:id", async (ctx) => {
  const row = await PriceList.findByPk(ctx.params.id);
  if (!row) {
    ctx.status = 404;
    ctx.body = { error: "not_found", message: "no such priceList" };
    return;
  }
  ctx.body = row;
});

router.post("/", async (ctx) => {
  const { name } = ctx.request.body;
  if (!name) {
    ctx.status = 422;
    ctx.body = { error: "invalid", message: "name is required" };
    return;
  }
  const row = await PriceList.create({ name });
  ctx.status = 201;
  ctx.body = row;
});

router.delete("/:id", async (ctx) => {
  await PriceList.destroy({ where: { id: ctx.params.id } });
  ctx.status = 204;
});

module.exports = router;
