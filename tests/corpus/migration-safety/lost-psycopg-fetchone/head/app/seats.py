def book(conn, event_id, seats):
    with conn.transaction():
        row = conn.execute("SELECT free FROM events WHERE id = %s", (event_id,)).fetchone()
        if row["free"] < seats:
            raise SoldOut(event_id)
        conn.execute("UPDATE events SET free = %s WHERE id = %s", (row["free"] - seats, event_id))
