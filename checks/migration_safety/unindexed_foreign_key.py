"""A new foreign key whose column no index starts with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from checks.languages import language_of, reported
from checks.migration_safety.change_operations import ChangeOperations, change_operations
from checks.migration_safety.example_files import alembic, django, knex, sql
from checks.migration_safety.judgement import LANGUAGES, defect, distinct, name_in_sql, outside_transaction
from checks.migration_safety.judgement import sql as sql_span
from checks.migration_safety.new_columns import new_columns
from checks.migration_safety.operations import Database, Kind, Operation, Tool
from checks.migration_safety.schema_context import earlier_of
from checks.report import Severity
from checks.rules import Defect, Rule, Scope, Site
from checks.views import ChangeView

_INDEXES = frozenset({Kind.CREATE_INDEX, Kind.ADD_UNIQUE, Kind.ADD_PRIMARY_KEY})
_OWN_INDEX = frozenset({Tool.DJANGO})
"""Tools that index a foreign key by themselves unless told not to."""


def check(view: ChangeView) -> Iterator[Site]:
    """Judges every new foreign key once."""
    return distinct(_check(view))


def _check(view: ChangeView) -> Iterator[Site]:
    ops = change_operations(view)
    seen: set[tuple[str, str]] = set()
    for found in new_columns(ops):
        if not found.column.references or found.op.database is not Database.POSTGRESQL:
            continue
        seen.add((found.op.table.casefold(), found.column.name))
        if found.column.indexed or _indexed(view, ops, found.op, (found.column.name,)):
            yield found.site()
            continue
        yield found.site(
            _defect(ops, found.op, found.column.name, found.column.references, new=found.with_table)
        )
    for op in ops.added:
        if op.kind is not Kind.ADD_FOREIGN_KEY or op.database is not Database.POSTGRESQL or not op.column:
            continue
        if (op.table.casefold(), op.column) in seen:
            continue
        seen.add((op.table.casefold(), op.column))
        language = reported(language_of(op.path))
        made = Site(op.path, op.line, op.end_line, language)
        if op.tool in _OWN_INDEX or _indexed(view, ops, op, op.columns):
            yield made
            continue
        yield replace(made, defect=_defect(ops, op, op.column, op.references, new=ops.is_new(op.table)))


def _indexed(view: ChangeView, ops: ChangeOperations, op: Operation, columns: tuple[str, ...]) -> bool:
    """Whether an index or key, old or new, starts with the column (any of the columns, for a key over several)."""
    gone: set[str] = set()
    if op.tool in _OWN_INDEX and op.kind is Kind.ADD_COLUMN and not _told_not_to(view, op):
        return True
    for other in reversed([*earlier_of(view, ops, op), *ops.forward]):
        if other.table and other.table.casefold() != op.table.casefold():
            continue
        if other.kind is Kind.DROP_INDEX:
            gone.add(other.name.casefold())
        elif other.kind in _INDEXES and other.columns[:1] and other.columns[0] in columns:
            if not other.name or other.name.casefold() not in gone:
                return True
        elif other.kind is Kind.CREATE_TABLE and any(c.name in columns and c.indexed for c in other.defined):
            return True
    return False


def _told_not_to(view: ChangeView, op: Operation) -> bool:
    lines = (view.head.text(op.path) or "").split("\n")[op.line - 1 : op.end_line]
    return "db_index=False" in "".join(lines).replace(" ", "")


def _defect(ops: ChangeOperations, op: Operation, column: str, references: str, *, new: bool) -> Defect:
    target = references if references not in ("", "...") else "the table it points to"
    shown = f"`{target}`" if target == references else target
    points = f"points to {shown}" if target == references else "is a foreign key"
    message = (
        f"`{op.table}.{column}` {points} and no index starts with it: each delete in {shown} reads all of `{op.table}`, and so "
        "does every join from there."
    )
    return defect(RULE, ops, message, _fix(op, column, new=new), key=column)


def _fix(op: Operation, column: str, *, new: bool) -> str:
    table, name = name_in_sql(op.table), name_in_sql(f"{op.table}_{column}_idx")
    if op.tool is Tool.DJANGO:
        return "Leave out `db_index=False`, or add an index of the model that starts with the field."
    if op.tool is Tool.PRISMA:
        return f"Add `@@index([{column}])` to the model in schema.prisma and generate the migration again."
    if new:
        return f"Add {sql_span(op, f'CREATE INDEX {name} ON {table} ({name_in_sql(column)})')} below; the table is new, so it costs nothing."
    statement = f"CREATE INDEX CONCURRENTLY {name} ON {table} ({name_in_sql(column)})"
    return f"Build {sql_span(op, statement)} {outside_transaction(op)}, before the foreign key is added."


_INITIAL = {
    "db/migrations/0001_orders.sql": "CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint);\n"
    "CREATE INDEX orders_customer ON orders (customer_id, id);\n"
}

RULE = Rule(
    id="migration-safety/unindexed-foreign-key",
    severity=Severity.WARNING,
    languages=LANGUAGES,
    title="Foreign key without an index",
    what="A new foreign-key column has no index, unique constraint or primary key that starts with it (MySQL makes one by itself, PostgreSQL does not).",
    why="Deleting or renumbering a row of the other table looks for rows that point to it; without an index that reads the whole table under a row "
    "lock, once for each deleted row.",
    fix="Add an index that starts with the column.",
    site="each new foreign key",
    scope=Scope.CHANGE,
    references=("https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-FK",),
    bad=(
        sql(
            "CREATE TABLE refunds (\n    id bigint PRIMARY KEY,\n    order_id bigint NOT NULL REFERENCES orders (id) -- <-- here\n);\n",
            sites=1,
        ),
        sql(
            "ALTER TABLE orders ADD CONSTRAINT orders_customer FOREIGN KEY (customer_id) REFERENCES customers (id) NOT VALID; -- <-- here\n"
        ),
        alembic(
            'op.create_table(\n    "refunds",\n    sa.Column("id", sa.BigInteger(), primary_key=True),\n'
            '    sa.Column("order_id", sa.BigInteger(), sa.ForeignKey("orders.id"), nullable=False), # <-- here\n)'
        ),
        django(
            'migrations.AddField("order", "agent", models.ForeignKey("staff.Agent", null=True, on_delete=models.CASCADE, db_index=False)), # <-- here'
        ),
        knex(
            "await knex.schema.createTable('refunds', (t) => {\n  t.bigIncrements('id');\n"
            "  t.bigInteger('order_id').references('id').inTable('orders'); // <-- here\n});"
        ),
    ),
    good=(
        sql(
            "CREATE TABLE refunds (\n    id bigint PRIMARY KEY,\n    order_id bigint NOT NULL REFERENCES orders (id)\n);\n"
            "CREATE INDEX refunds_order ON refunds (order_id, id);\n",
            sites=1,
        ),
        sql(
            "CREATE TABLE order_tags (\n    order_id bigint REFERENCES orders,\n    tag_id bigint REFERENCES tags,\n"
            "    PRIMARY KEY (order_id, tag_id)\n);\nCREATE INDEX order_tags_tag ON order_tags (tag_id);\n",
            sites=2,
        ),
        sql(
            "ALTER TABLE orders ADD CONSTRAINT orders_customer FOREIGN KEY (customer_id) REFERENCES customers (id) NOT VALID;\n",
            base=_INITIAL,
            extra=_INITIAL,
            sites=1,
        ),
        sql(
            "CREATE TABLE refunds (id bigint PRIMARY KEY, order_id bigint UNIQUE REFERENCES orders (id));\n",
            sites=1,
        ),
        alembic(
            'op.add_column("orders", sa.Column("agent_id", sa.BigInteger(), sa.ForeignKey("agents.id"), index=True))',
            sites=1,
        ),
        django(
            'migrations.AddField("order", "agent", models.ForeignKey("staff.Agent", null=True, on_delete=models.CASCADE)),',
            sites=1,
        ),
        knex(
            "await knex.schema.createTable('refunds', (t) => {\n  t.bigIncrements('id');\n"
            "  t.bigInteger('order_id').references('id').inTable('orders').index();\n});"
        ),
    ),
)
