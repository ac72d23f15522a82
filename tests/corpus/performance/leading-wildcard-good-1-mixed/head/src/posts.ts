import { pool } from "./db";

export async function searchPosts(term: string): Promise<unknown[]> {
  const { rows } = await pool.query("SELECT id, title FROM posts WHERE body ILIKE '%' || $1 || '%' LIMIT 20", [term]);
  return rows;
}

export async function byTitle(prefix: string): Promise<unknown[]> {
  const { rows } = await pool.query("SELECT id, title FROM posts WHERE title LIKE $1 || '%' LIMIT 20", [prefix]);
  return rows;
}
