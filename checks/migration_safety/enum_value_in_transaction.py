"""A new enum value is used in the transaction that adds it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.migration_safety.change_operations import ChangeOperations, change_operations
from checks.migration_safety.example_files import alembic, django, knex, sql
from checks.migration_safety.judgement import LANGUAGES, defect, distinct, outside_transaction, site
from checks.migration_safety.operations import Database, Kind, Operation
from checks.report import Evidence, Severity
from checks.rules import Rule, Scope, Site
from checks.views import ChangeView

_ALTER_TYPE = "https://www.postgresql.org/docs/current/sql-altertype.html"


def check(view: ChangeView) -> Iterator[Site]:
    """Judges every ADD VALUE."""
    return distinct(_check(view))


def _check(view: ChangeView) -> Iterator[Site]:
    ops = change_operations(view)
    for op in ops.added:
        if op.kind is not Kind.ENUM_ADD_VALUE or op.database is not Database.POSTGRESQL:
            continue
        if not op.in_transaction or _made_here(view, op):
            yield site(op)
            continue
        use = next((o for o in ops.same_transaction(op) if _after(ops, op, o) and _uses(o, op)), None)
        if use is None:
            if (0, 0) < op.version < (12, 0):
                message = f"PostgreSQL {op.version[0]} refuses ADD VALUE inside a transaction, and {op.transaction_reason or 'this is one'}."
                yield site(op, defect(RULE, ops, message, _fix(op), key="refused"))
            else:
                yield site(op)
            continue
        message = (
            f"`{op.new_name}` is added to `{op.table}` and used in the same transaction (line {use.line}): PostgreSQL refuses with "
            '"unsafe use of new value" until the ADD VALUE is committed.'
        )
        evidence = (Evidence(use.path, use.line, "uses the new value"),)
        yield site(
            use if _is_added(ops, use) else op,
            defect(RULE, ops, message, _fix(op), evidence=evidence, key="used"),
        )


def _is_added(ops: ChangeOperations, op: Operation) -> bool:
    return any(op is other for other in ops.added)


def _after(ops: ChangeOperations, op: Operation, other: Operation) -> bool:
    order = {id(o): n for n, o in enumerate(ops.forward)}
    return order.get(id(other), -1) > order.get(id(op), -1)


def _uses(other: Operation, op: Operation) -> bool:
    if other.kind in (Kind.ENUM_ADD_VALUE, Kind.CREATE_ENUM, Kind.RENAME_ENUM_VALUE):
        return False
    value = re.escape(op.new_name)
    text = f"{other.raw} {other.default or ''} {other.expression}"
    return bool(op.new_name) and re.search(rf"['\"`]{value}['\"`]", text) is not None


def _made_here(view: ChangeView, op: Operation) -> bool:
    """An enum type made by the same transaction may be used at once."""
    text = view.head.text(op.path) or ""
    return re.search(rf"CREATE\s+TYPE\s+[\"\w.]*\b{re.escape(op.table)}\b", text, re.IGNORECASE) is not None


def _fix(op: Operation) -> str:
    return f"Add the value {outside_transaction(op)}, and use it in a later migration."


RULE = Rule(
    id="migration-safety/enum-value-in-transaction",
    severity=Severity.WARNING,
    languages=LANGUAGES,
    title="New enum value used before it is committed",
    what="`ALTER TYPE ... ADD VALUE` and a statement that uses the value (a default, an update, an index condition) run in one transaction.",
    why="PostgreSQL lets nobody use a new enum value before the transaction that adds it has committed, so the migration fails on every database.",
    fix="Add the value in a migration of its own, outside a transaction, and use it in the next one.",
    site="each `ALTER TYPE ... ADD VALUE`",
    scope=Scope.CHANGE,
    references=(_ALTER_TYPE,),
    bad=(
        sql(
            "BEGIN;\nALTER TYPE order_state ADD VALUE 'refunded';\n"
            "UPDATE orders SET state = 'refunded' WHERE refunded_at IS NOT NULL; -- <-- here\nCOMMIT;\n",
            sites=1,
        ),
        alembic(
            "op.execute(\"ALTER TYPE order_state ADD VALUE IF NOT EXISTS 'refunded'\")\n"
            "op.execute(\"UPDATE orders SET state = 'refunded' WHERE refunded_at IS NOT NULL\") # <-- here"
        ),
        sql(
            "ALTER TYPE \"OrderState\" ADD VALUE 'REFUNDED';\n"
            'ALTER TABLE "Order" ALTER COLUMN "state" SET DEFAULT \'REFUNDED\'; -- <-- here\n',
            path="prisma/migrations/20240611120000_state/migration.sql",
        ),
        knex(
            "await knex.raw(\"ALTER TYPE order_state ADD VALUE 'refunded'\");\n"
            "await knex('orders').whereNotNull('refunded_at').update({ state: 'refunded' }); // <-- here"
        ),
    ),
    good=(
        sql("ALTER TYPE order_state ADD VALUE 'refunded';\n", sites=1),
        sql(
            "BEGIN;\nCREATE TYPE order_state AS ENUM ('new');\nALTER TYPE order_state ADD VALUE 'refunded';\n"
            "CREATE TABLE orders (state order_state DEFAULT 'refunded');\nCOMMIT;\n",
            sites=1,
        ),
        alembic(
            "with op.get_context().autocommit_block():\n    op.execute(\"ALTER TYPE order_state ADD VALUE 'refunded'\")\n"
            "op.execute(\"UPDATE orders SET state = 'refunded' WHERE refunded_at IS NOT NULL\")",
            sites=1,
        ),
        django(
            "migrations.RunSQL(\"ALTER TYPE order_state ADD VALUE 'refunded'\", migrations.RunSQL.noop),",
            sites=1,
        ),
    ),
)
