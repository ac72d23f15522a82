"""Alembic revisions to operations."""

from __future__ import annotations

import textwrap
from collections.abc import Callable

from checks.migration_safety.change_operations import ChangeOperations
from checks.migration_safety.operations import Kind, Operation

Read = Callable[..., ChangeOperations]
HEAD = 'from alembic import op\nimport sqlalchemy as sa\n\nrevision = "b"\ndown_revision = "a"\n\n'


def upgrade(read: Read, body: str, head: str = "", **more: object) -> tuple[Operation, ...]:
    text = (
        HEAD
        + head
        + "\n\ndef upgrade():\n"
        + textwrap.indent(textwrap.dedent(body).strip("\n"), "    ")
        + "\n"
    )
    return read({"alembic/versions/b_change.py": text}, **more).added


def brief(ops: tuple[Operation, ...]) -> list[tuple[Kind, str, tuple[str, ...]]]:
    return [(op.kind, op.table, op.columns) for op in ops]


def test_plain_operations_are_read(read: Read) -> None:
    ops = upgrade(
        read,
        """
        op.add_column("orders", sa.Column("a", sa.Integer(), nullable=False), schema="shop")
        op.drop_column("orders", "b")
        op.alter_column("orders", "c", new_column_name="d")
        op.alter_column("orders", "e", existing_type=sa.String(10), type_=sa.String(20), nullable=False)
        op.create_index("ix", "orders", ["f", sa.text("lower(g)")], unique=True)
        op.drop_index("ix2", table_name="orders")
        op.create_foreign_key(None, source_table="orders", referent_table="users", local_cols=["u"], remote_cols=["id"])
        op.create_unique_constraint("uq", "orders", ["h"])
        op.rename_table("x", "y")
        """,
    )
    assert brief(ops) == [
        (Kind.ADD_COLUMN, "orders", ("a",)),
        (Kind.DROP_COLUMN, "orders", ("b",)),
        (Kind.RENAME_COLUMN, "orders", ("c",)),
        (Kind.ALTER_TYPE, "orders", ("e",)),
        (Kind.SET_NOT_NULL, "orders", ("e",)),
        (Kind.CREATE_INDEX, "orders", ("f", "lower(g)")),
        (Kind.DROP_INDEX, "orders", ()),
        (Kind.ADD_FOREIGN_KEY, "orders", ("u",)),
        (Kind.ADD_UNIQUE, "orders", ("h",)),
        (Kind.RENAME_TABLE, "x", ()),
    ]
    assert ops[0].not_null
    assert (ops[3].type, ops[3].former_type) == ("varchar(20)", "varchar(10)")
    assert (ops[7].references, ops[8].name) == ("users", "uq")


def test_batch_blocks_bind_their_table(read: Read) -> None:
    ops = upgrade(
        read,
        """
        with op.batch_alter_table("orders", schema=None) as batch_op:
            batch_op.add_column(sa.Column("a", sa.Text(), server_default="x", nullable=False))
            batch_op.create_foreign_key("fk", "users", ["user_id"], ["id"])
            batch_op.drop_column("b")
        """,
    )
    assert brief(ops) == [
        (Kind.ADD_COLUMN, "orders", ("a",)),
        (Kind.ADD_FOREIGN_KEY, "orders", ("user_id",)),
        (Kind.DROP_COLUMN, "orders", ("b",)),
    ]
    assert ops[0].default == "x"
    assert ops[1].references == "users"


def test_an_autocommit_block_leaves_the_transaction_and_starts_another_behind_it(read: Read) -> None:
    ops = upgrade(
        read,
        """
        op.drop_column("orders", "a")
        with op.get_context().autocommit_block():
            op.create_index("ix", "orders", ["b"], postgresql_concurrently=True)
        op.drop_column("orders", "c")
        """,
    )
    assert [op.in_transaction for op in ops] == [True, False, True]
    assert ops[0].transaction != ops[2].transaction


def test_loops_constants_and_helpers_of_the_file_are_followed(read: Read) -> None:
    ops = upgrade(
        read,
        """
        for table in TABLES:
            op.add_column(table, tenant_column())
        for name, column in [("x", "a"), ("y", "b")]:
            op.drop_column(name, column)
        forget("z")
        """,
        head='TABLES = ("orders", "users")\n\n\ndef forget(table, column="old"):\n    op.drop_column(table, column)\n',
    )
    assert [(op.table, op.columns) for op in ops if op.kind is Kind.DROP_COLUMN] == [
        ("x", ("a",)),
        ("y", ("b",)),
        ("z", ("old",)),
    ]
    assert [op.table for op in ops if op.kind is Kind.ADD_COLUMN] == ["orders", "users"]


