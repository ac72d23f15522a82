"""A new column has a type that is known to surprise: time without zone, json, char(n), money as a float."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.migration_safety.change_operations import change_operations
from checks.migration_safety.column_types import ColumnType, column_type
from checks.migration_safety.example_files import alembic, django, knex, sql
from checks.migration_safety.judgement import LANGUAGES, defect, distinct
from checks.migration_safety.new_columns import NewColumn, new_columns
from checks.migration_safety.operations import ColumnDef, Database, Kind, Tool
from checks.report import Severity
from checks.rules import Rule, Scope, Site
from checks.views import ChangeView

_UNITS = frozenset(
    {
        "usd", "eur", "gbp", "chf", "jpy", "cad", "aud", "inr", "currency", "net", "gross", "base", "original", "min", "max",
        "local", "each", "due", "paid", "owed", "charged", "excl", "incl", "vat",
    }
)  # fmt: skip
_MONEY = frozenset(
    {
        "price", "amount", "cost", "costs", "fee", "fees", "total", "subtotal", "salary", "wage", "wages", "revenue", "balance",
        "payment", "payout", "refund", "tax", "shipping", "deposit", "fare", "premium", "budget", "debit", "credit", "charge",
        "surcharge", "discount", "spend", "spent", "earnings", "income", "expense", "expenses", "commission", "tip", "gratuity",
        "money", "invoiced",
    }
)  # fmt: skip
_NOT_MONEY = re.compile(
    r"rate|percent|pct|ratio|score|weight|count|factor|multiplier|index|share|distance|duration|hours|minutes|seconds|time|quantity|qty|probability|usage"
    r"|kwh|grams?|kg|bytes|size|volume|rainfall|energy|dose|ml\b",
    re.IGNORECASE,
)
_AMOUNT_OF_THINGS = re.compile(
    r"ingredient|recipe|dose|nutri|reading|measure|sensor|sample|weather", re.IGNORECASE
)


def check(view: ChangeView) -> Iterator[Site]:
    """Judges the type of every column that the change adds or retypes."""
    return distinct(_check(view))


def _check(view: ChangeView) -> Iterator[Site]:
    ops = change_operations(view)
    columns = list(new_columns(ops))
    for op in ops.added:
        if op.kind is Kind.ALTER_TYPE and op.column and op.type:
            from_column = NewColumn(ColumnDef(op.column, op.type), op, op.line, op.end_line, False)
            columns.append(from_column)
    for found in columns:
        if found.op.database is Database.SQLITE:
            continue
        kind = column_type(found.column.type)
        if kind is None:
            continue
        problem = _problem(found, kind)
        if problem is None:
            yield found.site()
            continue
        key, message, fix = problem
        yield found.site(defect(RULE, ops, message, fix, key=key))


def _problem(found: NewColumn, kind: ColumnType) -> tuple[str, str, str] | None:
    tool = found.op.tool
    if kind.name in ("real", "double precision", "float") and is_money(found.op.table, found.column.name):
        return (
            "money",
            f"{found.label} holds money as a binary float: 0.10 has no exact value there, and sums drift by cents.",
            _exact(tool),
        )
    if found.op.database is not Database.POSTGRESQL:
        return None
    if kind.name == "timestamp":
        # Prisma and Rails write UTC into this type by their own convention.
        if tool is Tool.PRISMA or (tool is Tool.RAILS and "without" not in found.column.type):
            return None
        return (
            "zone",
            f"{found.label} is a timestamp without time zone: what instant a value means depends on the setting of whoever reads it.",
            _with_zone(tool),
        )
    if kind.name == "json":
        return (
            "json",
            f"{found.label} is `json`, which keeps the text as it came: no equality, no GIN index, and every read parses it again.",
            _binary_json(tool),
        )
    if kind.name == "char" and (kind.arguments or found.column.type.casefold() in ("char", "character")):
        return (
            "char",
            f"{found.label} is `{found.column.type}`, which pads values with spaces and is neither smaller nor faster than text.",
            "Use `text` (or `varchar(n)`), with a CHECK on the length where it must be exact.",
        )
    return None


def is_money(table: str, column: str) -> bool:
    """Whether a column of this name holds an amount of money."""
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", column).casefold().strip("_").split("_")
    if _NOT_MONEY.search(column) or (_AMOUNT_OF_THINGS.search(table) and "amount" in words):
        return False
    while len(words) > 1 and words[-1] in _UNITS:
        words.pop()
    return words[-1] in _MONEY


def _exact(tool: Tool) -> str:
    return {
        Tool.ALEMBIC: "Use `sa.Numeric(12, 2)`, or whole cents in `sa.BigInteger()`.",
        Tool.DJANGO: "Use `models.DecimalField(max_digits=12, decimal_places=2)`.",
        Tool.KNEX: "Use `table.decimal(name, 12, 2)`.",
        Tool.PRISMA: "Use `Decimal @db.Decimal(12, 2)` in schema.prisma.",
        Tool.RAILS: "Use `t.decimal name, precision: 12, scale: 2`.",
    }.get(tool, "Use `numeric(12, 2)`, or whole cents in `bigint`.")


def _with_zone(tool: Tool) -> str:
    return {
        Tool.ALEMBIC: "Use `sa.DateTime(timezone=True)`.",
        Tool.KNEX: "Use `table.timestamp(name, { useTz: true })`.",
        Tool.DRIZZLE: "Declare it `timestamp(name, { withTimezone: true })` and generate the migration again.",
        Tool.TYPEORM: "Use the type `timestamptz`.",
    }.get(tool, "Use `timestamptz`; it takes the same eight bytes.")


def _binary_json(tool: Tool) -> str:
    return {
        Tool.ALEMBIC: "Use `postgresql.JSONB()`.",
        Tool.KNEX: "Use `table.jsonb(name)`.",
        Tool.RAILS: "Use `t.jsonb`.",
        Tool.DRIZZLE: "Declare it `jsonb(name)` and generate the migration again.",
        Tool.SEQUELIZE: "Use `DataTypes.JSONB`.",
    }.get(tool, "Use `jsonb`.")


RULE = Rule(
    id="migration-safety/type-pitfall",
    severity=Severity.NOTE,
    languages=LANGUAGES,
    title="Column type that surprises",
    what="A new column is a `timestamp` without time zone, `json` rather than `jsonb`, `char(n)`, or a binary float that holds money.",
    why="Each of these works in a test and goes wrong with real data: hours shift, amounts drift, values come back padded. Changing the type later "
    "rewrites the table.",
    fix="Use timestamptz, jsonb, text and numeric.",
    site="each column that is added or gets another type",
    scope=Scope.CHANGE,
    references=(
        "https://www.postgresql.org/docs/current/datatype-datetime.html",
        "https://www.postgresql.org/docs/current/datatype-json.html",
        "https://www.postgresql.org/docs/current/datatype-character.html",
        "https://www.postgresql.org/docs/current/datatype-numeric.html",
    ),
    bad=(
        sql(
            "CREATE TABLE refunds (\n    id bigint PRIMARY KEY,\n    amount double precision NOT NULL, -- <-- here\n"
            "    payload json, -- <-- here\n    currency char(3), -- <-- here\n    made_at timestamp NOT NULL -- <-- here\n);\n",
            sites=5,
        ),
        alembic(
            'op.add_column("orders", sa.Column("paid_at", sa.DateTime(), nullable=True)) # <-- here\n'
            'op.add_column("orders", sa.Column("shipping_fee", sa.Float(), nullable=True)) # <-- here\n'
            'op.add_column("orders", sa.Column("extra", sa.JSON(), nullable=True)) # <-- here'
        ),
        django('migrations.AddField("order", "total_price", models.FloatField(null=True)), # <-- here'),
        knex(
            "await knex.schema.alterTable('orders', (t) => {\n  t.json('payload'); // <-- here\n  t.float('unit_price'); // <-- here\n});"
        ),
    ),
    good=(
        sql(
            "CREATE TABLE refunds (\n    id bigint PRIMARY KEY,\n    amount numeric(12, 2) NOT NULL,\n    payload jsonb,\n"
            "    currency text,\n    made_at timestamptz NOT NULL,\n    success_rate double precision,\n    opens_at time\n);\n",
            sites=7,
        ),
        alembic(
            'op.add_column("orders", sa.Column("paid_at", sa.DateTime(timezone=True), nullable=True))\n'
            'op.add_column("orders", sa.Column("weight", sa.Float(), nullable=True))',
            sites=2,
        ),
        django('migrations.AddField("order", "tax_rate", models.FloatField(null=True)),', sites=1),
        knex(
            "await knex.schema.alterTable('orders', (t) => {\n  t.jsonb('payload');\n  t.timestamp('paid_at');\n});",
            sites=2,
        ),
    ),
)
