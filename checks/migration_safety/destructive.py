"""Data goes for good: DROP TABLE, DROP SCHEMA, TRUNCATE, DROP ... CASCADE."""

from __future__ import annotations

from collections.abc import Iterator

from checks.migration_safety.change_operations import change_operations
from checks.migration_safety.example_files import alembic, django, knex, sql
from checks.migration_safety.judgement import LANGUAGES, defect, distinct, site
from checks.migration_safety.locks import PG_ALTER_TABLE, PG_TRUNCATE
from checks.migration_safety.operations import Kind, Operation
from checks.report import Severity
from checks.rules import Rule, Scope, Site
from checks.views import ChangeView

RULE = Rule(
    id="migration-safety/destructive",
    severity=Severity.WARNING,
    languages=LANGUAGES,
    title="Data is deleted for good",
    what="A table, schema or database is dropped, a table is emptied, or something is dropped with CASCADE.",
    why="No rollback of the deploy brings the data back, and CASCADE also drops what nobody listed: foreign keys, views, "
    "columns that depend on it.",
    fix="Keep the data for a release or two (rename the table, or revoke access to it), take a backup, and drop it when nothing missed it.",
    site="each DROP TABLE, DROP SCHEMA, DROP DATABASE, TRUNCATE and DROP ... CASCADE of what the change does not create",
    scope=Scope.CHANGE,
    yields_to=("migration-safety/drop-column-in-use", "migration-safety/rename-in-place"),
    references=(PG_TRUNCATE, PG_ALTER_TABLE, "https://www.postgresql.org/docs/current/ddl-depend.html"),
    bad=(
        sql("DROP TABLE IF EXISTS audit_2019; -- <-- here\n", sites=1),
        sql(
            "TRUNCATE TABLE sessions; -- <-- here\nALTER TABLE orders DROP COLUMN region CASCADE; -- <-- here\n"
        ),
        alembic('op.drop_table("audit_2019") # <-- here'),
        django('migrations.DeleteModel(name="Coupon"), # <-- here'),
        knex(
            "await knex.schema.dropTableIfExists('audit_2019'); // <-- here\nawait knex('sessions').truncate(); // <-- here",
            sites=2,
        ),
    ),
    good=(
        sql(
            "DROP TABLE IF EXISTS order_totals;\nCREATE TABLE order_totals (id bigint);\nTRUNCATE order_totals;\n",
            sites=0,
        ),
        sql(
            "-- +goose Up\nCREATE TABLE refunds (id bigint);\n-- +goose Down\nDROP TABLE refunds CASCADE;\n",
            sites=0,
        ),
        sql("DROP TABLE refunds;\n", path="migrations/000004_refunds.down.sql", sites=0),
        alembic(
            'op.create_table("tmp_ids", sa.Column("id", sa.Integer()))\nop.drop_table("tmp_ids")', sites=0
        ),
        django(
            'migrations.CreateModel(name="Coupon", fields=[("id", models.BigAutoField(primary_key=True))]),',
            sites=0,
        ),
        knex("await knex.schema.createTable('refunds', (t) => {\n  t.increments();\n});", sites=0),
    ),
)

_WORDS = {
    Kind.TRUNCATE: "emptied",
    Kind.DROP_TABLE: "dropped",
    Kind.DROP_SCHEMA: "dropped",
    Kind.DROP_DATABASE: "dropped",
}


def check(view: ChangeView) -> Iterator[Site]:
    """Judges every operation that deletes data for good."""
    return distinct(_check(view))


def _check(view: ChangeView) -> Iterator[Site]:
    ops = change_operations(view)
    copied = {op.path for op in ops.forward if op.kind is Kind.INSERT_SELECT and ops.is_new(op.table)}
    swapped = {(op.path, op.new_name.casefold()) for op in ops.forward if op.kind is Kind.RENAME_TABLE}
    for op in ops.added:
        if ops.is_new(op.table):
            continue
        whole = op.kind in _WORDS
        if not whole and not op.cascade:
            continue
        if op.path in copied and (op.path, op.table.casefold()) in swapped:
            # The table is copied, dropped and replaced under its own name: nothing is lost.
            yield site(op)
            continue
        yield site(op, defect(RULE, ops, _message(op), _fix(op), key=op.kind.name.casefold()))


def _message(op: Operation) -> str:
    name = f"`{op.table}`"
    if op.kind in _WORDS:
        cascade = ", and CASCADE takes along whatever depends on it" if op.cascade else ""
        thing = {Kind.DROP_SCHEMA: "Schema ", Kind.DROP_DATABASE: "Database "}.get(op.kind, "")
        return f"{thing}{name} is {_WORDS[op.kind]} with all its data{cascade}; no rollback brings it back."
    target = op.column or op.name or op.table
    return f"`{target}` is dropped with CASCADE, which also drops whatever depends on it, unlisted."


def _fix(op: Operation) -> str:
    if op.kind is Kind.TRUNCATE:
        return "Delete in batches with a condition where rows must go, and keep a backup; TRUNCATE also takes ACCESS EXCLUSIVE."
    if op.kind not in _WORDS:
        return "Drop without CASCADE and list each dependent object that must go."
    return f"Rename `{op.table}` first and watch a release; take a backup; drop it in a later migration once nothing misses it."
