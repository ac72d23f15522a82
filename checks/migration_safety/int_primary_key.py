"""A new table's primary key is a 32-bit number."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from checks.migration_safety.change_operations import ChangeOperations, change_operations
from checks.migration_safety.column_types import column_type
from checks.migration_safety.example_files import alembic, django, knex, sql
from checks.migration_safety.judgement import LANGUAGES, distinct
from checks.migration_safety.locks import is_mysql
from checks.migration_safety.new_columns import NewColumn, new_columns
from checks.migration_safety.operations import Database, Tool
from checks.report import Severity, Suggestion
from checks.rules import Defect, Rule, Scope, Site
from checks.views import ChangeView

_NUMBERED = frozenset({"serial", "serial4"})
_MADE_UP = re.compile(r"nextval|identity|next number|auto_?increment", re.IGNORECASE)
_KEY_NAME = re.compile(r"^(?:id|pk|uid|.*_?id|.*_key|.*_pk|key)$", re.IGNORECASE)
_WIDER = (
    (re.compile(r"\bSERIAL4?\b"), "BIGSERIAL"),
    (re.compile(r"\bserial4?\b"), "bigserial"),
    (re.compile(r"\bINT(?:EGER|4)?\b"), "BIGINT"),
    (re.compile(r"\bint(?:eger|4)?\b"), "bigint"),
)
_CODE_WIDER = (
    (re.compile(r"\bsa\.Integer\b"), "sa.BigInteger"),
    (re.compile(r"\bmodels\.AutoField\b"), "models.BigAutoField"),
    (re.compile(r"\.increments\("), ".bigIncrements("),
)


def check(view: ChangeView) -> Iterator[Site]:
    """Judges the single-column primary key of every new table."""
    return distinct(_check(view))


def _check(view: ChangeView) -> Iterator[Site]:
    ops = change_operations(view)
    columns = list(new_columns(ops))
    keys = Counter((c.op.path, c.op.table.casefold()) for c in columns if c.with_table and c.column.primary)
    for found in columns:
        if not found.with_table or not _is_key(ops, found):
            continue
        if keys[(found.op.path, found.op.table.casefold())] > 1 or found.op.database is Database.SQLITE:
            continue
        if found.column.references:
            continue  # it must have the type of the key that it points to
        yield found.site(_defect(view, found) if _is_narrow(found) else None)


def _is_key(ops: ChangeOperations, found: NewColumn) -> bool:
    if found.column.primary:
        return True
    # Knex's increments() is the primary key by itself.
    return found.op.tool is Tool.KNEX and found.column.type in ("serial", "bigserial")


def _is_narrow(found: NewColumn) -> bool:
    text = found.column.type.casefold().strip()
    numbered = text in _NUMBERED or bool(_MADE_UP.search(found.column.default or ""))
    if text in _NUMBERED:
        return True
    kind = column_type(found.column.type)
    if kind is None or kind.array or kind.name not in ("integer", "mediumint"):
        return False
    return numbered or bool(_KEY_NAME.match(found.column.name))


def _defect(view: ChangeView, found: NewColumn) -> Defect:
    unsigned = "unsigned" in found.column.type.casefold()
    limit = "4,294,967,295" if unsigned and is_mysql(found.op) else "2,147,483,647"
    fixed = _suggestion(view, found)
    made = Defect(
        f"The key {found.label} is a 32-bit number (`{found.column.type or 'integer'}`): inserts fail after {limit}, and rolled-back inserts count.",
        fix=_fix(found),
        key="key",
    )
    return made if fixed is None else replace(made, suggestion=fixed)


def _fix(found: NewColumn) -> str:
    name = found.column.name
    return {
        Tool.ALEMBIC: f'Declare it `sa.Column("{name}", sa.BigInteger(), sa.Identity(), primary_key=True)`, and so in the model.',
        Tool.DJANGO: 'Use `models.BigAutoField` and set `DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"`.',
        Tool.KNEX: f"Use `table.bigIncrements('{name}')`.",
        Tool.PRISMA: "Declare it `BigInt @id @default(autoincrement())` in schema.prisma and generate the migration again.",
        Tool.RAILS: "Leave out `id: :integer`; Rails makes bigint keys.",
    }.get(
        found.op.tool,
        f"Declare it `{name} BIGINT AUTO_INCREMENT PRIMARY KEY`."
        if is_mysql(found.op)
        else f"Declare it `{name} bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY`.",
    )


def _suggestion(view: ChangeView, found: NewColumn) -> Suggestion | None:
    """The column's own line with the wider type in it."""
    if found.line != found.end_line or found.op.tool in (Tool.PRISMA, Tool.DRIZZLE):
        return None
    line = (view.head.text(found.op.path) or "").split("\n")[found.line - 1]
    table = _WIDER if found.op.path.endswith(".sql") else _CODE_WIDER
    for pattern, wider in table:
        hits = list(pattern.finditer(line))
        if len(hits) == 1:
            return Suggestion(found.line, found.line, line[: hits[0].start()] + wider + line[hits[0].end() :])
        if hits:
            return None
    return None


