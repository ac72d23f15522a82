"""Liquibase changelogs of all four formats to operations."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Callable

from checks.migration_safety.change_operations import ChangeOperations
from checks.migration_safety.operations import Kind, Tool

Read = Callable[..., ChangeOperations]

XML = """<?xml version="1.0" encoding="UTF-8"?>
<databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog">
  <property name="table" value="orders"/>
  <changeSet id="1" author="a">
    <addColumn tableName="${table}">
      <column name="state" type="varchar(20)"><constraints nullable="false"/></column>
      <column name="flags" type="int" defaultValueNumeric="0"><constraints nullable="false"/></column>
    </addColumn>
    <createIndex tableName="orders" indexName="ix" unique="true"><column name="state"/></createIndex>
    <addForeignKeyConstraint baseTableName="orders" baseColumnNames="user_id" constraintName="fk"
        referencedTableName="users" referencedColumnNames="id"/>
    <rollback><dropColumn tableName="orders" columnName="state"/></rollback>
  </changeSet>
  <changeSet id="2" author="a" runInTransaction="false" dbms="postgresql">
    <sql>
      CREATE INDEX CONCURRENTLY ix2 ON orders (flags);
      DROP TABLE old;
    </sql>
    <update tableName="orders"><column name="flags" value="1"/></update>
    <delete tableName="orders"><where>id = 4</where></delete>
  </changeSet>
  <changeSet id="3" author="a" dbms="mysql"><dropTable tableName="other"/></changeSet>
  <changeSet id="4" author="a">
    <createTable tableName="refunds">
      <column name="id" type="int" autoIncrement="true"><constraints primaryKey="true"/></column>
    </createTable>
    <addNotNullConstraint tableName="orders" columnName="flags" columnDataType="int" defaultNullValue="0"/>
    <modifyDataType tableName="orders" columnName="id" newDataType="bigint"/>
    <renameColumn tableName="orders" oldColumnName="a" newColumnName="b"/>
  </changeSet>
</databaseChangeLog>
"""


def test_xml_change_sets_are_read_with_lines_transactions_and_databases(read: Read) -> None:
    found = read({"src/main/resources/db/changelog/001.xml": XML}, database="postgresql-16")
    assert [(op.kind, op.table, op.line) for op in found.added] == [
        (Kind.ADD_COLUMN, "orders", 6),
        (Kind.ADD_COLUMN, "orders", 7),
        (Kind.CREATE_INDEX, "orders", 9),
        (Kind.ADD_FOREIGN_KEY, "orders", 10),
        (Kind.CREATE_INDEX, "orders", 16),
        (Kind.DROP_TABLE, "old", 17),
        (Kind.UPDATE, "orders", 19),
        (Kind.DELETE, "orders", 20),
        (Kind.CREATE_TABLE, "refunds", 24),
        (Kind.UPDATE, "orders", 27),
        (Kind.SET_NOT_NULL, "orders", 27),
        (Kind.ALTER_TYPE, "orders", 28),
        (Kind.RENAME_COLUMN, "orders", 29),
    ]
    assert [op.in_transaction for op in found.added] == [True] * 4 + [False] * 4 + [True] * 5
    assert [op.bounded for op in found.added[6:8]] == [False, True]
    assert (found.added[0].not_null, found.added[0].default, found.added[1].default) == (True, None, "0")
    assert (found.added[2].unique, found.added[3].references) == (True, "users")
    assert [op.kind for op in found.backward] == [Kind.DROP_COLUMN]
    assert all(op.tool is Tool.LIQUIBASE for op in found.added)
    assert found.added[3].end_line == 11


YAML = """
databaseChangeLog:
  - changeSet:
      id: 1
      author: a
      changes:
        - addColumn:
            tableName: orders
            columns:
              - column:
                  name: state
                  type: varchar(20)
                  constraints:
                    nullable: false
        - createIndex:
            tableName: orders
            indexName: ix
            columns:
              - column:
                  name: state
        - sql:
            sql: |
              ALTER TABLE orders
                DROP COLUMN a;
      rollback:
        - dropColumn:
            tableName: orders
            columnName: state
  - changeSet:
      id: 2
      author: a
      runInTransaction: false
      changes:
        - sql:
            sql: CREATE INDEX CONCURRENTLY ix2 ON orders (b)
