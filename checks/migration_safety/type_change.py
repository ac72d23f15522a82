"""A column's type is changed in a way that rewrites the table or narrows its values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from checks.migration_safety.change_operations import change_operations
from checks.migration_safety.column_types import Change, column_type, type_change
from checks.migration_safety.example_files import alembic, django, knex, sql
from checks.migration_safety.judgement import LANGUAGES, column_label, defect, distinct, site
from checks.migration_safety.locks import MYSQL_ONLINE_DDL, PG_ALTER_TABLE, lock_of, type_variant
from checks.migration_safety.operations import Database, Kind, Operation
from checks.migration_safety.schema_context import former_type
from checks.migration_safety.tool_code import (
    add_plain_column,
    code,
    drop_column,
    fill_in_batches,
    name_in_sql,
    steps,
)
from checks.report import Severity
from checks.rules import Rule, Scope, Site
from checks.views import ChangeView

_TABLE = {
    "db/migrations/0001_orders.sql": "CREATE TABLE orders (id bigint, number varchar(20), total numeric(10, 2), note text);\n"
}
_KNEX_TABLE = {
    "migrations/20230101000000_orders.js": (
        "exports.up = (knex) => knex.raw('CREATE TABLE orders (id bigint, number varchar(20))');\n"
    )
}
_DJANGO_TABLE = {
    "shop/orders/migrations/0001_initial.py": (
        "from django.db import migrations, models\n\n\nclass Migration(migrations.Migration):\n    operations = [\n"
        '        migrations.CreateModel("Order", [("number", models.CharField(max_length=20)), ("qty", models.IntegerField())]),\n'
        "    ]\n"
    )
}

RULE = Rule(
    id="migration-safety/type-change",
    severity=Severity.ERROR,
    languages=LANGUAGES,
    title="Type change rewrites the table or narrows it",
    what="A column of an existing table gets another type, and the change is not one that the database makes in its catalogue alone.",
    why="Every row and every index of the column is written anew under the strongest lock, or values that no longer fit make the "
    "statement fail. The release that still runs may not be able to read the new type.",
    fix="Add a new column of the new type, write both, copy old rows in batches, switch reads, and drop the old column later.",
    site="each change of a column's type on a table that the same change does not create",
    scope=Scope.CHANGE,
    references=(PG_ALTER_TABLE, MYSQL_ONLINE_DDL),
    bad=(
        sql("ALTER TABLE orders ALTER COLUMN id TYPE bigint; -- <-- here\n", sites=1),
        sql(
            "ALTER TABLE orders ALTER COLUMN number TYPE varchar(10); -- <-- here\n"
            "ALTER TABLE orders\n    ALTER COLUMN total TYPE integer USING total::integer; -- <-- here\n".replace(
                "orders\n    ALTER", "orders ALTER"
            ),
            base=_TABLE,
            extra=_TABLE,
        ),
        alembic(
            'op.alter_column("orders", "id", existing_type=sa.Integer(), type_=sa.BigInteger(), existing_nullable=False) # <-- here\n'
            'op.alter_column("orders", "code", existing_type=sa.String(50), type_=sa.String(20)) # <-- here'
        ),
        django(
            'migrations.AlterField("order", "qty", models.BigIntegerField()), # <-- here',
            base=_DJANGO_TABLE,
            extra=_DJANGO_TABLE,
        ),
        knex(
            "await knex.schema.alterTable('orders', (t) => {\n  t.bigInteger('qty').alter(); // <-- here\n"
            "  t.string('number', 10).alter(); // <-- here\n});",
            base=_KNEX_TABLE,
            extra=_KNEX_TABLE,
        ),
    ),
    good=(
        sql(
            "ALTER TABLE orders ALTER COLUMN number TYPE varchar(40);\n"
            "ALTER TABLE orders ALTER COLUMN number TYPE text;\n"
            "ALTER TABLE orders ALTER COLUMN total TYPE numeric(12, 2);\n",
            base=_TABLE,
            extra=_TABLE,
            sites=3,
        ),
        sql("CREATE TABLE refunds (id int);\nALTER TABLE refunds ALTER COLUMN id TYPE bigint;\n", sites=0),
        alembic(
            'op.alter_column("orders", "code", existing_type=sa.String(length=50), type_=sa.String(length=80))\n'
            'op.alter_column("orders", "note", existing_type=sa.VARCHAR(200), type_=sa.Text())',
            sites=2,
        ),
        django(
            'migrations.AlterField("order", "number", models.CharField(max_length=40)),',
            base=_DJANGO_TABLE,
            extra=_DJANGO_TABLE,
            sites=1,
        ),
        knex(
            "await knex.schema.alterTable('orders', (t) => {\n  t.text('number').alter();\n});",
            base=_KNEX_TABLE,
            extra=_KNEX_TABLE,
        ),
    ),
)


def check(view: ChangeView) -> Iterator[Site]:
    """Judges every type change."""
    return distinct(_check(view))


def _check(view: ChangeView) -> Iterator[Site]:
    ops = change_operations(view)
    fresh = {(o.path, o.table, o.column) for o in ops.forward if o.kind is Kind.ADD_COLUMN}
    for op in ops.on_existing(Kind.ALTER_TYPE):
        if lock_of(op) is None or not op.type or (op.path, op.table, op.column) in fresh:
            continue
        old, new = former_type(view, ops, op), column_type(op.type)
        cost = type_change(old, new, op.database)
        if cost is Change.UNKNOWN and op.expression and "::" in op.expression:
            # A conversion is written out: whatever the old type was, the two are not the same kind of thing.
            cost = (
                Change.REWRITE
                if op.database is Database.POSTGRESQL and new and new.name != "varchar"
                else cost
            )
        if cost in (Change.METADATA, Change.UNKNOWN):
            yield site(op)
            continue
        lock = lock_of(op, type_variant(cost))
        if cost is Change.REWRITE and lock is not None and not lock.hurts:
            yield site(op)
            continue
        before = f" from {op.former_type}" if op.former_type else ""
        effect = lock.sentence(op.table) if lock else "rewrites the table"
        if cost is Change.NARROWS:
            message = f"{column_label(op)} is narrowed{before} to `{op.type}`: the statement fails where a value does not fit, and it {effect}."
        else:
            message = f"Changing {column_label(op)}{before} to `{op.type}` {effect}."
        yield site(op, defect(RULE, ops, message, _fix(op), key=cost.name.casefold()))


def _fix(op: Operation) -> str:
    name = op.column or "the_column"
    other = f"{name}_new"
    return steps(
        f"{code(add_plain_column(op, other))}, and write both columns",
        f"copy old rows in batches: {code(fill_in_batches(replace(op, columns=(other,)), name_in_sql(name)))}",
        f"read `{other}` only",
        code(drop_column(op)),
    )
