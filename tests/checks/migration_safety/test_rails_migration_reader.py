"""Rails migrations to operations."""

from __future__ import annotations

import textwrap
from collections.abc import Callable

from checks.changes import in_memory
from checks.config import CheckConfig
from checks.engine import review
from checks.migration_safety.change_operations import ChangeOperations
from checks.migration_safety.operations import Kind, Tool

Read = Callable[..., ChangeOperations]


def change(read: Read, body: str, head: str = "", **more: object) -> ChangeOperations:
    inner = textwrap.indent(textwrap.dedent(body).strip("\n"), "    ")
    text = f"class Change < ActiveRecord::Migration[7.1]\n{head}  def change\n{inner}\n  end\nend\n"
    return read({"db/migrate/20240101000000_change.rb": text}, **more)


def test_schema_statements_give_operations(read: Read) -> None:
    ops = change(
        read,
        """
        add_column :orders, :a, :string, limit: 40, null: false
        add_column :orders, :b, :integer, default: 0, null: false
        add_column :orders, :c, :uuid, default: -> { "gen_random_uuid()" }
        remove_column :orders, :d, :string
        remove_columns :orders, :e, :f
        rename_column :orders, :g, :h
        rename_table :orders_old, :orders_older
        change_column :orders, :i, :bigint
        change_column_null :orders, :j, false
        change_column_null :orders, :k, false, 0
        change_column_default :orders, :l, from: nil, to: 1
        add_index :orders, [:a, :b], unique: true
        add_index :orders, :c, name: "ix", algorithm: :concurrently
        remove_index :orders, name: "ix_old"
        remove_index :orders, column: :b
        add_foreign_key :orders, :users
        add_foreign_key :orders, :people, column: :owner_id, validate: false
        validate_foreign_key :orders, :people
        add_check_constraint :orders, "total > 0", name: "total_check", validate: false
        drop_table :old
        execute "UPDATE orders SET a = 'x'"
        """,
    ).added
    assert [(op.kind, op.columns, op.line) for op in ops] == [
        (Kind.ADD_COLUMN, ("a",), 3),
        (Kind.ADD_COLUMN, ("b",), 4),
        (Kind.ADD_COLUMN, ("c",), 5),
        (Kind.DROP_COLUMN, ("d",), 6),
        (Kind.DROP_COLUMN, ("e",), 7),
        (Kind.DROP_COLUMN, ("f",), 7),
        (Kind.RENAME_COLUMN, ("g",), 8),
        (Kind.RENAME_TABLE, (), 9),
        (Kind.ALTER_TYPE, ("i",), 10),
        (Kind.SET_NOT_NULL, ("j",), 11),
        (Kind.UPDATE, ("k",), 12),
        (Kind.SET_NOT_NULL, ("k",), 12),
        (Kind.SET_DEFAULT, ("l",), 13),
        (Kind.CREATE_INDEX, ("a", "b"), 14),
        (Kind.CREATE_INDEX, ("c",), 15),
        (Kind.DROP_INDEX, (), 16),
        (Kind.DROP_INDEX, ("b",), 17),
        (Kind.ADD_FOREIGN_KEY, ("user_id",), 18),
        (Kind.ADD_FOREIGN_KEY, ("owner_id",), 19),
        (Kind.VALIDATE_CONSTRAINT, (), 20),
        (Kind.ADD_CHECK, (), 21),
        (Kind.DROP_TABLE, (), 22),
        (Kind.UPDATE, ("a",), 23),
    ]
    assert (ops[0].type, ops[0].not_null, ops[0].default) == ("varchar(40)", True, None)
    assert (ops[1].default, ops[2].rewrites) == ("0", True)
    assert (ops[13].name, ops[14].name, ops[14].concurrently) == ("index_orders_on_a_and_b", "ix", True)
    assert (ops[17].references, ops[18].not_valid, ops[18].name == ops[19].name) == ("users", True, True)
    assert ops[20].not_valid
    assert all(op.tool is Tool.RAILS and op.in_transaction for op in ops)


def test_a_class_can_turn_its_transaction_off(read: Read) -> None:
    ops = change(
        read, "add_index :orders, :a, algorithm: :concurrently", head="  disable_ddl_transaction!\n\n"
    ).added
    assert [(op.concurrently, op.in_transaction) for op in ops] == [(True, False)]


def test_table_blocks_references_and_helpers_are_followed(read: Read) -> None:
    ops = change(
        read,
        """
        change_table :orders, bulk: true do |t|
          t.string :a, null: false
          t.remove :b, :c
          t.rename :d, :e
          t.index :a
          t.references :user, foreign_key: true
          t.belongs_to :owner, index: { algorithm: :concurrently }, foreign_key: { to_table: :people, validate: false }
        end
        add_reference :orders, :shop, index: false
        %i[x y].each { |name| remove_column :orders, name }
        """,
    ).added
    assert [(op.kind, op.columns, op.line) for op in ops] == [
        (Kind.ADD_COLUMN, ("a",), 4),
        (Kind.DROP_COLUMN, ("b",), 5),
        (Kind.DROP_COLUMN, ("c",), 5),
        (Kind.RENAME_COLUMN, ("d",), 6),
        (Kind.CREATE_INDEX, ("a",), 7),
        (Kind.ADD_COLUMN, ("user_id",), 8),
        (Kind.CREATE_INDEX, ("user_id",), 8),
        (Kind.ADD_FOREIGN_KEY, ("user_id",), 8),
        (Kind.ADD_COLUMN, ("owner_id",), 9),
        (Kind.CREATE_INDEX, ("owner_id",), 9),
        (Kind.ADD_FOREIGN_KEY, ("owner_id",), 9),
        (Kind.ADD_COLUMN, ("shop_id",), 11),
        (Kind.DROP_COLUMN, ("x",), 12),
        (Kind.DROP_COLUMN, ("y",), 12),
    ]
    assert (ops[7].references, ops[10].references, ops[10].not_valid) == ("users", "people", True)
    assert (ops[6].concurrently, ops[9].concurrently) == (False, True)


