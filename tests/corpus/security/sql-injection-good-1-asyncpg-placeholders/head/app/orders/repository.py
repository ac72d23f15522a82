"""Order queries."""

import asyncpg

SORT_COLUMNS = {"created": "created_at", "total": "total_cents", "status": "status"}
_COLUMNS = ("id", "status", "total_cents", "created_at")


class OrderRepository:
    def __init__(self, pool: asyncpg.Pool) -> None:
        self._pool = pool

    async def get(self, order_id: int) -> asyncpg.Record | None:
        async with self._pool.acquire() as connection:
            return await connection.fetchrow("SELECT * FROM orders WHERE id = $1", order_id)

    async def search(self, customer_id: int, filters: dict[str, str], sort: str, limit: int) -> list[asyncpg.Record]:
        """Orders of one customer; ``filters`` maps our own column keys to wanted values."""
        column = SORT_COLUMNS.get(sort, "created_at")
        clauses = ["customer_id = $1"]
        values: list[object] = [customer_id]
        for name in ("status", "currency"):
            if name in filters:
                values.append(filters[name])
                clauses.append(f"{name} = ${len(values)}")
        where = " AND ".join(clauses)
        query = f"SELECT {', '.join(_COLUMNS)} FROM orders WHERE {where} ORDER BY {column} DESC LIMIT {int(limit)}"
        async with self._pool.acquire() as connection:
            return await connection.fetch(query, *values)

    async def by_ids(self, ids: list[int]) -> list[asyncpg.Record]:
        marks = ", ".join(f"${n}" for n, _ in enumerate(ids, start=1))
        async with self._pool.acquire() as connection:
            return await connection.fetch(f"SELECT * FROM orders WHERE id IN ({marks})", *ids)
