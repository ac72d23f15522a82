"""A column is added whose value differs from row to row, so the database rewrites the whole table."""

from __future__ import annotations

from collections.abc import Iterator

from checks.migration_safety.change_operations import change_operations
from checks.migration_safety.column_types import SERIAL_TYPES, volatile_function
from checks.migration_safety.example_files import alembic, django, knex, sql
from checks.migration_safety.judgement import LANGUAGES, column_label, defect, distinct, site
from checks.migration_safety.locks import MYSQL_ONLINE_DDL, PG_ALTER_TABLE, PG_VOLATILITY, lock_of
from checks.migration_safety.operations import Kind, Operation, Tool
from checks.migration_safety.server import Server
from checks.migration_safety.tool_code import (
    add_plain_column,
    code,
    fill_in_batches,
    name_in_sql,
    run_sql,
    steps,
)
from checks.report import Severity
from checks.rules import Rule, Scope, Site
from checks.views import ChangeView

RULE = Rule(
    id="migration-safety/volatile-default",
    severity=Severity.ERROR,
    languages=LANGUAGES,
    title="Added column rewrites the table",
    what="A column is added to an existing table with a default that is computed anew for each row (`gen_random_uuid()`, "
    "`random()`, `clock_timestamp()`, `nextval`, serial, identity, the team's own function) or as a stored generated column.",
    why="A constant default is kept beside the table and costs nothing. A value that differs from row to row has to be "
    "written into every row at once: the table is rewritten with its indexes while nobody can read or write it.",
    fix="Add the column without a default, set the default for new rows in a second statement, and fill old rows in batches.",
    site="each column added to a table that the same change does not create",
    scope=Scope.CHANGE,
    references=(PG_ALTER_TABLE, PG_VOLATILITY, MYSQL_ONLINE_DDL),
    bad=(
        sql(
            "ALTER TABLE orders ADD COLUMN public_id uuid NOT NULL DEFAULT gen_random_uuid(); -- <-- here\n",
            sites=1,
        ),
        sql(
            "ALTER TABLE events\n    ADD COLUMN seq bigserial, -- <-- here\n"
            "    ADD COLUMN total numeric GENERATED ALWAYS AS (net + tax) STORED; -- <-- here\n"
        ),
        sql("ALTER TABLE orders ADD COLUMN code text DEFAULT next_order_code(); -- <-- here\n"),
        alembic(
            'op.add_column("orders", sa.Column("ref", sa.UUID(), server_default=sa.text("gen_random_uuid()"))) # <-- here\n'
            'op.add_column("orders", sa.Column("seen_at", sa.DateTime(timezone=True), server_default=sa.func.clock_timestamp())) # <-- here'
        ),
        django(
            'migrations.AddField("order", "public_id", models.UUIDField(db_default=RandomUUID())), # <-- here',
            head="from django.contrib.postgres.functions import RandomUUID",
        ),
        knex(
            "await knex.schema.alterTable('orders', (t) => {\n"
            "  t.uuid('public_id').notNullable().defaultTo(knex.raw('gen_random_uuid()')); // <-- here\n"
            "  t.bigIncrements('seq'); // <-- here\n});"
        ),
    ),
    good=(
        sql(
            "ALTER TABLE orders ADD COLUMN placed_at timestamptz NOT NULL DEFAULT now();\n"
            "ALTER TABLE orders ADD COLUMN flags jsonb NOT NULL DEFAULT '{}'::jsonb;\n"
            "ALTER TABLE orders ADD COLUMN rate numeric(6,4) DEFAULT 0.19::numeric(6,4);\n",
            sites=3,
        ),
        sql(
            "ALTER TABLE orders ADD COLUMN public_id uuid;\n"
            "ALTER TABLE orders ALTER COLUMN public_id SET DEFAULT gen_random_uuid();\n"
        ),
        sql(
            "CREATE TABLE refunds (id uuid PRIMARY KEY DEFAULT gen_random_uuid());\nALTER TABLE refunds ADD seq serial;\n",
            sites=0,
        ),
        alembic(
            'op.add_column("orders", sa.Column("created_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()))'
        ),
        django(
            'migrations.AddField("order", "placed_at", models.DateTimeField(db_default=Now())),',
            head="from django.db.models.functions import Now",
        ),
        knex(
            "await knex.schema.alterTable('orders', (t) => {\n"
            "  t.timestamp('placed_at').notNullable().defaultTo(knex.fn.now());\n"
            "  t.uuid('public_id');\n});"
        ),
    ),
)


def check(view: ChangeView) -> Iterator[Site]:
    """Judges every column added to an existing table."""
    return distinct(_check(view))


def _check(view: ChangeView) -> Iterator[Site]:
    ops = change_operations(view)
    for op in ops.on_existing(Kind.ADD_COLUMN):
        lock = lock_of(op)
        if lock is None:
            continue
        if not lock.hurts or lock.rewrite != "table":
            yield site(op)
            continue
        message = f"{column_label(op)} {_cause(op)}. Adding it {lock.sentence(op.table)}."
        yield site(op, defect(RULE, ops, message, _fix(op)))


def _cause(op: Operation) -> str:
    if not op.rewrites:
        return f"has a default, and {Server(op.database, op.version).label} writes it into every row"
    if op.type.casefold() in SERIAL_TYPES or op.default in ("the next number", "the next identity value"):
        return "numbers every existing row"
    if op.default is not None and op.default.startswith("generated"):
        return "is a stored generated column, computed for every row"
    function = volatile_function(op.default or "") or (op.default or "")
    return f"has the default `{function.removesuffix('()')}()`, which is computed for every row"


def _fix(op: Operation) -> str:
    name = name_in_sql(op.column or "the_column")
    if op.default is not None and op.default.startswith("generated"):
        return f"Add `{name}` as a plain nullable column, keep it current with a trigger or in the application, and fill old rows in batches."
    if op.type.casefold() in SERIAL_TYPES or op.default in ("the next number", "the next identity value"):
        return f"Add `{name}` nullable, create a sequence and make it the default for new rows, and number old rows in batches."
    table_name = name_in_sql(op.table)
    default = code(run_sql(op, f"ALTER TABLE {table_name} ALTER COLUMN {name} SET DEFAULT {op.default}"))
    if op.tool is Tool.RAILS:
        default = code(f'change_column_default :{op.table}, :{op.column}, -> {{ "{op.default}" }}')
    return steps(
        f"{code(add_plain_column(op))}, then {default} for new rows",
        f"{code(fill_in_batches(op, op.default or '...'))} again and again until no row is left",
    )
