import serialize from 'node-serialize';
import { deserialize } from 'v8';
import * as funcster from 'funcster';
import express from 'express';

const app = express();
app.post('/in', (req, res) => {
  const obj = serialize.unserialize(req.body.state);
  res.json({ ok: Boolean(obj) });
});
app.post('/f', (req, res) => {
  res.json(funcster.deepDeserialize(req.body));
});
