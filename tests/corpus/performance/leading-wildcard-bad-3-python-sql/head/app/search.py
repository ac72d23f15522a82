"""Customers by a part of what is written about them."""
from psycopg import Connection


def by_name(conn: Connection, term: str) -> list[tuple]:
    return conn.execute(
        "SELECT id, name FROM customers WHERE description ILIKE %s ORDER BY id LIMIT 20",
        (f"%{term}%",),
    ).fetchall()
