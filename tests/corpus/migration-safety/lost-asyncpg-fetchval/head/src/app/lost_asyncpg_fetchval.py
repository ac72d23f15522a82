async def debit(pool, id, amount):
    async with pool.acquire() as conn:
        async with conn.transaction():
            balance = await conn.fetchval("SELECT balance FROM accounts WHERE id = $1", id)
            if balance < amount:
                raise TooLittle
            await conn.execute("UPDATE accounts SET balance = $1 WHERE id = $2", balance - amount, id)
