import type { Pool, PoolClient } from "pg";
import { logger } from "../logger";

export interface Result<T> {
  value?: T;
  ok: boolean;
}

/** Runs work on a client of its own and gives it back afterwards. */
export async function withClient<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<Result<T>> {
  const client = await pool.connect();
  const result: Result<T> = { ok: false };
  try {
    result.value = await work(client);
    result.ok = true;
  } finally {
    client.release();
    return result;
  }
}

export async function countOrders(pool: Pool): Promise<number> {
  const client = await pool.connect();
  try {
    const found = await client.query("SELECT count(*)::int AS n FROM orders");
    return found.rows[0].n;
  } finally {
    client.release();
    logger.debug("orders counted");
  }
}
