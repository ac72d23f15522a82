import express from 'express';
import { isFinal, parseStatus } from './labels';

const app = express();
app.get('/final/:status', (req, res) => {
  res.json({ final: isFinal(parseStatus(req.params.status)) });
});
app.listen(3000);
