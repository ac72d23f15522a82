const Router = require("@koa/router");
const { Match } = require("../models");
const { authenticate } = require("../middleware/auth");

const router = new Router({ prefix: "/api/v1/matches" });
router.use(authenticate);

router.get("/", async (ctx) => {
  const limit = Math.min(Number(ctx.query.limit) || 20, 100);
  const offset = Number(ctx.query.offset) || 0;
  const rows = await Match.findAll({ limit, offset, order: [["id", "ASC"]] });
  ctx.body = { rows, limit, offset };
});

router.post("/", async (ctx) => {
  const row = await Match.create({ name: String(ctx.request.body.name) });
  ctx.status = 201;
  ctx.body = row;
});

router.get("/:id", async (ctx) => {
  const row = await Match.findByPk(ctx.params.id);
  if (!row) {
    ctx.status = 404;
    ctx.body = { error: "not found" };
    return;
  }
  ctx.body = row;
});

module.exports = router;
