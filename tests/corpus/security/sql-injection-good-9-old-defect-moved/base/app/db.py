import sqlite3


def find_notes(connection: sqlite3.Connection, word: str) -> list[tuple]:
    cursor = connection.cursor()
    cursor.execute(f"SELECT id, body FROM notes WHERE body LIKE '%{word}%'")
    return cursor.fetchall()


def count_notes(connection: sqlite3.Connection) -> int:
    return connection.execute("SELECT count(*) FROM notes").fetchone()[0]