def test_sql_texts_are_read_with_their_own_lines(read: Read) -> None:
    ops = upgrade(
        read,
        '''
        op.execute("""
            UPDATE orders SET a = 1;
            ALTER TABLE orders ALTER COLUMN a SET NOT NULL
        """)
        op.execute(
            sa.text("DELETE FROM sessions")
        )
        op.execute(f"ALTER TABLE {schema}.orders ADD COLUMN b int NOT NULL")
        ''',
    )
    first = HEAD.count("\n") + 4
    assert [(op.kind, op.line - first, op.end_line - first) for op in ops] == [
        (Kind.UPDATE, 1, 1),
        (Kind.SET_NOT_NULL, 2, 2),
        (Kind.DELETE, 4, 6),
        (Kind.ADD_COLUMN, 7, 7),
    ]
    assert ops[3].table == "orders"


def test_core_statements_and_batches_are_read(read: Read) -> None:
    ops = upgrade(
        read,
        """
        orders = sa.table("orders", sa.column("a"))
        op.execute(orders.update().values(a=1))
        op.execute(sa.update(orders).where(orders.c.a.is_(None)).values(a=1))
        op.execute(orders.delete().where(orders.c.id < 100))
        conn = op.get_bind()
        while True:
            if conn.execute(sa.text("UPDATE orders SET a = 1 WHERE a IS NULL")).rowcount == 0:
                break
        """,
    )
    assert [(op.kind, op.table, op.bounded) for op in ops] == [
        (Kind.UPDATE, "orders", False),
        (Kind.UPDATE, "orders", False),
        (Kind.DELETE, "orders", True),
        (Kind.UPDATE, "orders", True),
    ]


def test_only_the_branch_of_the_own_dialect_is_read(read: Read) -> None:
    body = """
    if op.get_bind().dialect.name == "mysql":
        op.drop_column("orders", "a")
    elif op.get_bind().dialect.name == "postgresql":
        op.drop_column("orders", "b")
    if op.get_bind().dialect.name != "sqlite":
        op.drop_column("orders", "c")
    """
    assert [op.column for op in upgrade(read, body)] == ["b", "c"]
    assert [op.column for op in upgrade(read, body, database="mysql-8.0")] == ["a", "c"]


def test_downgrades_and_tests_are_no_forward_operations(read: Read) -> None:
    text = HEAD + '\ndef upgrade():\n    pass\n\n\ndef downgrade():\n    op.drop_table("orders")\n'
    assert read({"alembic/versions/b.py": text}).added == ()
    assert read({"tests/alembic/versions/b.py": text.replace("downgrade", "upgrade")}).added == ()


def test_env_py_may_turn_transactions_off(read: Read) -> None:
    text = HEAD + '\ndef upgrade():\n    op.execute("CREATE INDEX CONCURRENTLY i ON a (b)")\n'
    files = {"alembic/versions/b.py": text, "alembic/env.py": "context.configure(transactional_ddl=False)\n"}
    assert [op.in_transaction for op in read(files).added] == [False]


def test_tests_of_the_dialect_class_and_shared_wrappers_are_understood(read: Read) -> None:
    text = (
        "import sqlalchemy as sa\nfrom alembic import op\nfrom sqlalchemy.dialects.mysql.base import MySQLDialect\n"
        "from shop.migrations.shared import create_table\n\nrevision = 'b'\ndown_revision = 'a'\n\n\n"
        "def upgrade():\n    bind = op.get_bind()\n"
        "    if isinstance(bind.dialect, MySQLDialect):\n        op.drop_table('a')\n"
        "    if not isinstance(bind.dialect, MySQLDialect):\n        op.drop_table('b')\n"
        "    if bind.dialect.name in ('postgresql', 'sqlite'):\n        op.drop_table('c')\n"
        "    if bind.dialect.name not in ('postgresql', 'sqlite'):\n        op.drop_table('d')\n"
        "    create_table('e', sa.Column('id', sa.Integer(), primary_key=True))\n    op.create_index('ix', 'e', ['id'])\n"
    )
    found = read({"alembic/versions/b_x.py": text}, database="postgresql-16")
    assert [op.table for op in found.added] == ["b", "c", "e", "e"]
    assert list(found.on_existing(Kind.CREATE_INDEX)) == []
