"""Customers by the start of their name."""
from psycopg import Connection


def by_name(conn: Connection, term: str) -> list[tuple]:
    return conn.execute(
        "SELECT id, name FROM customers WHERE name LIKE %s ORDER BY id LIMIT 20",
        (f"{term}%",),
    ).fetchall()
