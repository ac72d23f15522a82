"""One transaction takes strong locks on several tables, one after the other: a deadlock with whoever takes them the other way."""

from __future__ import annotations

from collections.abc import Iterator

from checks.migration_safety.change_operations import ChangeOperations, change_operations
from checks.migration_safety.example_files import alembic, django, knex, sql
from checks.migration_safety.judgement import LANGUAGES, defect, site
from checks.migration_safety.locks import PG_LOCKING
from checks.migration_safety.operations import Kind, Operation, Tool
from checks.migration_safety.strong_locks import strong_lock, strong_on_existing
from checks.report import Evidence, Severity
from checks.rules import Defect, Rule, Scope, Site
from checks.views import ChangeView

_UNUSED = frozenset({Kind.DROP_TABLE, Kind.RENAME_TABLE})
"""What is done to tables that nobody reads any more: nobody else locks them."""


def check(view: ChangeView) -> Iterator[Site]:
    """Judges every transaction with a strong lock on an existing table."""
    ops = change_operations(view)
    mine = set(map(id, ops.added))
    for held in _transactions(ops):
        tables = list(dict.fromkeys(op.table.casefold() for op in held))
        if len(tables) < 2:
            if any(id(op) in mine for op in held):
                yield site(next(op for op in held if id(op) in mine))
            continue
        second = next(op for op in held if op.table.casefold() != tables[0])
        late = next((op for op in held if id(op) in mine and op.table.casefold() != tables[0]), None)
        place = second if id(second) in mine else late or next((op for op in held if id(op) in mine), None)
        if place is None:
            continue
        yield site(place, _defect(ops, held, place))


def _transactions(ops: ChangeOperations) -> list[list[Operation]]:
    found: dict[tuple[str, int], list[Operation]] = {}
    for op in strong_on_existing(ops, ops.forward):
        if op.transaction is not None and op.kind not in _UNUSED:
            found.setdefault((op.path, op.transaction), []).append(op)
    return list(found.values())


def _defect(ops: ChangeOperations, held: list[Operation], place: Operation) -> Defect:
    names = list(dict.fromkeys(f"`{op.table}`" for op in held))
    first = held[0]
    lock = strong_lock(first)
    mode = lock.mode if lock is not None else "a strong lock"
    shown = " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) <= 4 else f"{len(names)} tables"
    message = (
        f"One transaction takes strong locks on {shown} one after the other and keeps {mode} on `{first.table}` while it waits for "
        f"`{place.table}`: a request that uses them in the other order deadlocks with it."
    )
    return defect(
        RULE,
        ops,
        message,
        _fix(place),
        evidence=(Evidence(first.path, first.line, f"locks `{first.table}` first"),),
        key="tables",
    )


def _fix(op: Operation) -> str:
    return {
        Tool.ALEMBIC: f"Move what changes `{op.table}` to a revision of its own (with `transaction_per_migration=True` in env.py), so that "
        "one transaction holds one table.",
        Tool.DJANGO: f"Move the operations on `{op.table}` to a migration of their own, so that one transaction holds one table.",
    }.get(
        op.tool,
        f"Move what changes `{op.table}` to a migration of its own, so that one transaction holds one table; set lock_timeout in both.",
    )


RULE = Rule(
    id="migration-safety/lock-order",
    severity=Severity.WARNING,
    languages=LANGUAGES,
    title="Strong locks on several tables in one transaction",
    what="One transaction of a migration takes strong locks on two or more existing tables in separate statements.",
    why="The first table stays locked while the statement for the second one waits. Requests that lock the second and then need the first "
    "wait for each other with the migration: PostgreSQL kills one of the two, and all others queue meanwhile.",
    fix="One table a transaction: split the migration.",
    site="each transaction with a strong lock on a table that the change does not create",
    scope=Scope.CHANGE,
    references=(
        PG_LOCKING,
        "https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-DEADLOCKS",
    ),
    bad=(
        sql(
            "BEGIN;\nALTER TABLE orders ADD COLUMN note text;\nALTER TABLE customers ADD COLUMN note text; -- <-- here\nCOMMIT;\n",
            sites=1,
        ),
        alembic(
            'op.add_column("orders", sa.Column("note", sa.Text()))\n'
            'op.add_column("customers", sa.Column("note", sa.Text())) # <-- here'
        ),
        django(
            'migrations.AddField("order", "note", models.TextField(null=True)),\n'
            'migrations.AddField("customer", "note", models.TextField(null=True)), # <-- here'
        ),
        knex(
            "await knex.schema.alterTable('orders', (t) => {\n  t.text('note');\n});\n"
            "await knex.schema.alterTable('customers', (t) => {\n  t.text('note'); // <-- here\n});"
        ),
    ),
    good=(
        sql(
            "ALTER TABLE orders ADD COLUMN note text;\nALTER TABLE customers ADD COLUMN note text;\n", sites=0
        ),
        sql(
            "-- +goose Up\nALTER TABLE orders ADD COLUMN note text;\nALTER TABLE orders ADD COLUMN code text;\n",
            sites=1,
        ),
        sql(
            "-- +goose Up\nCREATE TABLE refunds (id bigint);\nALTER TABLE refunds ADD COLUMN note text;\n"
            "ALTER TABLE orders ADD COLUMN refunded boolean;\n",
            sites=1,
        ),
        alembic(
            'op.create_foreign_key("fk_orders_customer", "orders", "customers", ["customer_id"], ["id"], postgresql_not_valid=True)',
            sites=1,
        ),
        django(
            'migrations.AddField("order", "note", models.TextField(null=True)),\n'
            'migrations.AddField("customer", "note", models.TextField(null=True)),',
            attributes="atomic = False",
            sites=0,
        ),
        knex(
            "await knex.schema.alterTable('orders', (t) => {\n  t.text('note');\n  t.text('code');\n});",
            sites=1,
        ),
    ),
)
