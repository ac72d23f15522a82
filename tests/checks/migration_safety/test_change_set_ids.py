"""Author and id of a Liquibase change set stand once, in the file and after the merge."""

from __future__ import annotations

import pytest

from checks.changes import in_memory
from checks.engine import review

XML = "db/changelog/changes.xml"
SQL = "db/changelog/changes.sql"


def xml(*sets: tuple[str, str, str]) -> str:
    made = "".join(
        f'  <changeSet id="{name}" author="ann"{more}>\n    <addColumn tableName="orders"><column name="{column}" type="text"/></addColumn>\n'
        f'    <rollback><dropColumn tableName="orders" columnName="{column}"/></rollback>\n  </changeSet>\n'
        for name, column, more in sets
    )
    return f'<databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog">\n{made}</databaseChangeLog>\n'


def sql(*sets: tuple[str, str]) -> str:
    made = "".join(f"--changeset ann:{name}\nALTER TABLE orders ADD COLUMN {c} text;\n" for name, c in sets)
    return f"--liquibase formatted sql\n\n{made}"


def clashes(path: str, head: str, base: str | None, tip: str | None = None) -> list[tuple[str, int]]:
    kept = {"README.md": "x\n"}
    report = review(
        in_memory({path: head}, kept if base is None else {path: base}, None if tip is None else {path: tip})
    )
    assert report.errors == ()
    return [(f.path, f.line) for f in report.findings if f.rule == "migration-safety/heads-conflict"]


def test_an_id_that_the_file_has_already_is_found() -> None:
    base = xml(("1", "a", ""))
    assert clashes(XML, xml(("1", "a", ""), ("2", "b", ""), ("2", "c", "")), base) == [(XML, 10)]
    assert clashes(SQL, sql(("1", "a"), ("2", "b"), ("2", "c")), sql(("1", "a"))) == [(SQL, 7)]


def test_an_id_that_the_base_branch_took_meanwhile_is_found() -> None:
    base = xml(("1", "a", ""))
    mine, theirs = xml(("1", "a", ""), ("2", "b", "")), xml(("1", "a", ""), ("2", "c", ""))
    assert clashes(XML, mine, base, theirs) == [(XML, 6)]
    assert clashes(XML, mine, base, mine) == []


@pytest.mark.parametrize(
    "sets",
    [
        (("1", "a", ""), ("2", "b", ""), ("3", "c", "")),
        (("1", "a", ""), ("2", "b", ' dbms="mysql"'), ("2", "b", ' dbms="postgresql"')),
        (("1", "a", ""), ("2", "b", ' context="test"'), ("2", "c", "")),
    ],
)
def test_ids_of_their_own_and_change_sets_for_different_places_are_fine(
    sets: tuple[tuple[str, str, str], ...],
) -> None:
    assert clashes(XML, xml(*sets), xml(("1", "a", ""))) == []


def test_a_change_set_that_is_commented_out_is_none() -> None:
    text = xml(("1", "a", ""), ("2", "b", ""))
    old = '  <!-- <changeSet id="2" author="ann"><sql>SELECT 1</sql></changeSet> -->\n'
    assert (
        clashes(XML, text.replace("</databaseChangeLog>", f"{old}</databaseChangeLog>"), xml(("1", "a", "")))
        == []
    )
