"""Change sets that are appended to a changelog keep the file's habit of saying how they are undone."""

from __future__ import annotations

import pytest

from checks.changes import in_memory
from checks.engine import review

SQL, XML = "db/changelog/changes.sql", "db/changelog/changes.xml"
ONE = "--changeset ann:{0}\nCREATE TABLE t{0} (id bigint PRIMARY KEY);\n--rollback DROP TABLE t{0};\n"
WITHOUT = "--changeset ann:{0}\nCREATE TABLE t{0} (id bigint PRIMARY KEY);\n"
HEAD = "--liquibase formatted sql\n\n"


def said(path: str, base: str, head: str) -> list[int]:
    report = review(in_memory({path: head}, {path: base}))
    assert report.errors == ()
    return [f.line for f in report.findings if f.rule == "migration-safety/irreversible"]


def test_a_change_set_without_a_rollback_among_such_with_one_is_found() -> None:
    base = HEAD + ONE.format(1) + ONE.format(2)
    assert said(SQL, base, base + WITHOUT.format(3)) == [9]
    assert said(SQL, base, base + ONE.format(3)) == []


def test_a_changelog_that_goes_forward_only_stays_so() -> None:
    base = HEAD + WITHOUT.format(1) + WITHOUT.format(2) + ONE.format(3)
    assert said(SQL, base, base + WITHOUT.format(4)) == []


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("<sql>UPDATE orders SET a = 1 WHERE id = 1</sql>", True),
        ("<sql>UPDATE orders SET a = 1 WHERE id = 1</sql><rollback/>", False),
        ('<addColumn tableName="orders"><column name="b" type="text"/></addColumn>', False),
        ("<sql>ALTER TABLE orders VALIDATE CONSTRAINT c</sql>", False),
    ],
)
def test_only_what_liquibase_cannot_undo_itself_needs_a_rollback(body: str, found: bool) -> None:
    first = '  <changeSet id="1" author="ann"><sql>SELECT a()</sql><rollback><sql>SELECT b()</sql></rollback></changeSet>\n'
    start = '<databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog">\n'
    end = "</databaseChangeLog>\n"
    new = f'  <changeSet id="2" author="ann">{body}</changeSet>\n'
    assert bool(said(XML, start + first + end, start + first + new + end)) is found
