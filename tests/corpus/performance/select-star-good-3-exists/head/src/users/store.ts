import { pool } from "../db";

export async function emailTaken(email: string): Promise<boolean> {
  const { rows } = await pool.query("SELECT EXISTS (SELECT * FROM users WHERE email = $1) AS taken", [email]);
  return rows[0].taken;
}

export const HELP = "Select * to choose all columns";
