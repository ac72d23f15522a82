"""SET NOT NULL reads the whole table under the strongest lock unless a valid CHECK already says the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from checks.migration_safety.change_operations import change_operations
from checks.migration_safety.example_files import alembic, django, knex, sql
from checks.migration_safety.judgement import LANGUAGES, column_label, defect, distinct, site
from checks.migration_safety.locks import PG_ALTER_TABLE, PG_LOCKING, lock_of, server_version
from checks.migration_safety.operations import Kind, Operation, Tool
from checks.migration_safety.schema_context import already_not_null, not_null_check_validated
from checks.migration_safety.tool_code import (
    code,
    name_in_sql,
    not_valid_constraint,
    not_valid_sql,
    run_sql,
    set_not_null,
    steps,
    validate_constraint,
)
from checks.report import Severity
from checks.rules import Rule, Scope, Site
from checks.views import ChangeView

_BEFORE = {
    "shop/orders/migrations/0001_initial.py": (
        "from django.db import migrations, models\n\n\n"
        "class Migration(migrations.Migration):\n"
        "    operations = [\n"
        '        migrations.CreateModel(name="Order", fields=[("id", models.BigAutoField(primary_key=True)),\n'
        '            ("source", models.CharField(max_length=20, null=True))]),\n'
        "    ]\n"
    )
}

RULE = Rule(
    id="migration-safety/set-not-null-scan",
    severity=Severity.WARNING,
    languages=LANGUAGES,
    title="SET NOT NULL scans the table",
    what="A column of an existing table is made NOT NULL without a validated `CHECK (column IS NOT NULL)` before it.",
    why="PostgreSQL reads every row to make sure of it, under ACCESS EXCLUSIVE. With a validated CHECK that says the same "
    "(PostgreSQL 12 and later) it skips the scan.",
    fix="Add `CHECK (column IS NOT NULL) NOT VALID`, validate it in a later transaction, then SET NOT NULL and drop the check.",
    site="each SET NOT NULL on a table that the same change does not create",
    scope=Scope.CHANGE,
    references=(PG_ALTER_TABLE, PG_LOCKING),
    bad=(
        sql("ALTER TABLE orders ALTER COLUMN currency SET NOT NULL; -- <-- here\n", sites=1),
        sql(
            "-- +goose Up\nUPDATE orders SET source = 'web' WHERE source IS NULL;\n"
            "ALTER TABLE orders -- <-- here\n    ALTER COLUMN source SET NOT NULL;\n"
            "-- +goose Down\nALTER TABLE orders ALTER COLUMN source DROP NOT NULL;\n"
        ),
        alembic(
            'op.alter_column("orders", "source", existing_type=sa.String(20), nullable=False) # <-- here'
        ),
        django(
            'migrations.AlterField("order", "source", models.CharField(max_length=20)), # <-- here',
            base=_BEFORE,
            extra=_BEFORE,
        ),
        knex("await knex.schema.alterTable('orders', (t) => {\n  t.dropNullable('source'); // <-- here\n});"),
    ),
    good=(
        sql(
            "ALTER TABLE orders ADD CONSTRAINT source_set CHECK (source IS NOT NULL) NOT VALID;\n"
            "ALTER TABLE orders VALIDATE CONSTRAINT source_set;\n"
            "ALTER TABLE orders ALTER COLUMN source SET NOT NULL;\n"
            "ALTER TABLE orders DROP CONSTRAINT source_set;\n",
            sites=1,
        ),
        sql(
            "CREATE TABLE refunds (id bigint);\nALTER TABLE refunds ALTER COLUMN id SET NOT NULL;\n", sites=0
        ),
        alembic(
            'op.execute("ALTER TABLE orders VALIDATE CONSTRAINT source_set")\n'
            'op.alter_column("orders", "source", existing_type=sa.String(20), nullable=False)',
            base={
                "alembic/versions/77aa_check.py": (
                    'from alembic import op\n\nrevision = "77aa"\ndown_revision = "66bb"\n\n\n'
                    "def upgrade():\n"
                    '    op.create_check_constraint("source_set", "orders", "source IS NOT NULL", postgresql_not_valid=True)\n'
                )
            },
            extra={
                "alembic/versions/77aa_check.py": (
                    'from alembic import op\n\nrevision = "77aa"\ndown_revision = "66bb"\n\n\n'
                    "def upgrade():\n"
                    '    op.create_check_constraint("source_set", "orders", "source IS NOT NULL", postgresql_not_valid=True)\n'
                )
            },
        ),
        django(
            'migrations.AlterField("order", "source", models.CharField(max_length=20, null=True, help_text="Where from")),',
            base=_BEFORE,
            extra=_BEFORE,
            sites=0,
        ),
        knex("await knex.schema.alterTable('orders', (t) => {\n  t.setNullable('source');\n});", sites=0),
    ),
)


def check(view: ChangeView) -> Iterator[Site]:
    """Judges every SET NOT NULL."""
    return distinct(_check(view))


def _check(view: ChangeView) -> Iterator[Site]:
    ops = change_operations(view)
    for op in ops.on_existing(Kind.SET_NOT_NULL):
        proven = not_null_check_validated(view, ops, op)
        lock = lock_of(op, "checked" if proven else "")
        if lock is None:
            continue
        if already_not_null(view, ops, op) or not lock.hurts:
            yield site(op)
            continue
        effect = lock.sentence(op.table)
        yield site(op, defect(RULE, ops, f"Making {column_label(op)} NOT NULL {effect}.", _fix(op)))


def _fix(op: Operation) -> str:
    name, table = name_in_sql(f"{op.table}_{op.column}_set"), name_in_sql(op.table)
    if server_version(op)[0] < SKIPS_THE_SCAN:
        return "PostgreSQL 11 scans in any case: keep a validated CHECK in place of NOT NULL, or do it in a quiet hour with a lock_timeout."
    guard = replace(op, kind=Kind.ADD_CHECK, name=f"{op.table}_{op.column}_set", inline=False)
    guard = replace(guard, expression=f"{name_in_sql(op.column)} IS NOT NULL", references="")
    drop = code(run_sql(op, f"ALTER TABLE {table} DROP CONSTRAINT {name}"))
    if op.tool is Tool.RAILS:
        drop = code(f'remove_check_constraint :{op.table}, name: "{op.table}_{op.column}_set"')
    validate = code(run_sql(op, f"ALTER TABLE {table} VALIDATE CONSTRAINT {name}"))
    if op.tool is Tool.RAILS:
        validate = code(validate_constraint(guard))
    add = (
        code(not_valid_constraint(guard))
        if op.tool is Tool.RAILS
        else code(run_sql(op, not_valid_sql(guard)))
    )
    last = "this AlterField" if op.tool is Tool.DJANGO else code(set_not_null(op))
    return steps(add, validate, f"{last}, which no longer scans, then {drop}")


SKIPS_THE_SCAN = 12
"""The first version of PostgreSQL that takes a valid CHECK for proof."""
