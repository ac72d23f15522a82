import express from 'express';
import helmet from 'helmet';
import { ordersRouter } from './orders/router';
import { logger } from './logger';

export function buildServer() {
  const app = express();
  app.use(helmet());
  app.use(express.json({ limit: '1mb' }));
  app.use('/orders', ordersRouter);
  return app;
}

const port = Number(process.env.PORT ?? 3000);
buildServer().listen(port, () => logger.info({ port }, 'listening'));
