"""A NOT NULL column is added to a table that has rows, and the database keeps no default for it."""

from __future__ import annotations

from collections.abc import Iterator

from checks.migration_safety.change_operations import change_operations
from checks.migration_safety.judgement import LANGUAGES, column_label, defect, distinct, site
from checks.migration_safety.locks import MYSQL_ALTER_TABLE, PG_ALTER_TABLE, is_mysql
from checks.migration_safety.operations import Kind, Operation, Tool
from checks.migration_safety.tool_code import (
    add_plain_column,
    code,
    fill_in_batches,
    name_in_sql,
    set_not_null,
    steps,
)
from checks.report import Severity
from checks.rules import Example, Rule, Scope, Site
from checks.views import ChangeView

RULE = Rule(
    id="migration-safety/not-null-without-default",
    severity=Severity.ERROR,
    languages=LANGUAGES,
    title="NOT NULL column added without a default in the database",
    what="A column that must not be NULL is added to an existing table, and the database has no default for it.",
    why="Rows that exist have no value for the column, so the statement fails on a table with data. Where it does not fail, "
    "the release that still runs during the deploy inserts rows without the column and gets an error for each.",
    fix="Add the column with a constant default, or add it nullable, fill it in batches, and set NOT NULL in a later release.",
    site="each column added to a table that the same change does not create",
    scope=Scope.CHANGE,
    references=(
        PG_ALTER_TABLE,
        MYSQL_ALTER_TABLE,
        "https://docs.djangoproject.com/en/stable/ref/models/fields/#db-default",
    ),
    bad=(
        Example(
            files={
                "db/migrations/0007_order_currency.sql": "ALTER TABLE orders ADD COLUMN currency char(3) NOT NULL; -- <-- here\n"
            },
            sites=1,
        ),
        Example(
            files={
                "migrations/20240611_add_shipping.sql": (
                    "-- +goose Up\n"
                    "ALTER TABLE orders\n"
                    "    ADD COLUMN carrier text,\n"
                    "    ADD COLUMN service_level text NOT NULL, -- <-- here\n"
                    "    ADD COLUMN insured boolean NOT NULL DEFAULT false;\n"
                    "-- +goose Down\n"
                    "ALTER TABLE orders DROP COLUMN insured, DROP COLUMN service_level, DROP COLUMN carrier;\n"
                )
            },
            sites=3,
        ),
        Example(
            files={
                "alembic/versions/9f2c_add_tenant.py": (
                    "from alembic import op\nimport sqlalchemy as sa\n\n"
                    'revision = "9f2c"\ndown_revision = "1aa0"\n\n\n'
                    "def upgrade() -> None:\n"
                    '    with op.batch_alter_table("invoices") as batch_op:\n'
                    '        batch_op.add_column(sa.Column("tenant_id", sa.Integer(), nullable=False)) # <-- here\n\n\n'
                    "def downgrade() -> None:\n"
                    '    op.drop_column("invoices", "tenant_id")\n'
                )
            },
        ),
        Example(
            files={
                "shop/orders/migrations/0012_order_source.py": (
                    "from django.db import migrations, models\n\n\n"
                    "class Migration(migrations.Migration):\n"
                    '    dependencies = [("orders", "0011_auto")]\n'
                    "    operations = [\n"
                    "        migrations.AddField( # <-- here\n"
                    '            model_name="order",\n'
                    '            name="source",\n'
                    '            field=models.CharField(max_length=20, default="web"),\n'
                    "        ),\n"
                    "    ]\n"
                )
            },
            note="Django drops a plain default from the database after the migration; this is a warning",
        ),
        Example(
            files={
                "migrations/20240611120000_add_currency.ts": (
                    'import type { Knex } from "knex";\n\n'
                    "export async function up(knex: Knex): Promise<void> {\n"
                    '  await knex.schema.alterTable("orders", (table) => {\n'
                    '    table.string("currency", 3).notNullable(); // <-- here\n'
                    "  });\n}\n\n"
                    "export async function down(knex: Knex): Promise<void> {\n"
                    '  await knex.schema.alterTable("orders", (table) => {\n    table.dropColumn("currency");\n  });\n}\n'
                )
            },
        ),
    ),
    good=(
        Example(
            files={
                "db/migrations/0007_order_currency.sql": (
                    "ALTER TABLE orders ADD COLUMN currency char(3) NOT NULL DEFAULT 'EUR';\n"
                    "ALTER TABLE orders ADD COLUMN placed_at timestamptz NOT NULL DEFAULT now();\n"
                )
            },
            sites=2,
        ),
        Example(
            files={
                "db/migrations/0008_refunds.sql": (
                    "CREATE TABLE refunds (id bigint PRIMARY KEY);\nALTER TABLE refunds ADD COLUMN amount numeric(10,2) NOT NULL;\n"
                )
            },
            sites=0,
        ),
        Example(
            files={
                "alembic/versions/9f2c_add_tenant.py": (
                    "from alembic import op\nimport sqlalchemy as sa\n\n"
                    'revision = "9f2c"\ndown_revision = "1aa0"\n\n\n'
                    "def upgrade() -> None:\n"
                    '    op.add_column("invoices", sa.Column("tenant_id", sa.Integer(), nullable=True))\n'
                    '    op.add_column("invoices", sa.Column("paid", sa.Boolean(), nullable=False, server_default=sa.false()))\n\n\n'
                    "def downgrade() -> None:\n"
                    '    op.drop_column("invoices", "paid")\n    op.drop_column("invoices", "tenant_id")\n'
                )
            },
        ),
        Example(
            files={
                "shop/orders/migrations/0012_order_source.py": (
                    "from django.db import migrations, models\n\n\n"
                    "class Migration(migrations.Migration):\n"
                    '    dependencies = [("orders", "0011_auto")]\n'
                    "    operations = [\n"
                    "        migrations.AddField(\n"
                    '            "order", "source", models.CharField(max_length=20, db_default="web")\n'
                    "        ),\n"
                    '        migrations.AddField("order", "note", models.TextField(null=True)),\n'
                    "    ]\n"
                )
            },
            sites=2,
        ),
        Example(
            files={
                "migrations/20240611120000_add_currency.js": (
                    "exports.up = async (knex) => {\n"
                    "  await knex.schema.alterTable('orders', (t) => {\n"
                    "    t.string('currency', 3).notNullable().defaultTo('EUR');\n"
                    "    t.text('note');\n  });\n};\n\n"
                    "exports.down = (knex) => knex.schema.alterTable('orders', (t) => {\n  t.dropColumns('currency', 'note');\n});\n"
                )
            },
            sites=2,
        ),
    ),
)