RULE = Rule(
    id="migration-safety/int-primary-key",
    severity=Severity.NOTE,
    languages=LANGUAGES,
    title="32-bit primary key on a new table",
    what="The primary key of a new table is `serial`, `integer` or another 32-bit type.",
    why="The numbers run out at two thousand million, rolled-back and conflicting inserts included, and widening the key later rewrites the table "
    "and every foreign key to it.",
    fix="Make the key bigint from the start; it costs four bytes a row.",
    site="the single-column primary key of each new table",
    scope=Scope.CHANGE,
    references=(
        "https://www.postgresql.org/docs/current/datatype-numeric.html",
        "https://dev.mysql.com/doc/refman/8.4/en/integer-types.html",
    ),
    bad=(
        sql("CREATE TABLE refunds (\n    id SERIAL PRIMARY KEY, -- <-- here\n    note text\n);\n", sites=1),
        sql(
            "CREATE TABLE refunds (\n    refund_id integer GENERATED ALWAYS AS IDENTITY, -- <-- here\n    note text,\n"
            "    PRIMARY KEY (refund_id)\n);\n"
        ),
        alembic(
            'op.create_table(\n    "refunds",\n    sa.Column("id", sa.Integer(), nullable=False), # <-- here\n'
            '    sa.Column("note", sa.Text()),\n    sa.PrimaryKeyConstraint("id"),\n)'
        ),
        django(
            'migrations.CreateModel(\n    name="Refund",\n    fields=[\n'
            '        ("id", models.AutoField(primary_key=True, serialize=False)), # <-- here\n    ],\n),'
        ),
        knex("await knex.schema.createTable('refunds', (t) => {\n  t.increments('id'); // <-- here\n});"),
    ),
    good=(
        sql("CREATE TABLE refunds (\n    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY\n);\n", sites=1),
        sql(
            "CREATE TABLE refunds (\n    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),\n    count integer NOT NULL\n);\n",
            sites=1,
        ),
        sql(
            "CREATE TABLE order_tags (\n    order_id integer REFERENCES orders,\n    tag_id integer REFERENCES tags,\n"
            "    PRIMARY KEY (order_id, tag_id)\n);\n",
            sites=0,
        ),
        sql("CREATE TABLE profiles (\n    user_id integer PRIMARY KEY REFERENCES users (id)\n);\n", sites=0),
        django(
            'migrations.CreateModel(\n    name="Refund",\n    fields=[("id", models.BigAutoField(primary_key=True))],\n),',
            sites=1,
        ),
        knex("await knex.schema.createTable('refunds', (t) => {\n  t.bigIncrements('id');\n});", sites=1),
    ),
)
