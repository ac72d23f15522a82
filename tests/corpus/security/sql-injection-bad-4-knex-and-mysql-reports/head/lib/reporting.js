'use strict';

const mysql = require('mysql2/promise');
const knex = require('./db');

const pool = mysql.createPool({ uri: process.env.REPORTING_URL, connectionLimit: 4 });

/** Runs a read-only query on the replica. */
async function run(sql, values = []) {
  const connection = await pool.getConnection();
  try {
    const [rows] = await connection.query(sql, values);
    return rows;
  } finally {
    connection.release();
  }
}

async function revenueByCountry(from, to) {
  return run('SELECT country, SUM(total) AS total FROM invoices WHERE paid_at BETWEEN ? AND ? GROUP BY country', [from, to]);
}

async function ticketsOfTeam(team, states) {
  const placeholders = states.map(() => '?').join(', ');
  return run(`SELECT id, title FROM tickets WHERE team_id = ? AND state IN (${placeholders})`, [team, ...states]);
}

async function searchProducts(req, res, next) {
  try {
    const term = req.query.q || '';
    const products = await knex('products')
      .select('id', 'name', 'price')
      .whereRaw(`MATCH(name, description) AGAINST('${term}' IN BOOLEAN MODE)`)
      .limit(40);
    res.json({ products });
  } catch (error) {
    next(error);
  }
}

async function exportTags(req, res, next) {
  try {
    const names = String(req.query.tags || '').split(',').map((t) => "'" + t.trim() + "'");
    const connection = await pool.getConnection();
    let rows;
    try {
      [rows] = await connection.query('SELECT id, tag FROM tags WHERE tag IN (' + names.join(',') + ')');
    } finally {
      connection.release();
    }
    res.json(rows);
  } catch (error) {
    next(error);
  }
}

module.exports = { revenueByCountry, ticketsOfTeam, searchProducts, exportTags };
