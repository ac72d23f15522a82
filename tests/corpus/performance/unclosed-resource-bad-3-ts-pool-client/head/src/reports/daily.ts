import { open } from 'node:fs/promises';
import { pool } from '../db';

export interface DailyRow {
  day: string;
  total: number;
}

/** Totals of one day; null when nothing was sold. */
export async function daily(day: string): Promise<DailyRow | null> {
  const client = await pool.connect();
  const { rows } = await client.query('SELECT day, total FROM daily_totals WHERE day = $1', [day]);
  if (rows.length === 0) {
    return null;
  }
  client.release();
  return rows[0];
}

export async function header(path: string): Promise<string> {
  const file = await open(path, 'r');
  const buffer = Buffer.alloc(64);
  const { bytesRead } = await file.read(buffer, 0, 64, 0);
  await file.close();
  return buffer.subarray(0, bytesRead).toString('utf8');
}
