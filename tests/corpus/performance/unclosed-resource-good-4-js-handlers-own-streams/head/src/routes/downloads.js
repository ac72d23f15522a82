const fs = require('node:fs');
const net = require('node:net');
const { Router } = require('express');
const { pool } = require('../db');

const router = Router();

router.get('/files/:id', async (req, res, next) => {
  try {
    const { rows } = await pool.query('SELECT path FROM files WHERE id = $1', [req.params.id]);
    if (rows.length === 0) {
      res.sendStatus(404);
      return;
    }
    const stream = fs.createReadStream(rows[0].path);
    stream.on('error', next);
    stream.pipe(res);
  } catch (err) {
    next(err);
  }
});

function probe(host, port) {
  return new Promise((resolve) => {
    const socket = net.connect({ host, port, timeout: 2000 });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('timeout', () => socket.destroy(new Error('timeout')));
    socket.once('error', () => resolve(false));
  });
}

module.exports = { router, probe };
