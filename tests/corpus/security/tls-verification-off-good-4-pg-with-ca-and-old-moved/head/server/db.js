const { Pool } = require('pg');
const fs = require('node:fs');
const logger = require('./logger');

function sslOptions() {
  if (!process.env.DATABASE_CA) {
    return undefined;
  }
  return { ca: fs.readFileSync(process.env.DATABASE_CA, 'utf8'), rejectUnauthorized: true };
}

const pool = new Pool({
  connectionString: process.env.DATABASE_URL,
  max: 20,
  idleTimeoutMillis: 30000,
  ssl: sslOptions(),
});

pool.on('error', (error) => {
  logger.error({ error }, 'idle client failed');
});

async function one(text, values) {
  const { rows } = await pool.query(text, values);
  return rows[0] ?? null;
}

module.exports = { one, pool };
