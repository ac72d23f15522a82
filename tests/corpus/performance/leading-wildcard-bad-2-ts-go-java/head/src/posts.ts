import { pool } from "./db";

export async function post(id: string): Promise<unknown> {
  const { rows } = await pool.query("SELECT id, title FROM posts WHERE id = $1", [id]);
  return rows[0];
}

export async function searchPosts(term: string): Promise<unknown[]> {
  const { rows } = await pool.query("SELECT id, title FROM posts WHERE body LIKE '%' || $1 || '%' LIMIT 20", [term]);
  return rows;
}
