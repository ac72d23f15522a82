import { Hono } from 'hono';

const app = new Hono();
app.get('/go', (c) => {
  const to = c.req.query('to');
  if (!to) {
    return c.text('missing', 400);
  }
  return c.redirect(to);
});
export default app;
