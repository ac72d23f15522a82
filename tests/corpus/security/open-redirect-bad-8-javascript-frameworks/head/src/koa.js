const Router = require('@koa/router');
const router = new Router();

router.get('/signin/return', async (ctx) => {
  await ctx.state.session.refresh();
  const { redirect_uri: target = '/' } = ctx.query;
  ctx.redirect(target);
});

module.exports = router;
