"""Which files are migrations, of which tool, for which database."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from checks.migration_safety.change_operations import ChangeOperations
from checks.migration_safety.migration_files import migration_file
from checks.migration_safety.operations import Database, Tool

Read = Callable[..., ChangeOperations]
DROP = "DROP TABLE a;\n"


@pytest.mark.parametrize(
    ("path", "text", "tool", "down"),
    [
        ("db/migrations/0001_a.sql", DROP, Tool.SQL, False),
        ("supabase/migrations/20240101_a.sql", DROP, Tool.SQL, False),
        ("migrations/0001_a_rollback.sql", DROP, Tool.SQL, True),
        ("migrations/000001_a.up.sql", DROP, Tool.GOLANG_MIGRATE, False),
        ("migrations/000001_a.down.sql", DROP, Tool.GOLANG_MIGRATE, True),
        ("src/main/resources/db/migration/V1_2__a.sql", DROP, Tool.FLYWAY, False),
        ("sql/U3__a.sql", DROP, Tool.FLYWAY, True),
        ("sql/schema/001_a.sql", "-- +goose Up\n" + DROP, Tool.GOOSE, False),
        ("db/2024_a.sql", "-- migrate:up\n" + DROP, Tool.DBMATE, False),
        ("prisma/migrations/20240101_a/migration.sql", DROP, Tool.PRISMA, False),
        ("drizzle/0001_a.sql", DROP, Tool.DRIZZLE, False),
        (
            "app/alembic/versions/1a_x.py",
            "from alembic import op\n\ndef upgrade():\n    pass\n",
            Tool.ALEMBIC,
            False,
        ),
        (
            "shop/migrations/0002_x.py",
            "from django.db import migrations\nclass Migration(migrations.Migration):\n    pass\n",
            Tool.DJANGO,
            False,
        ),
        ("db/migrations/1_x.js", "exports.up = (knex) => knex.schema.dropTable('a');\n", Tool.KNEX, False),
    ],
)
def test_a_migration_is_known_by_place_name_or_header(path: str, text: str, tool: Tool, down: bool) -> None:
    found = migration_file(path, text)
    assert found is not None
    assert (found.tool, found.down) == (tool, down)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("db/schema.sql", DROP),
        ("db/structure.sql", DROP),
        ("migrations/seed.sql", DROP),
        ("db/seeds/001.sql", DROP),
        ("internal/queries/orders.sql", DROP),
        ("tests/fixtures/migrations/0001_a.sql", DROP),
        ("tests/migrations/0001_a.sql", DROP),
        ("docs/migrations/0001_a.sql", DROP),
        ("reports/revenue.sql", DROP),
        ("app/upgrade.py", "def upgrade():\n    op.drop_table('a')\n"),
        ("shop/migrations/__init__.py", ""),
        ("src/migrations/index.ts", "export const migrations = ['knex'];\n"),
        ("src/up.js", "exports.up = (knex) => knex.schema.dropTable('a');\n"),
    ],
)
def test_what_only_looks_like_a_migration_is_none(path: str, text: str) -> None:
    assert migration_file(path, text) is None


@pytest.mark.parametrize(
    ("files", "database", "guessed"),
    [
        ({"go.mod": "require github.com/jackc/pgx/v5 v5.5.0"}, Database.POSTGRESQL, False),
        ({"package.json": '{"dependencies": {"mysql2": "3"}}'}, Database.MYSQL, False),
        ({"requirements.txt": "mariadb==1.1\n"}, Database.MARIADB, False),
        ({"requirements.txt": "mysqlclient\npsycopg[binary]\n"}, Database.POSTGRESQL, False),
        ({"prisma/schema.prisma": 'datasource db { provider = "sqlite" }'}, Database.SQLITE, False),
        ({}, Database.POSTGRESQL, True),
    ],
)
def test_the_database_is_guessed_from_drivers(
    read: Read, files: dict[str, str], database: Database, guessed: bool
) -> None:
    ops = read({**files, "db/migrations/1_a.sql": DROP})
    assert (ops.added[0].database, ops.guessed) == (database, guessed)


def test_configuration_and_folder_outweigh_the_guess(read: Read) -> None:
    assert read({"db/migrations/1_a.sql": DROP}, database="mysql-8.0").added[0].database is Database.MYSQL
    assert read({"db/migrations/mysql/1_a.sql": DROP}).added[0].database is Database.MYSQL
    assert read({"db/migrations/1_a.sql": "ALTER TABLE `a` ADD b int;"}).added[0].database is Database.MYSQL


def test_a_moved_migration_adds_nothing(read: Read) -> None:
    assert read({"db/migrations/2_a.sql": DROP}, {"db/migrations/1_a.sql": DROP}).added == ()


def test_of_an_edited_migration_only_the_new_operations_count(read: Read) -> None:
    ops = read(
        {"db/migrations/1_a.sql": DROP + "DROP TABLE b;\n"}, {"db/migrations/1_a.sql": "-- old\n" + DROP}
    )
    assert [op.table for op in ops.added] == ["b"]


def test_a_table_of_a_moved_or_edited_migration_is_not_new(read: Read) -> None:
    create = "CREATE TABLE a (id bigint, b text);\n"
    alter = {"db/migrations/2_b.sql": "ALTER TABLE a DROP COLUMN b;\n"}
    moved = read({"db/migrations/1_moved.sql": create, **alter}, {"db/migrations/1_a.sql": create})
    assert not moved.is_new("a")
    edited = read(
        {"db/migrations/1_a.sql": create.replace("text", "text, c int"), **alter},
        {"db/migrations/1_a.sql": create},
    )
    assert not edited.is_new("a")
    assert read({"db/migrations/1_a.sql": create, **alter}, {}).is_new("a")
