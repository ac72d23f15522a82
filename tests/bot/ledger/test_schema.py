"""Migrations: up from nothing, at once from several processes, equal to the models, and never with data in the way."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from bot.ledger import Ledger, LedgerError, NotMigratedError, database, migrate
from bot.ledger.models import Base


def test_the_migrated_schema_is_the_one_of_the_models(ledger: Ledger) -> None:
    with database.reading(ledger._engine) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "render_as_batch": True})
        assert compare_metadata(context, Base.metadata) == []


def test_migrating_twice_changes_nothing(ledger: Ledger) -> None:
    ledger.migrate()
    ledger.check()


def test_many_processes_may_migrate_at_once(url: str) -> None:
    def start(_: int) -> None:
        ledger = Ledger(url)
        ledger.migrate()
        ledger.check()
        ledger.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(start, range(4)))


def test_the_way_down_leaves_an_empty_database(ledger: Ledger) -> None:
    with database.writing(ledger._engine) as connection:
        config = migrate.configuration()
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
    with pytest.raises(NotMigratedError, match="has no tables; run `evenhand migrate`"):
        ledger.check()


@pytest.mark.parametrize("url", ["mysql://h/db", "", "nonsense", "sqlite"])
def test_an_address_that_cannot_be_used_is_refused_with_the_mend(url: str) -> None:
    with pytest.raises(LedgerError, match="sqlite:///FILE"):
        Ledger(url)


def test_a_password_never_shows_in_an_error() -> None:
    with pytest.raises(LedgerError) as caught:
        Ledger("mysql://user:hunter2@h/db")
    assert "hunter2" not in str(caught.value)


def test_the_folder_of_a_sqlite_file_is_made(tmp_path: Path) -> None:
    ledger = Ledger(f"sqlite:///{tmp_path / 'a' / 'b' / 'ledger.sqlite3'}")
    ledger.migrate()
    ledger.close()
    assert (tmp_path / "a" / "b" / "ledger.sqlite3").exists()
