import { pool } from "../db";

export async function userByEmail(email: string) {
  const { rows } = await pool.query("SELECT * FROM users WHERE email = $1 LIMIT 1", [email]);
  return rows[0] ?? null;
}
