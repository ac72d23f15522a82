"""Sequelize migrations to operations."""

from __future__ import annotations

import textwrap
from collections.abc import Callable

from checks.migration_safety.change_operations import ChangeOperations
from checks.migration_safety.operations import Kind, Operation, Tool

Read = Callable[..., ChangeOperations]


def up(read: Read, body: str, **more: object) -> tuple[Operation, ...]:
    inner = textwrap.indent(textwrap.dedent(body).strip("\n"), "    ")
    text = (
        "'use strict';\nmodule.exports = {\n"
        f"  async up(queryInterface, Sequelize) {{\n{inner}\n  }},\n"
        "  async down(queryInterface) {\n    await queryInterface.dropTable('gone');\n  },\n};\n"
    )
    return read({"migrations/20240101-change.js": text}, **more).added


def test_calls_give_operations(read: Read) -> None:
    ops = up(
        read,
        """
        await queryInterface.addColumn('orders', 'a', { type: Sequelize.STRING(40), allowNull: false });
        await queryInterface.addColumn('orders', 'b', { type: Sequelize.DATE, allowNull: false, defaultValue: Sequelize.NOW });
        await queryInterface.addColumn('orders', 'c', { type: Sequelize.UUID, defaultValue: Sequelize.literal('gen_random_uuid()') });
        await queryInterface.addColumn('orders', 'd', {
          type: Sequelize.INTEGER,
          references: { model: 'users', key: 'id' },
        });
        await queryInterface.removeColumn('orders', 'e');
        await queryInterface.renameColumn('orders', 'f', 'g');
        await queryInterface.changeColumn('orders', 'h', { type: Sequelize.BIGINT, allowNull: false });
        await queryInterface.addIndex('orders', ['i', 'j'], { name: 'ix', unique: true });
        await queryInterface.addIndex('orders', { fields: ['k'], concurrently: true });
        await queryInterface.removeIndex('orders', 'ix_old');
        await queryInterface.addConstraint('orders', {
          fields: ['d'], type: 'foreign key', name: 'fk', references: { table: 'users', field: 'id' },
        });
        await queryInterface.renameTable('a', 'b');
        await queryInterface.dropTable('old');
        await queryInterface.sequelize.query('UPDATE orders SET a = 1');
        await queryInterface.bulkUpdate('orders', { a: 1 }, { b: null });
        await queryInterface.bulkDelete('orders', { id: 4 });
        """,
    )
    assert [(op.kind, op.columns, op.line) for op in ops] == [
        (Kind.ADD_COLUMN, ("a",), 4),
        (Kind.ADD_COLUMN, ("b",), 5),
        (Kind.ADD_COLUMN, ("c",), 6),
        (Kind.ADD_COLUMN, ("d",), 7),
        (Kind.ADD_FOREIGN_KEY, ("d",), 7),
        (Kind.DROP_COLUMN, ("e",), 11),
        (Kind.RENAME_COLUMN, ("f",), 12),
        (Kind.ALTER_TYPE, ("h",), 13),
        (Kind.SET_NOT_NULL, ("h",), 13),
        (Kind.CREATE_INDEX, ("i", "j"), 14),
        (Kind.CREATE_INDEX, ("k",), 15),
        (Kind.DROP_INDEX, (), 16),
        (Kind.ADD_FOREIGN_KEY, ("d",), 17),
        (Kind.RENAME_TABLE, (), 20),
        (Kind.DROP_TABLE, (), 21),
        (Kind.UPDATE, ("a",), 22),
        (Kind.UPDATE, ("a",), 23),
        (Kind.DELETE, (), 24),
    ]
    assert (ops[0].type, ops[0].not_null) == ("varchar(40)", True)
    assert ops[1].default is None, "Sequelize computes NOW itself; the database has no default"
    assert ops[2].rewrites
    assert (ops[4].references, ops[4].inline, ops[12].references) == ("users", True, "users")
    assert (ops[9].unique, ops[10].concurrently) == (True, True)
    assert [op.bounded for op in ops[-3:]] == [False, False, True]
    assert all(op.tool is Tool.SEQUELIZE and not op.in_transaction for op in ops)


def test_a_call_is_in_a_transaction_when_it_is_handed_one(read: Read) -> None:
    ops = up(
        read,
        """
        await queryInterface.sequelize.transaction(async (transaction) => {
          await queryInterface.addIndex('orders', ['a'], { concurrently: true, transaction });
          await queryInterface.removeColumn('orders', 'b', { transaction });
          await queryInterface.sequelize.query('DROP INDEX ix', { transaction });
        });
        const t = await queryInterface.sequelize.transaction();
        await queryInterface.removeColumn('orders', 'c', { transaction: t });
        await queryInterface.removeColumn('orders', 'd');
        """,
    )
    assert [op.in_transaction for op in ops] == [True, True, True, True, False]


def test_new_tables_and_typescript_are_read(read: Read) -> None:
    text = textwrap.dedent(
        """
        import { QueryInterface, DataTypes } from 'sequelize';

        const TABLE = 'refunds';

        export default {
          up: async (queryInterface: QueryInterface) => {
            await queryInterface.createTable(TABLE, {
              id: { type: DataTypes.INTEGER, primaryKey: true, autoIncrement: true },
              order_id: { type: DataTypes.INTEGER, allowNull: false, references: { model: 'orders', key: 'id' } },
              price: DataTypes.FLOAT,
            });
            await queryInterface.addIndex(TABLE, ['order_id']);
          },
          down: async (queryInterface: QueryInterface) => queryInterface.dropTable(TABLE),
        };
        """
    )
    ops = read({"src/db/migrations/20240101-refunds.ts": text})
    assert ops.new_tables == {"refunds"}
    assert [(c.name, c.type, c.primary, c.references) for c in ops.added[0].defined] == [
        ("id", "integer", True, ""),
        ("order_id", "integer", False, "orders"),
        ("price", "double precision", False, ""),
    ]
    assert list(ops.on_existing(Kind.CREATE_INDEX)) == []
    assert [op.kind for op in ops.backward] == [Kind.DROP_TABLE]
