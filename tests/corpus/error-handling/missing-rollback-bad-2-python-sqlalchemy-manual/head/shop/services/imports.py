"""Imports of prices."""
import sqlite3


def import_prices(path: str, rows: list[tuple[str, int]]) -> int:
    """Write all prices, or none."""
    connection = sqlite3.connect(path)
    try:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("DELETE FROM prices")
        connection.executemany("INSERT INTO prices (sku, cents) VALUES (?, ?)", rows)
    finally:
        connection.commit()
        connection.close()
    return len(rows)
