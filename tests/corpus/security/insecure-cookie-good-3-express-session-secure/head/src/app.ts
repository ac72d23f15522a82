import express from 'express';
import session, { SessionOptions } from 'express-session';
import RedisStore from 'connect-redis';
import helmet from 'helmet';
import { config } from './config';
import { redis } from './redis';
import { router } from './routes';

const isProduction = process.env.NODE_ENV === 'production';

function sessionOptions(): SessionOptions {
  return {
    name: 'sid',
    store: new RedisStore({ client: redis }),
    secret: config.sessionSecret,
    resave: false,
    saveUninitialized: false,
    cookie: {
      maxAge: 7 * 24 * 60 * 60 * 1000,
      httpOnly: true,
      secure: isProduction,
      sameSite: 'lax',
    },
  };
}

export function createApp() {
  const app = express();
  app.use(helmet());
  app.use(express.json({ limit: '100kb' }));
  app.set('trust proxy', 1);
  app.use(session(sessionOptions()));
  app.post('/preferences', (req, res) => {
    res.cookie('theme', req.body.theme === 'dark' ? 'dark' : 'light', { maxAge: 31_536_000_000 });
    res.cookie('tour_done', '1');
    res.status(204).end();
  });
  app.post('/logout', (req, res, next) => {
    req.session.destroy((error) => {
      if (error) {
        next(error);
        return;
      }
      res.clearCookie('sid');
      res.status(204).end();
    });
  });
  app.use(router);
  return app;
}
