"""Order queries."""

import asyncpg


class OrderRepository:
    def __init__(self, pool: asyncpg.Pool) -> None:
        self._pool = pool

    async def get(self, order_id: int) -> asyncpg.Record | None:
        async with self._pool.acquire() as connection:
            return await connection.fetchrow("SELECT * FROM orders WHERE id = $1", order_id)
