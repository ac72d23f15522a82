"""A column or table is dropped that code still uses."""

from __future__ import annotations

from collections.abc import Iterator

from checks.migration_safety.change_operations import change_operations
from checks.migration_safety.code_usage import PLACES, Usage, UsageSearch
from checks.migration_safety.example_files import alembic, django, knex, sql
from checks.migration_safety.judgement import LANGUAGES, column_label, defect, distinct, site
from checks.migration_safety.locks import PG_ALTER_TABLE
from checks.migration_safety.operations import Kind, Operation, Tool
from checks.migration_safety.tool_code import code, drop_column, name_in_sql, run_sql, steps
from checks.report import Evidence, Severity
from checks.rules import Rule, Scope, Site
from checks.views import ChangeView

_MODEL = (
    "from sqlalchemy import String\nfrom sqlalchemy.orm import Mapped, mapped_column\n\nfrom shop.db import Base\n\n\n"
    'class Order(Base):\n    __tablename__ = "orders"\n\n    id: Mapped[int] = mapped_column(primary_key=True)\n'
    "    legacy_code: Mapped[str | None] = mapped_column(String(20))\n"
)
_MODEL_WITHOUT = _MODEL.replace("    legacy_code: Mapped[str | None] = mapped_column(String(20))\n", "")
_QUERY = (
    "import { db } from './db';\n\nexport async function listOrders(customerId) {\n"
    "  return db('orders')\n    .where({ customer_id: customerId })\n    .select('id', 'legacy_code');\n}\n"
)

RULE = Rule(
    id="migration-safety/drop-column-in-use",
    severity=Severity.ERROR,
    languages=LANGUAGES,
    title="Dropped while code still uses it",
    what="A column or a table is dropped that the code at head still names, or that the same change only now stops naming.",
    why="Until the last old process has gone, the release that knows the column runs against the schema without it: each of its "
    "queries that names the column fails. Object mappers name every column they know, used or not.",
    fix="Remove every use first and release that; drop the column in a later release.",
    site="each column or table dropped that the same change does not create",
    scope=Scope.CHANGE,
    references=(
        PG_ALTER_TABLE,
        "https://docs.djangoproject.com/en/stable/howto/writing-migrations/",
        "https://martinfowler.com/bliki/ParallelChange.html",
    ),
    bad=(
        sql(
            "ALTER TABLE orders DROP COLUMN legacy_code; -- <-- here\n",
            extra={"src/orders.js": _QUERY},
            sites=1,
        ),
        sql(
            "ALTER TABLE orders DROP COLUMN IF EXISTS legacy_code; -- <-- here\n",
            extra={
                "internal/store/orders.go": (
                    "package store\n\nconst listOrders = `\nSELECT o.id, o.legacy_code\nFROM orders o\nWHERE o.customer_id = $1`\n"
                )
            },
        ),
        alembic('op.drop_column("orders", "legacy_code") # <-- here', extra={"shop/models.py": _MODEL}),
        alembic(
            'op.drop_column("orders", "legacy_code") # <-- here',
            extra={"shop/models.py": _MODEL_WITHOUT},
            base={"shop/models.py": _MODEL},
            note="dropped in the change that stops using it: a warning",
        ),
        django(
            'migrations.RemoveField(model_name="order", name="legacy_code"), # <-- here',
            extra={
                "shop/orders/views.py": "def label(order):\n    return order.legacy_code or order.number\n"
            },
        ),
        knex(
            "await knex.schema.alterTable('orders', (t) => {\n  t.dropColumn('legacy_code'); // <-- here\n});",
            extra={"src/orders.js": _QUERY},
        ),
        sql(
            "DROP TABLE audit_entries; -- <-- here\n",
            extra={"app/audit.py": 'SQL = "INSERT INTO audit_entries (actor, action) VALUES (%s, %s)"\n'},
        ),
    ),
    good=(
        sql("ALTER TABLE orders DROP COLUMN legacy_code;\n", sites=1),
        sql(
            "ALTER TABLE orders DROP COLUMN status;\n",
            extra={
                "src/invoices.js": "export const open = (db) => db('invoices').where({ status: 'open' });\n",
                "src/orders.js": "export const all = (db) => db('orders').select('id');\n\nexport function status() {\n  return 1;\n}\n",
            },
        ),
        alembic(
            'op.drop_column("orders", "legacy_code")',
            extra={"shop/models.py": _MODEL_WITHOUT},
            base={"shop/models.py": _MODEL_WITHOUT},
        ),
        sql(
            "-- migrate:up\nALTER TABLE orders ADD COLUMN a int;\n-- migrate:down\nALTER TABLE orders DROP COLUMN a;\n",
            sites=0,
        ),
        django(
            "migrations.SeparateDatabaseAndState(\n"
            '    state_operations=[migrations.RemoveField("order", "legacy_code")],\n),',
            sites=0,
        ),
        knex(
            "await knex.schema.alterTable('orders', (t) => {\n  t.dropColumn('legacy_code');\n});",
            extra={"src/users.js": "export const code = (db) => db('users').select('legacy_code');\n"},
        ),
    ),
)


