const Router = require("@koa/router");
const { Team } = require("../models");
const { authenticate } = require("../middleware/auth");

const router = new Router({ prefix: "/api/v1/teams" });
router.use(authenticate);

router.get("/", async (ctx) => {
  const limit = Math.min(Number(ctx.query.limit) || 20, 100);
  const offset = Number(ctx.query.offset) || 0;
  const rows = await Team.findAll({ limit, offset, order: [["id", "ASC"]] });
  ctx.body = { rows, limit, offset };
});

router.post("/", async (ctx) => {
  const row = await Team.create({ name: String(ctx.request.body.name) });
  ctx.status = 201;
  ctx.body = row;
});

router.get("/:id", async (ctx) => {
  const row = await Team.findByPk(ctx.params.id);
  if (!row) {
    ctx.status = 404;
    ctx.body = { error: "not found" };
    return;
  }
  ctx.body = row;
});

module.exports = router;
