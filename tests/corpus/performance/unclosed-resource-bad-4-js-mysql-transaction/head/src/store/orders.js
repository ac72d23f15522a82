const mysql = require('mysql2/promise');
const { config } = require('../config');

const pool = mysql.createPool(config.database);

async function saveOrder(order) {
  const connection = await pool.getConnection();
  await connection.beginTransaction();
  try {
    const [result] = await connection.execute('INSERT INTO orders (customer_id) VALUES (?)', [order.customerId]);
    for (const line of order.lines) {
      await connection.execute('INSERT INTO order_lines (order_id, sku) VALUES (?, ?)', [result.insertId, line.sku]);
    }
    await connection.commit();
    connection.release();
    return result.insertId;
  } catch (err) {
    await connection.rollback();
    throw err;
  }
}

module.exports = { saveOrder };
