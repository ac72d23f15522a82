"""Connecting: one engine for SQLite or PostgreSQL, and transactions that say whether they write."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError

from bot.ledger.errors import LedgerError

_WRITES = "evenhand_writes"
BUSY_WAIT_S = 30
"""How long a SQLite writer waits for another one before it gives up."""


def connect(url: str) -> Engine:
    """An engine for ``sqlite:///...`` or ``postgresql://...``. Nothing is opened before the first transaction."""
    address = _address(url)
    if address.get_backend_name() == "postgresql":
        return create_engine(address, pool_pre_ping=True, pool_size=5, max_overflow=10)
    if address.database and address.database != ":memory:":
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(address, connect_args={"timeout": BUSY_WAIT_S})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that only reads: everything in it sees one moment on SQLite, committed data on PostgreSQL."""
    with engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that writes; committed at the end, rolled back on any error."""
    with engine.connect().execution_options(**{_WRITES: True}) as connection, connection.begin():
        yield connection


def _address(url: str) -> URL:
    try:
        address = make_url(url)
    except ArgumentError as error:
        raise LedgerError(
            "the database address cannot be read; give sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME"
        ) from error
    if address.drivername in {"postgres", "postgresql"}:
        return address.set(drivername="postgresql+psycopg")
    if address.drivername not in {"sqlite", "sqlite+pysqlite", "postgresql+psycopg"}:
        raise LedgerError(f"{address.drivername} is not supported; use sqlite:///FILE or postgresql://...")
    return address


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves, see below
    cursor = connection.cursor()
    try:
        _use_write_ahead_log(cursor)
        cursor.execute("PRAGMA synchronous=NORMAL")
        cursor.execute("PRAGMA foreign_keys=ON")
    finally:
        cursor.close()


def _use_write_ahead_log(cursor: Any) -> None:
    # The switch of a fresh file needs it alone, and does not wait by the busy timeout (sqlite.org/wal.html).
    deadline = time.monotonic() + BUSY_WAIT_S
    while True:
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)


def _begin_sqlite(connection: Connection) -> None:
    # A writer takes the write lock at once and waits for it. A transaction that starts as a reader and turns into a
    # writer cannot wait: SQLite refuses it when another one wrote in between (sqlite.org/lang_transaction.html).
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
