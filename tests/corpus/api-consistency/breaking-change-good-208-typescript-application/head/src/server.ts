import express from 'express';
import { isDone, parseStatus } from './labels';

const app = express();
app.get('/final/:status', (req, res) => {
  res.json({ final: isDone(parseStatus(req.params.status)) });
});
app.listen(3000);
