import express from 'express';
import helmet from 'helmet';
import { errorHandler } from './errors';
import { router } from './routes';

export function createApp() {
  const app = express();
  app.use(helmet());
  app.use(express.json({ limit: '100kb' }));
  app.use('/api', router);
  app.use(errorHandler);
  return app;
}
