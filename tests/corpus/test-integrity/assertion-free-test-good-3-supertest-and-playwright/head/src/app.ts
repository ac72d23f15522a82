import express from 'express';

export const app = express();
app.use(express.json());

app.post('/echo', (req, res) => {
  if (typeof req.body.text !== 'string') {
    res.status(400).json({ error: 'text is missing' });
    return;
  }
  res.status(201).json({ text: req.body.text });
});

app.get('/health', (_req, res) => {
  res.json({ ok: true });
});
