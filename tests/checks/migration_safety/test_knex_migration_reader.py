"""Knex migrations to operations."""

from __future__ import annotations

import textwrap
from collections.abc import Callable

import pytest

from checks.migration_safety.change_operations import ChangeOperations
from checks.migration_safety.operations import Kind, Operation

Read = Callable[..., ChangeOperations]


def up(read: Read, body: str, head: str = "", **more: object) -> tuple[Operation, ...]:
    inner = textwrap.indent(textwrap.dedent(body).strip("\n"), "  ")
    text = f"{head}exports.up = async function (knex) {{\n{inner}\n}};\n"
    return read({"db/migrations/20240101_change.js": text}, **more).added


def test_a_table_builder_gives_each_column_and_constraint(read: Read) -> None:
    ops = up(
        read,
        """
        await knex.schema.alterTable('orders', (t) => {
          t.string('a', 40).notNullable();
          t.decimal('b', 12, 2).notNullable().defaultTo(0);
          t.uuid('c').defaultTo(knex.raw('gen_random_uuid()'));
          t.integer('d').references('id').inTable('users').index();
          t.dropColumn('e');
          t.dropColumns('f', 'g');
          t.renameColumn('h', 'i');
          t.index(['j', 'k'], 'ix');
          t.unique(['l']);
          t.foreign('m').references('users.id');
          t.text('n').notNullable().alter();
          t.dropNullable('o');
        });
        """,
    )
    assert [(op.kind, op.columns, op.line) for op in ops] == [
        (Kind.ADD_COLUMN, ("a",), 3),
        (Kind.ADD_COLUMN, ("b",), 4),
        (Kind.ADD_COLUMN, ("c",), 5),
        (Kind.ADD_COLUMN, ("d",), 6),
        (Kind.ADD_FOREIGN_KEY, ("d",), 6),
        (Kind.CREATE_INDEX, ("d",), 6),
        (Kind.DROP_COLUMN, ("e",), 7),
        (Kind.DROP_COLUMN, ("f",), 8),
        (Kind.DROP_COLUMN, ("g",), 8),
        (Kind.RENAME_COLUMN, ("h",), 9),
        (Kind.CREATE_INDEX, ("j", "k"), 10),
        (Kind.ADD_UNIQUE, ("l",), 11),
        (Kind.ADD_FOREIGN_KEY, ("m",), 12),
        (Kind.ALTER_TYPE, ("n",), 13),
        (Kind.SET_NOT_NULL, ("n",), 13),
        (Kind.SET_NOT_NULL, ("o",), 14),
    ]
    assert all(op.table == "orders" for op in ops)
    assert (ops[0].type, ops[0].not_null, ops[0].default) == ("varchar(40)", True, None)
    assert (ops[1].default, ops[2].rewrites, ops[4].references, ops[12].references) == (
        "0",
        True,
        "users",
        "users",
    )


def test_typescript_chains_helpers_and_loops_are_followed(read: Read) -> None:
    text = textwrap.dedent(
        """
        import type { Knex } from 'knex';

        const TABLES = ['a', 'b'];

        function tenant(table: Knex.AlterTableBuilder) {
          table.uuid('tenant_id').notNullable();
        }

        export async function up(knex: Knex): Promise<void> {
          for (const name of TABLES) {
            await knex.schema.alterTable(name, (table) => tenant(table));
          }
          if (!(await knex.schema.hasTable('c'))) {
            await knex.schema.createTable('c', (table) => {
              table.increments('id');
            });
          }
          await knex.schema
            .renameTable('d', 'e')
            .dropTableIfExists('f');
        }

        export async function down(knex: Knex): Promise<void> {
          await knex.schema.dropTable('c');
        }
        """
    )
    ops = read({"src/migrations/20240101_change.ts": text}).added
    assert [(op.kind, op.table) for op in ops if op.kind is not Kind.CREATE_TABLE] == [
        (Kind.ADD_COLUMN, "a"),
        (Kind.ADD_COLUMN, "b"),
        (Kind.RENAME_TABLE, "d"),
        (Kind.DROP_TABLE, "f"),
    ]
    (made,) = (op for op in ops if op.kind is Kind.CREATE_TABLE)
    assert (made.table, [(c.name, c.type, c.primary) for c in made.defined]) == (
        "c",
        [("id", "serial", True)],
    )


