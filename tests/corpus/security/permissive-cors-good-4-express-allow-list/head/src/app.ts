import express from 'express';
import cors, { CorsOptions } from 'cors';
import helmet from 'helmet';
import { config } from './config';
import { errorHandler } from './errors';
import { publicRouter, router } from './routes';

const allowed = new Set(config.webOrigins);

const corsOptions: CorsOptions = {
  credentials: true,
  origin(origin, callback) {
    if (!origin || allowed.has(origin)) {
      callback(null, true);
      return;
    }
    callback(new Error('origin not allowed'));
  },
};

export function createApp() {
  const app = express();
  app.use(helmet());
  app.use('/public', cors({ origin: '*' }), publicRouter);
  app.use('/status', cors(), (_req, res) => res.json({ ok: true }));
  app.use(cors(corsOptions));
  app.use(express.json({ limit: '100kb' }));
  app.use('/api', router);
  app.use(errorHandler);
  return app;
}