def check(view: ChangeView) -> Iterator[Site]:
    """Judges every dropped column and table."""
    return distinct(_check(view))


def _check(view: ChangeView) -> Iterator[Site]:
    ops = change_operations(view)
    head, base = UsageSearch(view.head.tree), UsageSearch(view.base.tree)
    changed = {f.base_path for f in view.change.files if f.base_path}
    made = {op.table.casefold() for op in ops.forward if op.kind in (Kind.CREATE_TABLE, Kind.RENAME_TABLE)}
    for op in ops.on_existing(Kind.DROP_COLUMN, Kind.DROP_TABLE):
        if op.kind is Kind.DROP_TABLE and op.table.casefold() in made:
            continue
        if op.kind is Kind.DROP_COLUMN and _made_here(ops.forward, op):
            continue
        found = _usages(head, op)
        if found:
            more = f" and {len(found) - PLACES} more" if len(found) > PLACES else ""
            files = len({u.path for u in found})
            message = (
                f"{_what(op)} is dropped, but the code still uses it in {len(found)} place{'s' if len(found) > 1 else ''} "
                f"({files} file{'s' if files > 1 else ''}{more and ', the first listed'})."
            )
            yield site(op, defect(RULE, ops, message, _fix(op), evidence=_evidence(found, "uses it")))
            continue
        before = [u for u in _usages(base, op) if u.path in changed] if changed else []
        if before:
            message = (
                f"{_what(op)} is dropped in the change that stops using it: the release that still runs during the deploy "
                "names it and fails."
            )
            yield site(
                op,
                defect(
                    RULE,
                    ops,
                    message,
                    _fix(op),
                    severity=Severity.WARNING,
                    evidence=_evidence(before, "used it until this change"),
                    key="same-change",
                ),
            )
            continue
        yield site(op)


def _made_here(forward: tuple[Operation, ...], op: Operation) -> bool:
    return any(
        o.kind is Kind.ADD_COLUMN and o.table.casefold() == op.table.casefold() and o.column == op.column
        for o in forward
    )


def _usages(search: UsageSearch, op: Operation) -> list[Usage]:
    if op.kind is Kind.DROP_TABLE:
        return search.table(op.table, op.model)
    return search.column(op.table, op.column, op.model)


def _what(op: Operation) -> str:
    return f"Table `{op.table}`" if op.kind is Kind.DROP_TABLE else column_label(op)


def _evidence(found: list[Usage], note: str) -> tuple[Evidence, ...]:
    return tuple(Evidence(u.path, u.line, note) for u in found[:PLACES])


def _fix(op: Operation) -> str:
    if op.tool is Tool.DJANGO:
        return (
            "In this release remove the field from the model with `SeparateDatabaseAndState(state_operations=[...])` and every use; "
            "drop the column in the next one."
        )
    last = (
        drop_column(op) if op.kind is Kind.DROP_COLUMN else run_sql(op, f"DROP TABLE {name_in_sql(op.table)}")
    )
    if op.tool is Tool.RAILS:
        first = f'remove every use and set `self.ignored_columns += ["{op.column}"]` in the model'
        return steps(first if op.kind is Kind.DROP_COLUMN else "remove every use", code(last))
    return steps("remove every use", code(last))