def check(view: ChangeView) -> Iterator[Site]:
    """Judges every column added to an existing table."""
    return distinct(_check(view))


def _check(view: ChangeView) -> Iterator[Site]:
    ops = change_operations(view)
    for op in ops.on_existing(Kind.ADD_COLUMN):
        if not op.not_null or op.default is not None or op.rewrites:
            yield site(op)
        elif op.app_default:
            message = (
                f"{column_label(op)} is NOT NULL and its default lives in Django alone: Django fills the old rows and then drops "
                "the default from the database, so inserts of the release that still runs fail."
            )
            fix = "Use `db_default=` instead of `default=` (Django 5), or add the field with `null=True` and tighten it in a later release."
            yield site(op, defect(RULE, ops, message, fix, severity=Severity.WARNING, key="app-default"))
        else:
            yield site(op, defect(RULE, ops, _message(op), _fix(op)))


def _message(op: Operation) -> str:
    if is_mysql(op):
        return (
            f"{column_label(op)} is added as NOT NULL without a default: old rows silently get an empty value, and inserts of the "
            "release that still runs fail in strict mode."
        )
    return (
        f"{column_label(op)} is added as NOT NULL without a default: this fails as soon as `{op.table}` has a row, and "
        "inserts of the release that still runs fail afterwards."
    )


def _fix(op: Operation) -> str:
    name, table = name_in_sql(op.column or "the_column"), name_in_sql(op.table)
    ways = {
        Tool.DJANGO: "Give the field a `db_default=`",
        Tool.ALEMBIC: "Pass `server_default=` with a constant",
        Tool.KNEX: "Add `.defaultTo(...)` with a constant",
        Tool.RAILS: f"Add it with a constant, `default: ...`, in the same `add_column :{op.table}, :{op.column}`",
        Tool.TYPEORM: "Give the column a `default` with a constant",
        Tool.SEQUELIZE: "Give the column a `defaultValue` with a constant (`Sequelize.NOW` and `UUIDV4` never reach the database)",
        Tool.LIQUIBASE: "Give the column a `defaultValue` with a constant",
        Tool.EF_CORE: "Pass `defaultValue:` or `defaultValueSql:` with a constant",
    }
    constant = f"ALTER TABLE {table} ADD COLUMN {name} {op.type or 'text'} NOT NULL DEFAULT ..."
    first = ways.get(op.tool, f"Add it with a constant: `{constant};`")
    return f"{first}; or in steps. " + steps(
        f"{code(add_plain_column(op))}, and write it in every insert",
        f"{code(fill_in_batches(op))} until no row is left",
        f"{code(set_not_null(op))}, behind a validated CHECK",
    )
