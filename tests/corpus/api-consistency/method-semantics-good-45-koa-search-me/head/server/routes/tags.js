const Router = require("@koa/router");
const { Tag } = require("../models");

const router = new Router({ prefix: "/api/tags" });

router.get("/", async (ctx) => {
  const page = Number(ctx.query.page || 1);
  const perPage = Math.min(Number(ctx.query.per_page || 25), 100);
  const { rows, count } = await Tag.findAndCountAll({ limit: perPage, offset: (page - 1) * perPage });
  ctx.set("X-Total-Count", String(count));
  ctx.body = { data: rows, total: count, page };
});

router.post("/", async (ctx) => {
  const { name } = ctx.request.body;
  ctx.assert(name, 422, "name is required");
  const [tag, created] = await Tag.findOrCreate({ where: { name } });
  ctx.status = created ? 201 : 200;
  ctx.body = tag;
});

router.put("/:id", async (ctx) => {
  const tag = await Tag.findByPk(ctx.params.id);
  if (!tag) {
    ctx.status = 404;
    ctx.body = { error: "not_found", message: "no such tag" };
    return;
  }
  await tag.update({ name: ctx.request.body.name });
  ctx.body = tag;
});

module.exports = router;
