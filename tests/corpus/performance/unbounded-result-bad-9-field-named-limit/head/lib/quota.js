import Router from '@koa/router';
import { Account } from './models/account.js';
import { verifyToken } from './tokens.js';

const router = new Router({ prefix: '/quota' });
const requestsByUser = {};

router.use(async (ctx, next) => {
  const user = await verifyToken(ctx.get('authorization'));
  if (!user) {
    ctx.status = 401;
    ctx.body = { error: 'no valid token' };
    return;
  }
  ctx.state.user = user;
  requestsByUser[user.id] = (requestsByUser[user.id] || []).concat(Date.now());
  await next();
});

router.get('/', async (ctx) => {
  const account = await Account.findById(ctx.state.user.accountId).lean();
  ctx.body = { used: account.used, limit: account.limit };
});

router.get('/accounts', async (ctx) => {
  if (!ctx.state.user.admin) {
    ctx.status = 403;
    ctx.body = { error: 'administrators only' };
    return;
  }
  const accounts = await Account.find({});
  ctx.body = { accounts: accounts.map((a) => ({ id: a.id, used: a.used, limit: a.limit })) };
});

export default router;
