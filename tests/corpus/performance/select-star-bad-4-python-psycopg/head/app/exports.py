"""One customer's data for the support page."""
import psycopg


def customer(conn: psycopg.Connection, customer_id: int) -> dict | None:
    with conn.cursor() as cur:
        cur.execute("SELECT * FROM customers WHERE id = %s", (customer_id,))
        row = cur.fetchone()
    return None if row is None else {"id": row[0], "email": row[1]}
