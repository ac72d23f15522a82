import { pool } from '../db';

export class InsufficientFundsError extends Error {}

/** Moves credits between two accounts. */
export async function transferCredits(from: string, to: string, amount: number): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const { rows } = await client.query('SELECT credits FROM accounts WHERE id = $1 FOR UPDATE', [from]);
    if (rows.length === 0 || rows[0].credits < amount) {
      throw new InsufficientFundsError(`account ${from} cannot pay ${amount}`);
    }
    await client.query('UPDATE accounts SET credits = credits - $1 WHERE id = $2', [amount, from]);
    await client.query('UPDATE accounts SET credits = credits + $1 WHERE id = $2', [amount, to]);
    await client.query('COMMIT');
  } finally {
    client.release();
  }
}