def test_a_new_table_is_known_with_its_columns(read: Read) -> None:
    found = change(
        read,
        """
        create_table :refunds, id: :integer do |t|
          t.references :order, null: false, foreign_key: true
          t.bigint :shop_id
          t.timestamps
          t.index :shop_id
        end
        add_index :refunds, :created_at
        """,
    )
    assert found.new_tables == {"refunds"}
    assert [(c.name, c.type, c.primary, c.indexed, c.references) for c in found.added[0].defined] == [
        ("id", "integer", True, True, ""),
        ("order_id", "bigint", False, True, "orders"),
        ("shop_id", "bigint", False, True, ""),
        ("created_at", "timestamp", False, False, ""),
        ("updated_at", "timestamp", False, False, ""),
    ]
    assert list(found.on_existing(Kind.CREATE_INDEX)) == []


def test_directions_are_kept_apart(read: Read) -> None:
    text = textwrap.dedent(
        """
        class A < ActiveRecord::Migration[6.1]
          def up
            drop_table :a
          end

          def down
            create_table :a
          end
        end
        """
    )
    found = read({"db/migrate/1_a.rb": text})
    assert [op.kind for op in found.forward] == [Kind.DROP_TABLE]
    assert [op.kind for op in found.backward] == [Kind.CREATE_TABLE]
    found = change(
        read,
        """
        reversible do |dir|
          dir.up { execute "DROP TABLE b" }
          dir.down { execute "CREATE TABLE b (id int)" }
        end
        """,
    )
    assert [op.kind for op in found.forward] == [Kind.DROP_TABLE]
    assert [op.kind for op in found.backward] == [Kind.CREATE_TABLE]


def test_heredocs_keep_their_lines_and_safety_assured_is_read_through(read: Read) -> None:
    ops = change(
        read,
        """
        safety_assured do
          execute <<~SQL
            ALTER TABLE orders ADD COLUMN a int;
            CREATE INDEX ix ON orders (a);
          SQL
          execute <<-SQL
            DROP TABLE old
          SQL
        end
        """,
    ).added
    assert [(op.kind, op.line, op.end_line) for op in ops] == [
        (Kind.ADD_COLUMN, 5, 5),
        (Kind.CREATE_INDEX, 6, 6),
        (Kind.DROP_TABLE, 8, 10),
    ]


def test_writes_of_models_are_read(read: Read) -> None:
    ops = change(
        read,
        """
        Order.update_all(a: 1)
        Order.where(a: nil).update_all(a: 1)
        LineItem.where("id < ?", 100).update_all(a: 1)
        Category.where(kind: 3).delete_all
        Order.in_batches.update_all(a: 1)
        Order.where(a: nil).in_batches(of: 1000) { |batch| batch.update_all(a: 1) }
        Order.unscoped.in_batches do |batch|
          batch.update_all(a: 1)
        end
        User.reset_column_information
        """,
    ).added
    assert [(op.kind, op.table, op.bounded) for op in ops] == [
        (Kind.UPDATE, "orders", False),
        (Kind.UPDATE, "orders", False),
        (Kind.UPDATE, "line_items", True),
        (Kind.DELETE, "categories", True),
        (Kind.UPDATE, "orders", True),
    ]


def test_other_ruby_files_are_no_migrations(read: Read) -> None:
    text = "class Order < ApplicationRecord\n  def change\n    drop_table :a\n  end\nend\n"
    assert read({"app/models/order.rb": text, "db/schema.rb": "ActiveRecord::Schema.define {}\n"}).added == ()


def test_the_dumped_schema_tells_what_a_column_was(read: Read) -> None:
    schema = textwrap.dedent(
        """
        ActiveRecord::Schema[7.1].define(version: 2024_01_01_000000) do
          create_table "orders", force: :cascade do |t|
            t.string "number", limit: 20, null: false
            t.integer "total"
          end
        end
        """
    )
    head = textwrap.dedent(
        """
        class A < ActiveRecord::Migration[7.1]
          def change
            change_column :orders, :number, :string, limit: 40
            change_column :orders, :total, :bigint
            change_column_null :orders, :number, false
          end
        end
        """
    )
    base = {"db/schema.rb": schema}
    report = review(
        in_memory({**base, "db/migrate/1_a.rb": head}, base), CheckConfig(database="postgresql-16")
    )
    assert report.errors == ()
    judged = {"type-change", "set-not-null-scan"}
    found = [
        (f.rule.partition("/")[2], f.line) for f in report.findings if f.rule.partition("/")[2] in judged
    ]
    assert found == [("type-change", 5)]
