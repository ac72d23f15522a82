import { createReadStream, createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { pool } from '../db';

export async function monthly(month: string): Promise<number> {
  const client = await pool.connect();
  try {
    const { rows } = await client.query('SELECT total FROM monthly_totals WHERE month = $1', [month]);
    if (rows.length === 0) return 0;
    return rows[0].total;
  } finally {
    client.release();
  }
}

export async function total(): Promise<number> {
  const { rows } = await pool.query('SELECT sum(total) AS total FROM monthly_totals');
  return rows[0].total;
}

export async function compress(from: string, to: string): Promise<void> {
  await pipeline(createReadStream(from), createGzip(), createWriteStream(to));
}

export async function magic(path: string): Promise<Buffer> {
  await using file = await open(path, 'r');
  const buffer = Buffer.alloc(4);
  await file.read(buffer, 0, 4, 0);
  return buffer;
}

export async function tail(path: string): Promise<string> {
  let file;
  try {
    file = await open(path, 'r');
    const { size } = await file.stat();
    const buffer = Buffer.alloc(Math.min(size, 1024));
    await file.read(buffer, 0, buffer.length, Math.max(0, size - 1024));
    return buffer.toString('utf8');
  } finally {
    await file?.close();
  }
}
