import express from 'express';
import helmet from 'helmet';
import { config } from './config';
import { router } from './routes';

export function createApp() {
  const app = express();
  app.use(helmet());
  app.use(express.json({ limit: '100kb' }));
  app.use(router);
  return app;
}
