"""Ordinary pull requests are not buried in notes."""

from __future__ import annotations

from checks.changes import in_memory
from checks.config import CheckConfig
from checks.engine import review

BASE = {"db/migrations/0001_orders.sql": "CREATE TABLE orders (id bigint PRIMARY KEY);\n"}
PG = CheckConfig(database="postgresql-16")


def said(new: dict[str, str]) -> list[tuple[str, str]]:
    report = review(in_memory({**BASE, **new}, BASE), PG)
    assert report.errors == ()
    return [(f.rule.removeprefix("migration-safety/"), f.path) for f in report.findings]


def test_a_timeout_is_asked_for_once_a_change() -> None:
    column = "ALTER TABLE orders ADD COLUMN {} text;\n"
    new = {f"db/migrations/000{n}_c.sql": column.format(f"c{n}") for n in (2, 3, 4)}
    report = review(in_memory({**BASE, **new}, BASE), PG)
    assert [(f.rule, f.path) for f in report.findings] == [
        ("migration-safety/lock-timeout", "db/migrations/0002_c.sql")
    ]
    assert "2 more migrations of this change" in report.findings[0].message


def test_an_ordinary_new_table_is_met_with_silence() -> None:
    text = (
        "CREATE TABLE items (\n  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,\n  order_id bigint NOT NULL REFERENCES orders (id),\n"
        "  name text NOT NULL,\n  made timestamptz NOT NULL DEFAULT now()\n);\nCREATE INDEX items_order ON items (order_id);\n"
    )
    assert said({"db/migrations/0002_items.sql": text}) == []


def test_an_ordinary_new_column_gets_one_note_at_most() -> None:
    assert said({"db/migrations/0002_note.sql": "ALTER TABLE orders ADD COLUMN note text;\n"}) == [
        ("lock-timeout", "db/migrations/0002_note.sql")
    ]
    timed = "SET lock_timeout = '5s';\nALTER TABLE orders ADD COLUMN note text;\n"
    assert said({"db/migrations/0002_note.sql": timed}) == []
