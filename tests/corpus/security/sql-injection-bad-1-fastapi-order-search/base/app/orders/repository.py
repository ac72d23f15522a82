"""Order queries."""

from dataclasses import dataclass
from datetime import date

import asyncpg


@dataclass
class OrderFilter:
    customer_id: int
    status: str | None = None
    since: date | None = None


class OrderRepository:
    def __init__(self, pool: asyncpg.Pool) -> None:
        self._pool = pool

    async def get(self, order_id: int) -> asyncpg.Record | None:
        async with self._pool.acquire() as connection:
            return await connection.fetchrow("SELECT * FROM orders WHERE id = $1", order_id)
