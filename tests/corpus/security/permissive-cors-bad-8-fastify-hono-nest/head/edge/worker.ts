import { Hono } from 'hono';
import { cors } from 'hono/cors';
import { accounts } from './accounts';

const app = new Hono();

app.use(
  '/api/*',
  cors({
    origin: (origin) => origin,
    credentials: true,
    allowHeaders: ['Content-Type'],
  }),
);
app.route('/api/accounts', accounts);

export default app;
