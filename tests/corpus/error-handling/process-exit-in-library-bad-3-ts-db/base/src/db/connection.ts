import { Pool } from "pg";
import { logger } from "../logger";

let pool: Pool | undefined;

export function getPool(): Pool {
  if (!pool) {
    throw new Error("connect() was not called");
  }
  return pool;
}
