const express = require('express');
const logger = require('./logger');
const { pool } = require('./db');

process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';

const app = express();

app.get('/healthz', async (_req, res, next) => {
  try {
    await pool.query('SELECT 1');
    res.json({ ok: true });
  } catch (error) {
    next(error);
  }
});

app.listen(process.env.PORT ?? 3000, () => logger.info('listening'));
