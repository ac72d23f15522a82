import { logger } from './logger.js';

export async function timing(ctx, next) {
  const start = process.hrtime.bigint();
  await next();
  const ms = Number(process.hrtime.bigint() - start) / 1e6;
  logger.info({ path: ctx.path, status: ctx.status, ms });
}
