"""Bringing the database to the newest schema."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from bot.ledger.database import reading, writing
from bot.ledger.errors import NotMigratedError

_ADVISORY_LOCK = 0x45764C64
"""Any fixed number: it names our migrations among the database's advisory locks."""


def migrate(engine: Engine, revision: str = "head") -> None:
    """Run all outstanding migrations in one transaction; a second process that starts meanwhile waits, then does nothing."""
    with writing(engine) as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ADVISORY_LOCK})
        config = configuration()
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def check(engine: Engine) -> None:
    """Raise NotMigratedError unless the schema is the newest one."""
    with reading(engine) as connection:
        found = current(connection)
    wanted = ScriptDirectory.from_config(configuration()).get_current_head()
    if found != wanted:
        state = "has no tables" if found is None else f"has the schema {found}, this version needs {wanted}"
        raise NotMigratedError(f"the database {state}; run `evenhand migrate`")


def current(connection: Connection) -> str | None:
    """The schema's revision, or None for an empty database."""
    return MigrationContext.configure(connection).get_current_revision()


def configuration() -> Config:
    """Alembic's configuration for the migrations that lie beside this module."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
