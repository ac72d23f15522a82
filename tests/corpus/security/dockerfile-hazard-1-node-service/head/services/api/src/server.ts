import express from 'express';

export const app = express();
app.get('/healthz', (_request, response) => {
  response.json({ ok: true });
});
