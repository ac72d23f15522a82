import { pool } from "./db";

export async function post(id: string): Promise<unknown> {
  const { rows } = await pool.query("SELECT id, title FROM posts WHERE id = $1", [id]);
  return rows[0];
}
