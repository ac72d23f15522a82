"""A column, table or enum value is renamed under running code."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from checks.migration_safety.change_operations import ChangeOperations, change_operations
from checks.migration_safety.example_files import alembic, django, knex, sql
from checks.migration_safety.judgement import LANGUAGES, column_label, defect, distinct, site
from checks.migration_safety.locks import PG_ALTER_TABLE
from checks.migration_safety.operations import Kind, Operation
from checks.migration_safety.tool_code import (
    add_plain_column,
    code,
    drop_column,
    fill_in_batches,
    name_in_sql,
    run_sql,
    steps,
)
from checks.report import Severity
from checks.rules import Rule, Scope, Site
from checks.views import ChangeView

RULE = Rule(
    id="migration-safety/rename-in-place",
    severity=Severity.ERROR,
    languages=LANGUAGES,
    title="Renamed under running code",
    what="A column, a table or a value of an enum type gets another name in one step.",
    why="During a deploy the old and the new release run side by side, and only one of them knows the name that the database "
    "has at that moment. The other fails on every query that names it.",
    fix="Add the new name beside the old one, write both, move the data, switch reads, and drop the old one releases later.",
    site="each rename of a column, a table or an enum value that the same change does not create",
    scope=Scope.CHANGE,
    references=(PG_ALTER_TABLE, "https://martinfowler.com/bliki/ParallelChange.html"),
    bad=(
        sql("ALTER TABLE orders RENAME COLUMN state TO status; -- <-- here\n", sites=1),
        sql(
            "ALTER TABLE `orders` CHANGE COLUMN `state` `status` VARCHAR(20) NOT NULL; -- <-- here\n"
            "RENAME TABLE customers TO clients; -- <-- here\n",
            path="src/main/resources/db/migration/V8__names.sql",
        ),
        sql("ALTER TYPE order_state RENAME VALUE 'canceled' TO 'cancelled'; -- <-- here\n"),
        alembic(
            'op.alter_column("orders", "state", new_column_name="status") # <-- here\n'
            'op.rename_table("customers", "clients") # <-- here',
            sites=2,
        ),
        django('migrations.RenameField(model_name="order", old_name="state", new_name="status"), # <-- here'),
        knex(
            "await knex.schema.alterTable('orders', (t) => {\n  t.renameColumn('state', 'status'); // <-- here\n});\n"
            "await knex.schema.renameTable('customers', 'clients'); // <-- here",
            typescript=True,
        ),
    ),
    good=(
        sql(
            "ALTER TABLE orders RENAME CONSTRAINT a TO b;\nALTER INDEX orders_a RENAME TO orders_b;\n",
            sites=0,
        ),
        sql(
            "CREATE TABLE orders_new (id bigint);\nBEGIN;\nALTER TABLE orders RENAME TO orders_old;\n"
            "ALTER TABLE orders_new RENAME TO orders;\nCOMMIT;\n",
        ),
        sql(
            "BEGIN;\nALTER TABLE customers RENAME TO clients;\nCREATE VIEW customers AS SELECT * FROM clients;\nCOMMIT;\n",
            sites=1,
        ),
        alembic('op.add_column("orders", sa.Column("status", sa.String(20), nullable=True))', sites=0),
        django(
            "migrations.SeparateDatabaseAndState(\n"
            '    state_operations=[migrations.RenameField("order", "state", "status")],\n),',
            sites=0,
        ),
        knex("await knex.schema.alterTable('orders', (t) => {\n  t.string('status');\n});", sites=0),
    ),
)


def check(view: ChangeView) -> Iterator[Site]:
    """Judges every rename."""
    return distinct(_check(view))


def _check(view: ChangeView) -> Iterator[Site]:
    ops = change_operations(view)
    added = {(o.table.casefold(), o.column) for o in ops.forward if o.kind is Kind.ADD_COLUMN}
    for op in ops.added:
        if op.kind not in (Kind.RENAME_COLUMN, Kind.RENAME_TABLE, Kind.RENAME_ENUM_VALUE):
            continue
        if op.kind is Kind.RENAME_TABLE and _stays_reachable(ops, op):
            yield site(op)
            continue
        if ops.is_new(op.table) or (op.table.casefold(), op.column) in added or op.new_name == op.table:
            continue
        yield site(op, defect(RULE, ops, _message(op), _fix(op)))


def _stays_reachable(ops: ChangeOperations, op: Operation) -> bool:
    """Whether the old name stands again in the same file: a view for old code, or a swapped-in copy."""
    for other in ops.forward:
        if other.path != op.path or other is op:
            continue
        if (
            other.kind in (Kind.CREATE_VIEW, Kind.CREATE_TABLE)
            and other.table.casefold() == op.table.casefold()
        ):
            return True
        if other.kind is Kind.RENAME_TABLE and other.new_name.casefold() == op.table.casefold():
            return True
    return False


def _message(op: Operation) -> str:
    if op.kind is Kind.RENAME_TABLE:
        what = f"Table `{op.table}` is renamed to `{op.new_name}`"
    elif op.kind is Kind.RENAME_ENUM_VALUE:
        what = f"The value `{op.column}` of `{op.table}` is renamed to `{op.new_name}`"
    else:
        what = f"{column_label(op)} is renamed to `{op.new_name}`"
    return f"{what} in one step: while both releases run, the one that knows the other name fails."


def _fix(op: Operation) -> str:
    if op.kind is Kind.RENAME_TABLE:
        old, new = name_in_sql(op.table), name_in_sql(op.new_name)
        view = code(run_sql(op, f"CREATE VIEW {old} AS SELECT * FROM {new}"))
        gone = code(run_sql(op, f"DROP VIEW {old}"))
        return steps(f"rename it and {view} in the same transaction", f"use `{op.new_name}` alone", gone)
    if op.kind is Kind.RENAME_ENUM_VALUE:
        return f"Add the value `{op.new_name}` beside the old one, move the rows in batches, and stop using `{op.column}`."
    return steps(
        f"{code(add_plain_column(op, op.new_name))}, and write both columns",
        f"copy old rows in batches: {code(fill_in_batches(replace(op, columns=(op.new_name,)), name_in_sql(op.column)))}",
        f"read `{op.new_name}` only",
        code(drop_column(op)),
    )
