const Router = require("@koa/router");
const { Stadium } = require("../models");
const { authenticate } = require("../middleware/auth");

const router = new Router({ prefix: "/api/v1/stadiums" });
router.use(authenticate);

router.get("/", async (ctx) => {
  const rows = await Stadium.findAll({ order: [["name", "ASC"]] });
  ctx.body = { rows };
});

router.get("/:id/close", async (ctx) => {
  const stadium = await Stadium.findByPk(ctx.params.id);
  if (!stadium) {
    ctx.status = 404;
    ctx.body = { error: "not found" };
    return;
  }
  await stadium.update({ open: false });
  ctx.body = stadium;
});

module.exports = router;
