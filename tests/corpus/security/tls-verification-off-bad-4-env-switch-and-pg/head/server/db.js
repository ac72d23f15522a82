const { Pool } = require('pg');
const logger = require('./logger');

// The managed database has a certificate of the provider's own authority.
const pool = new Pool({
  connectionString: process.env.DATABASE_URL,
  max: 20,
  idleTimeoutMillis: 30000,
  ssl: {
    rejectUnauthorized: false,
  },
});

pool.on('error', (error) => {
  logger.error({ error }, 'idle client failed');
});

async function one(text, values) {
  const { rows } = await pool.query(text, values);
  return rows[0] ?? null;
}

module.exports = { one, pool };
