import { pool } from "./db";

export async function orderStatus(id: string): Promise<string | undefined> {
  const { rows } = await pool.query("SELECT status FROM orders WHERE id = $1", [id]);
  return rows[0]?.status;
}