"""


def test_yaml_and_json_change_sets_are_read_alike(read: Read) -> None:
    expected = [
        (Kind.ADD_COLUMN, "orders", True),
        (Kind.CREATE_INDEX, "orders", True),
        (Kind.DROP_COLUMN, "orders", True),
        (Kind.CREATE_INDEX, "orders", False),
    ]
    found = read({"db/changelog/changes.yaml": YAML})
    assert [(op.kind, op.table, op.in_transaction) for op in found.added] == expected
    lines = YAML.split("\n")
    assert "CONCURRENTLY" in lines[34]
    assert [op.line for op in found.added] == [7, 15, 23, 35]
    assert found.added[0].not_null
    assert [op.kind for op in found.backward] == [Kind.DROP_COLUMN]
    import yaml

    text = json.dumps(yaml.safe_load(YAML), indent=2)
    found = read({"db/changelog/changes.json": text})
    assert [(op.kind, op.table, op.in_transaction) for op in found.added] == expected


def test_formatted_sql_has_a_transaction_a_change_set(read: Read) -> None:
    text = textwrap.dedent(
        """\
        --liquibase formatted sql

        --changeset ann:1
        ALTER TABLE orders ADD COLUMN a int;
        --rollback ALTER TABLE orders DROP COLUMN a;

        --changeset ann:2 runInTransaction:false
        CREATE INDEX CONCURRENTLY ix ON orders (a);

        --changeset ann:3 dbms:mysql
        DROP TABLE other;
        """
    )
    found = read({"db/changelog/001.sql": text})
    assert [(op.kind, op.line, op.in_transaction) for op in found.added] == [
        (Kind.ADD_COLUMN, 4, True),
        (Kind.CREATE_INDEX, 8, False),
    ]


def test_generated_sql_can_be_rewritten_to_run_concurrently(read: Read) -> None:
    text = (
        '<databaseChangeLog>\n<changeSet id="1" author="a" runInTransaction="false">\n'
        '<createIndex tableName="orders" indexName="ix"><column name="a"/></createIndex>\n'
        '<modifySql dbms="postgresql"><replace replace="INDEX" with="INDEX CONCURRENTLY"/></modifySql>\n'
        "</changeSet>\n</databaseChangeLog>\n"
    )
    (op,) = read({"db/changelog/001.xml": text}).added
    assert op.concurrently
    assert not op.in_transaction


def test_a_sql_file_is_read_at_the_element_that_names_it(read: Read) -> None:
    text = (
        '<databaseChangeLog>\n<changeSet id="1" author="a">\n'
        '<sqlFile path="drop.sql" relativeToChangelogFile="true"/>\n</changeSet>\n</databaseChangeLog>\n'
    )
    found = read({"db/changelog/001.xml": text, "db/changelog/drop.sql": "DROP TABLE a;\nDROP TABLE b;\n"})
    assert [(op.path, op.table, op.line) for op in found.added] == [
        ("db/changelog/001.xml", "a", 3),
        ("db/changelog/001.xml", "b", 3),
    ]


def test_broken_and_hostile_documents_end_quietly(read: Read) -> None:
    broken = '<databaseChangeLog><changeSet id="1"><dropTable tableName="a"/><oops'
    assert [op.table for op in read({"db/changelog/1.xml": broken}).added] == ["a"]
    bomb = (
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>\n'
        '<databaseChangeLog><changeSet id="1"><dropTable tableName="&b;"/></changeSet></databaseChangeLog>'
    )
    assert read({"db/changelog/1.xml": bomb}).added == ()
    deep = "databaseChangeLog:\n  - " + "- " * 20_000 + "x"
    assert read({"db/changelog/1.yaml": deep}).added == ()
    laughs = "a: &a [x, x]\nb: &b [*a, *a]\ndatabaseChangeLog: [*b, *b]\n"
    assert read({"db/changelog/1.yaml": laughs}).added == ()
    assert read({"package.json": '{"name": "x"}', "pom.xml": "<project/>"}).added == ()
