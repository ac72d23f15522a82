"""What a change of type costs."""

from __future__ import annotations

import pytest

from checks.migration_safety.column_types import Change, column_type, type_change
from checks.migration_safety.operations import Database

PG, MYSQL = Database.POSTGRESQL, Database.MYSQL


@pytest.mark.parametrize(
    ("old", "new", "database", "change"),
    [
        ("varchar(20)", "varchar(40)", PG, Change.METADATA),
        ("character varying(20)", "VARCHAR", PG, Change.METADATA),
        ("varchar(20)", "text", PG, Change.METADATA),
        ("varchar(40)", "varchar(20)", PG, Change.NARROWS),
        ("text", "varchar(20)", PG, Change.NARROWS),
        ("text", "varchar", PG, Change.METADATA),
        ("char(3)", "varchar(3)", PG, Change.REWRITE),
        ("numeric(10,2)", "numeric(12,2)", PG, Change.METADATA),
        ("numeric(10,2)", "numeric(12,4)", PG, Change.REWRITE),
        ("numeric(10,2)", "numeric(8,2)", PG, Change.NARROWS),
        ("numeric(10,2)", "numeric", PG, Change.METADATA),
        ("int", "integer", PG, Change.METADATA),
        ("int4", "bigint", PG, Change.REWRITE),
        ("bigint", "int", PG, Change.NARROWS),
        ("timestamp", "timestamptz", PG, Change.REWRITE),
        ("timestamp(3)", "timestamp(6)", PG, Change.METADATA),
        ("timestamp with time zone", "timestamptz", PG, Change.METADATA),
        ("text", "jsonb", PG, Change.REWRITE),
        ("text", "text[]", PG, Change.REWRITE),
        ("varchar(20)", "varchar(60)", MYSQL, Change.METADATA),
        ("varchar(20)", "varchar(300)", MYSQL, Change.REWRITE),
        ("enum('a','b')", "enum('a','b','c')", MYSQL, Change.METADATA),
        ("enum('a','b')", "enum('b')", MYSQL, Change.NARROWS),
        (None, "text", PG, Change.UNKNOWN),
        (None, "varchar(40)", PG, Change.UNKNOWN),
        (None, "bigint", PG, Change.REWRITE),
    ],
)
def test_a_type_change_has_its_cost(old: str | None, new: str, database: Database, change: Change) -> None:
    former = None if old is None else column_type(old)
    assert type_change(former, column_type(new), database) is change


def test_unreadable_types_are_none() -> None:
    assert column_type("") is None
    assert column_type("((") is None
