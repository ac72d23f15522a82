import { Pool } from "pg";
import { logger } from "../logger";

let pool: Pool | undefined;

export function getPool(): Pool {
  if (!pool) {
    throw new Error("connect() was not called");
  }
  return pool;
}

/** Opens the pool and proves that the database answers. */
export async function connect(url: string): Promise<Pool> {
  const created = new Pool({ connectionString: url, connectionTimeoutMillis: 5000, statement_timeout: 10000 });
  try {
    await created.query("SELECT 1");
  } catch (err) {
    logger.error({ err }, "database is not reachable");
    process.exit(1);
  }
  pool = created;
  return created;
}
