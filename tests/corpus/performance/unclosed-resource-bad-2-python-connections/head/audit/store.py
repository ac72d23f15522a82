"""The audit trail in SQLite, and its shipping to the archive."""
from __future__ import annotations

import socket
import sqlite3

import psycopg2


def record(path: str, actor: str, action: str) -> int:
    """Adds an entry and answers its number."""
    connection = sqlite3.connect(path)
    with connection:
        cursor = connection.execute("INSERT INTO entries (actor, action) VALUES (?, ?)", (actor, action))
    return cursor.lastrowid


def ship(host: str, port: int, lines: list[bytes]) -> None:
    """Sends the entries to the archive."""
    sock = socket.create_connection((host, port), timeout=5)
    for line in lines:
        sock.sendall(line + b"\n")
    sock.close()


def count(dsn: str, actor: str) -> int:
    connection = psycopg2.connect(dsn, connect_timeout=5)
    cursor = connection.cursor()
    cursor.execute("SELECT count(*) FROM entries WHERE actor = %s", (actor,))
    (number,) = cursor.fetchone()
    connection.close()
    return number
