import express from 'express';
import session from 'express-session';
import RedisStore from 'connect-redis';
import helmet from 'helmet';
import { config } from './config';
import { redis } from './redis';
import { router } from './routes';

export function createApp() {
  const app = express();
  app.use(helmet());
  app.use(express.json({ limit: '100kb' }));
  app.set('trust proxy', 1);
  app.use(
    session({
      name: 'sid',
      store: new RedisStore({ client: redis }),
      secret: config.sessionSecret,
      resave: false,
      saveUninitialized: false,
      cookie: {
        maxAge: 7 * 24 * 60 * 60 * 1000,
        httpOnly: true,
        secure: false,
        sameSite: 'lax',
      },
    }),
  );
  app.use(router);
  return app;
}
