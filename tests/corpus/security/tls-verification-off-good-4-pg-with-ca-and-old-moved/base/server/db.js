const { Pool } = require('pg');
const logger = require('./logger');

const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 10, ssl: { rejectUnauthorized: false } });

pool.on('error', (error) => {
  logger.error({ error }, 'idle client failed');
});

async function one(text, values) {
  const { rows } = await pool.query(text, values);
  return rows[0] ?? null;
}

module.exports = { one, pool };
