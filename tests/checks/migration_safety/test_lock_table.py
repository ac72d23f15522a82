"""The lock table: which row holds for which server, what messages quote, and that its page is current."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from checks.changes import in_memory
from checks.config import CheckConfig
from checks.engine import review
from checks.migration_safety.lock_page import page
from checks.migration_safety.locks import find_lock, lock_table
from checks.migration_safety.operations import Database, Kind

PAGE = Path(__file__).resolve().parents[3] / "docs" / "migration-locks.md"


def found(text: str, database: str) -> set[str]:
    report = review(in_memory({"db/migrations/0007_change.sql": text}), CheckConfig(database=database))
    assert report.errors == ()
    return {f.rule.partition("/")[2] for f in report.findings if f.family == "migration-safety"}


def test_the_page_is_made_from_the_table() -> None:
    assert PAGE.read_text("utf-8") == page(), "write it anew: python -m checks.migration_safety.lock_page"


def test_every_row_says_and_cites_and_no_two_rows_hold_at_once() -> None:
    seen: Counter[tuple[object, ...]] = Counter()
    for row in lock_table():
        assert row.says
        assert row.cite.startswith("https://")
        assert row.blocks in ("all", "writes", "ddl", "rows", "none")
        assert row.rewrite in ("table", "index", "none")
        assert row.since <= row.until
        for version in ((11, 0), (12, 0), (14, 0), (18, 0), (5, 7), (8, 0), (8, 4), (10, 6), (11, 4)):
            if row.since <= version <= row.until:
                seen[row.database, row.operation, row.variant, version] += 1
    assert [key for key, count in seen.items() if count > 1] == []


@pytest.mark.parametrize(
    ("database", "version", "kind", "variant", "expected"),
    [
        (Database.POSTGRESQL, (10, 0), Kind.ADD_COLUMN, "default", "table"),
        (Database.POSTGRESQL, (11, 0), Kind.ADD_COLUMN, "default", "none"),
        (Database.POSTGRESQL, (0, 0), Kind.ADD_COLUMN, "volatile", "table"),
        (Database.MYSQL, (5, 7), Kind.ADD_COLUMN, "", "table"),
        (Database.MYSQL, (8, 0), Kind.ADD_COLUMN, "", "none"),
        (Database.MYSQL, (8, 4), Kind.ALTER_TYPE, "", "table"),
        (Database.MARIADB, (10, 6), Kind.ADD_COLUMN, "", "none"),
    ],
)
def test_the_version_decides_the_row(
    database: Database, version: tuple[int, int], kind: Kind, variant: str, expected: str
) -> None:
    row = find_lock(database, version, kind, variant)
    assert row is not None
    assert row.rewrite == expected


def test_sentences_name_lock_work_and_who_waits() -> None:
    row = find_lock(Database.POSTGRESQL, (16, 0), Kind.SET_NOT_NULL)
    assert row is not None
    assert (
        row.sentence("orders")
        == "takes ACCESS EXCLUSIVE on `orders`, scans the table and blocks reads and writes until it ends"
    )
    row = find_lock(Database.MYSQL, (8, 0), Kind.ALTER_TYPE)
    assert row is not None
    assert (
        row.sentence("orders")
        == "takes a shared lock on `orders`, copies the table and blocks writes until it ends"
    )
    assert find_lock(Database.SQLITE, (0, 0), Kind.ALTER_TYPE) is None


def test_rules_judge_by_the_version() -> None:
    constant = "ALTER TABLE orders ADD COLUMN state text NOT NULL DEFAULT 'new';\n"
    assert "volatile-default" in found(constant, "postgresql-10")
    assert "volatile-default" not in found(constant, "postgresql-11")
    proven = (
        "ALTER TABLE orders ADD CONSTRAINT c CHECK (a IS NOT NULL) NOT VALID;\n"
        "ALTER TABLE orders VALIDATE CONSTRAINT c;\nALTER TABLE orders ALTER COLUMN a SET NOT NULL;\n"
    )
    assert "set-not-null-scan" in found(proven, "postgresql-11")
    assert "set-not-null-scan" not in found(proven, "postgresql-12")


def test_mysql_and_mariadb_are_judged_by_their_algorithms() -> None:
    index = "ALTER TABLE orders ADD INDEX ix (state);\n"
    assert "index-not-concurrent" not in found(index, "mysql-8.0")
    assert "index-not-concurrent" in found(index.replace(";", ", ALGORITHM=COPY;"), "mysql-8.0")
    assert "index-not-concurrent" in found("CREATE FULLTEXT INDEX ix ON orders (note);\n", "mariadb-10.6")
    retyped = "ALTER TABLE orders MODIFY COLUMN id BIGINT NOT NULL;\n"
    assert "type-change" in found(retyped, "mysql-8.0")
    assert "type-change" in found(retyped, "mariadb-10.6")
    assert "type-change" not in found(retyped, "mariadb-11.4"), "the copy lets writes pass"
    numbered = "ALTER TABLE orders ADD COLUMN seq BIGINT NOT NULL AUTO_INCREMENT UNIQUE;\n"
    assert "volatile-default" in found(numbered, "mysql-8.0")
    checked = "ALTER TABLE orders ADD CONSTRAINT c CHECK (total > 0);\n"
    assert "check-validates" in found(checked, "mysql-8.0")
    assert "check-validates" not in found(checked, "mysql-5.7"), "parsed and ignored"


def test_sql_server_has_no_lock_table_and_is_not_judged_by_another() -> None:
    text = (
        "using Microsoft.EntityFrameworkCore.Migrations;\npublic partial class A : Migration {\n"
        "  protected override void Up(MigrationBuilder migrationBuilder) {\n"
        '    migrationBuilder.CreateIndex(name: "IX", table: "Orders", column: "A");\n'
        '    migrationBuilder.AlterColumn<string>(name: "B", table: "Orders", type: "nvarchar(90)", nullable: false, oldType: "nvarchar(80)");\n'
        "  }\n}\n"
    )
    report = review(in_memory({"src/Migrations/1_A.cs": text}))
    assert [f.rule for f in report.findings if "index" in f.rule or "type-change" in f.rule] == []


def test_the_version_comes_from_the_oldest_image_and_is_said_to_be_guessed() -> None:
    files = {
        "db/migrations/0007_change.sql": "ALTER TABLE orders ADD COLUMN state text DEFAULT 'new';\n",
        "package.json": '{"dependencies": {"pg": "8"}}\n',
        "compose.yml": "services:\n  db:\n    image: postgres:10.4-alpine\n",
        ".github/workflows/ci.yml": "jobs:\n  test:\n    services:\n      db:\n        image: postgres:16\n",
    }
    (finding,) = [f for f in review(in_memory(files)).findings if f.rule.endswith("volatile-default")]
    assert "PostgreSQL 10 writes it into every row" in finding.message
    assert finding.why.endswith("The database is guessed from compose.yml: PostgreSQL 10.")
