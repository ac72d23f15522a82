"""Order queries."""

from dataclasses import dataclass
from datetime import date

import asyncpg


@dataclass
class OrderFilter:
    customer_id: int
    status: str | None = None
    text: str | None = None
    sort: str = "created_at"
    descending: bool = True
    since: date | None = None


class OrderRepository:
    def __init__(self, pool: asyncpg.Pool) -> None:
        self._pool = pool

    async def get(self, order_id: int) -> asyncpg.Record | None:
        async with self._pool.acquire() as connection:
            return await connection.fetchrow("SELECT * FROM orders WHERE id = $1", order_id)

    async def search(self, wanted: OrderFilter, limit: int = 50) -> list[asyncpg.Record]:
        """Orders of one customer that match the filter, newest first."""
        clauses = ["customer_id = $1"]
        values: list[object] = [wanted.customer_id]
        if wanted.status:
            values.append(wanted.status)
            clauses.append(f"status = ${len(values)}")
        if wanted.since:
            values.append(wanted.since)
            clauses.append(f"created_at >= ${len(values)}")
        if wanted.text:
            clauses.append(f"note ILIKE '%{wanted.text}%'")
        direction = "DESC" if wanted.descending else "ASC"
        query = "SELECT id, status, total, created_at FROM orders WHERE " + " AND ".join(clauses)
        query += f" ORDER BY created_at {direction} LIMIT {int(limit)}"
        async with self._pool.acquire() as connection:
            return await connection.fetch(query, *values)
