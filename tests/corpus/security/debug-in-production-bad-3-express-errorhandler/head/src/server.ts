import express from 'express';
import helmet from 'helmet';
import errorhandler from 'errorhandler';
import { ordersRouter } from './orders/router';
import { invoicesRouter } from './invoices/router';
import { logger } from './logger';

export function buildServer() {
  const app = express();
  app.use(helmet());
  app.use(express.json({ limit: '1mb' }));
  app.use('/orders', ordersRouter);
  app.use('/invoices', invoicesRouter);

  // Unknown routes
  app.use((req, res) => {
    res.status(404).json({ error: 'not_found' });
  });

  // Render errors with their stack so that they are easy to trace
  app.use(errorhandler());
  return app;
}

const port = Number(process.env.PORT ?? 3000);
buildServer().listen(port, () => logger.info({ port }, 'listening'));