def test_raw_sql_and_query_builder_writes_are_read(read: Read) -> None:
    ops = up(
        read,
        """
        await knex.raw('CREATE INDEX CONCURRENTLY ix ON orders (a)');
        await knex('orders').update({ a: 1 });
        await knex('orders').whereNull('a').update({ a: 1 });
        await knex('orders').where('id', '<', 100).update({ a: 1 });
        await knex.from('sessions').del();
        await knex('flags').insert({ name: 'x' });
        await knex('orders').select('id').where({ a: 1 });
        """,
    )
    assert [(op.kind, op.table, op.bounded) for op in ops] == [
        (Kind.CREATE_INDEX, "orders", False),
        (Kind.UPDATE, "orders", False),
        (Kind.UPDATE, "orders", False),
        (Kind.UPDATE, "orders", True),
        (Kind.DELETE, "sessions", False),
        (Kind.INSERT, "flags", True),
    ]


def test_the_configuration_decides_the_transaction(read: Read) -> None:
    body = "await knex.schema.dropTable('a');"
    assert up(read, body)[0].in_transaction
    assert not up(read, body, head="exports.config = { transaction: false };\n")[0].in_transaction
    files = {
        "db/migrations/1_x.ts": "import { Knex } from 'knex';\nexport const config = { transaction: false };\n"
        "export async function up(knex: Knex) {\n  await knex.schema.dropTable('a');\n}\n"
    }
    assert [op.in_transaction for op in read(files).added] == [False]


def test_scripts_of_other_tools_and_places_are_no_knex_migrations(read: Read) -> None:
    text = "export async function up(knex) {\n  await knex.schema.dropTable('a');\n}\n"
    kysely = text.replace("(knex)", "(db: Kysely<any>)").replace("knex", "db") + "// kysely\n"
    for path, content in (("src/up.ts", text), ("db/seeds/a.js", text), ("migrations/1_x.js", kysely)):
        assert read({path: content}).added == ()


def test_promise_chains_and_arrow_bodies_are_walked(read: Read) -> None:
    text = (
        "exports.up = (knex) =>\n  knex.schema\n    .dropTable('a')\n    .then(() => knex.schema.dropTable('b'))\n"
        "    .then(() => Promise.all([knex.schema.dropTable('c'), knex.schema.raw('DROP TABLE d')]));\n"
    )
    ops = read({"migrations/1_x.js": text}).added
    assert [(op.table, op.line) for op in ops] == [("a", 3), ("b", 4), ("c", 5), ("d", 5)]


@pytest.mark.parametrize(
    ("body", "tables"),
    [
        (
            "const client = knex.client.config.client;\n"
            "if (client.includes('pg')) { await knex.raw('ALTER TABLE a ADD COLUMN x text'); }\n"
            "else if (client.includes('mysql')) { await knex.raw('ALTER TABLE b ADD COLUMN x text'); }\n"
            "else { await knex.raw('ALTER TABLE c ADD COLUMN x text'); }",
            ["a"],
        ),
        (
            "const isMySQL = ['mysql', 'mysql2'].includes(knex.client.config.client);\n"
            "if (isMySQL) { await knex.raw('ALTER TABLE b ADD COLUMN x text'); return; }\n"
            "await knex.raw('ALTER TABLE a ADD COLUMN x text');",
            ["a"],
        ),
        (
            "if (client === 'pg' || client === 'postgres') { await knex.raw('ALTER TABLE a ADD COLUMN x text'); return; }\n"
            "await knex.raw('ALTER TABLE c ADD COLUMN x text');",
            ["a"],
        ),
        (
            "if (columns.includes('note') && !client.startsWith('sqlite')) { await knex.raw('ALTER TABLE a ADD COLUMN x text'); }\n"
            "await knex.raw('ALTER TABLE c ADD COLUMN x text');",
            ["a", "c"],
        ),
    ],
)
def test_only_the_branch_of_the_database_at_hand_is_walked(read: Read, body: str, tables: list[str]) -> None:
    ops = read(
        {"migrations/20240101_a.js": f"exports.up = async function (knex) {{\n{body}\n}};\n"},
        database="postgresql-16",
    )
    assert [op.table for op in ops.added] == tables
