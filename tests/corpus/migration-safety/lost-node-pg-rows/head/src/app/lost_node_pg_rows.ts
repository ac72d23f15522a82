export async function debit(pool: Pool, id: string, amount: number) {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const { rows } = await client.query('SELECT balance FROM accounts WHERE id = $1', [id]);
    const balance = rows[0].balance - amount;
    if (balance < 0) throw new Error('insufficient');
    await client.query('UPDATE accounts SET balance = $1 WHERE id = $2', [balance, id]);
    await client.query('COMMIT');
  } catch (e) {
    await client.query('ROLLBACK');
    throw e;
  } finally {
    client.release();
  }
}
