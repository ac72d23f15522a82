const Router = require("@koa/router");
const { Stadium } = require("../models");
const { authenticate } = require("../middleware/auth");

const router = new Router({ prefix: "/api/v1/stadiums" });
router.use(authenticate);

router.get("/", async (ctx) => {
  const limit = Math.min(Number(ctx.query.limit) || 20, 100);
  const offset = Number(ctx.query.offset) || 0;
  const rows = await Stadium.findAll({ limit, offset, order: [["name", "ASC"]] });
  ctx.body = { rows, limit, offset };
});

router.get("/:id/plan", async (ctx) => {
  const stadium = await Stadium.findByPk(ctx.params.id);
  if (!stadium) {
    ctx.status = 404;
    ctx.body = { error: "not found" };
    return;
  }
  await stadium.update({ lastViewedAt: new Date() });
  ctx.body = stadium;
});

module.exports = router;
