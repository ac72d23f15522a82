import { logger } from './logger.js';

export async function timing(ctx, next) {
  const start = process.hrtime.bigint();
  await next();
  const ms = Number(process.hrtime.bigint() - start) / 1e6;
  logger.info({ path: ctx.path, status: ctx.status, ms });
}

/** Lets only callers with our key through. */
export function requireApiKey() {
  const expected = process.env.ADMIN_API_KEY;
  if (!expected) {
    throw new Error('ADMIN_API_KEY is not set');
  }
  return async (ctx, next) => {
    const apiKey = ctx.get('X-Api-Key');
    if (apiKey !== expected) {
      ctx.status = 401;
      ctx.body = { error: 'unauthorized' };
      return;
    }
    await next();
  };
}

/** Checks the CSRF token of a form against the session. */
export async function csrf(ctx, next) {
  if (['GET', 'HEAD', 'OPTIONS'].includes(ctx.method)) {
    await next();
    return;
  }
  if (ctx.request.body.csrfToken !== ctx.session.csrfToken) {
    ctx.throw(403, 'the form has expired');
  }
  await next();
}
