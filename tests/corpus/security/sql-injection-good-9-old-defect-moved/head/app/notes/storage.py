"""Notes in SQLite."""

import sqlite3


class NoteStorage:
    """All queries about notes."""

    def __init__(self, path: str) -> None:
        self._connection = sqlite3.connect(path)

    def find(self, connection: sqlite3.Connection, word: str) -> list[tuple]:
        cursor = connection.cursor()
        cursor.execute(f"SELECT id, body FROM notes WHERE body LIKE '%{word}%'")
        return cursor.fetchall()

    def count(self) -> int:
        return self._connection.execute("SELECT count(*) FROM notes").fetchone()[0]

    def add_column(self, name: str, kind: str) -> None:
        if name not in {"colour", "pinned"} or kind not in {"TEXT", "INTEGER"}:
            raise ValueError(f"unknown column {name}")
        self._connection.execute(f"ALTER TABLE notes ADD COLUMN {name} {kind}")
