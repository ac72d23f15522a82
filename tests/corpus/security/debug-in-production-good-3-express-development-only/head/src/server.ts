import express, { type ErrorRequestHandler } from 'express';
import helmet from 'helmet';
import errorhandler from 'errorhandler';
import createDebug from 'debug';
import { ordersRouter } from './orders/router';
import { logger } from './logger';

const debug = createDebug('orders:server');
const isProduction = process.env.NODE_ENV === 'production';

const answerErrors: ErrorRequestHandler = (error, req, res, next) => {
  logger.error({ err: error, path: req.path }, 'request failed');
  if (res.headersSent) {
    next(error);
    return;
  }
  res.status(500).json({ error: 'internal_error' });
};

export function buildServer() {
  const app = express();
  app.use(helmet());
  app.use(express.json({ limit: '1mb' }));
  app.use('/orders', ordersRouter);
  if (!isProduction) {
    debug('errors are shown with their stack');
    app.use(errorhandler());
  } else {
    app.use(answerErrors);
  }
  return app;
}

const port = Number(process.env.PORT ?? 3000);
buildServer().listen(port, () => logger.info({ port }, 'listening'));
