"""One customer's data for the support page."""
import psycopg


def customer(conn: psycopg.Connection, customer_id: int) -> dict | None:
    with conn.cursor() as cur:
        cur.execute("SELECT id, email FROM customers WHERE id = %s", (customer_id,))
        row = cur.fetchone()
    return None if row is None else {"id": row[0], "email": row[1]}


def orders(conn: psycopg.Connection, customer_id: int) -> int:
    row = conn.execute("SELECT count(*) FROM orders WHERE customer_id = %s", (customer_id,)).fetchone()
    return row[0]
