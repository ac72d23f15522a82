import { pool } from "./db";

export async function orderStatus(id: string): Promise<string | undefined> {
  const { rows } = await pool.query("SELECT status FROM orders WHERE id = $1", [id]);
  return rows[0]?.status;
}

export async function latestOrders(userId: string): Promise<unknown[]> {
  const { rows } = await pool.query("SELECT * FROM orders WHERE user_id = $1 ORDER BY id DESC LIMIT 20", [userId]);
  return rows;
}
