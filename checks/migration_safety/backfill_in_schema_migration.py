"""Rows are written in the same transaction that changes the schema."""

from __future__ import annotations

from collections.abc import Iterator

from checks.migration_safety.change_operations import ChangeOperations, change_operations
from checks.migration_safety.example_files import alembic, django, knex, sql
from checks.migration_safety.judgement import LANGUAGES, defect, distinct, site
from checks.migration_safety.locks import PG_LOCKING
from checks.migration_safety.operations import SCHEMA_KINDS, WRITE_KINDS, Database, Kind, Operation, Tool
from checks.report import Evidence, Severity
from checks.rules import Rule, Scope, Site
from checks.views import ChangeView

RULE = Rule(
    id="migration-safety/backfill-in-schema-migration",
    severity=Severity.WARNING,
    languages=LANGUAGES,
    title="Data written in the transaction of a schema change",
    what="A migration changes an existing table's schema and updates rows in the same transaction.",
    why="The lock that the schema change took is held until the transaction ends, so it is held for as long as the rows take; "
    "readers and writers wait for all of it.",
    fix="Put the data change into a migration or job of its own, after the schema change.",
    site="each UPDATE, DELETE and INSERT ... SELECT on a table that the same change does not create",
    scope=Scope.CHANGE,
    yields_to=("migration-safety/unbatched-write",),
    references=(
        PG_LOCKING,
        "https://docs.djangoproject.com/en/stable/howto/writing-migrations/#non-atomic-migrations",
    ),
    bad=(
        sql(
            "ALTER TABLE orders ADD COLUMN source text;\n"
            "UPDATE orders SET source = 'import' WHERE channel = 3; -- <-- here\n",
            note="plain files are sent as a whole by most runners",
        ),
        sql(
            "-- +goose Up\nALTER TABLE orders ADD COLUMN source text;\n"
            "UPDATE orders SET source = 'import' WHERE external_id LIKE 'imp-%'; -- <-- here\n"
            "-- +goose Down\nALTER TABLE orders DROP COLUMN source;\n",
            sites=1,
        ),
        alembic(
            'op.add_column("orders", sa.Column("source", sa.String(20), nullable=True))\n'
            "op.execute(\"UPDATE orders SET source = 'import' WHERE channel = 3\") # <-- here"
        ),
        django(
            'migrations.AddField("order", "source", models.CharField(max_length=20, null=True)),\nmigrations.RunPython(fill),',
            head=(
                "def fill(apps, schema_editor):\n"
                '    Order = apps.get_model("orders", "Order")\n'
                '    Order.objects.filter(channel=3).update(source="import") # <-- here'
            ),
        ),
        knex(
            "await knex.schema.alterTable('orders', (t) => {\n  t.string('source', 20);\n});\n"
            "await knex('orders').where('channel', 3).update({ source: 'import' }); // <-- here"
        ),
    ),
    good=(
        sql(
            "BEGIN;\nALTER TABLE orders ADD COLUMN source text;\nCOMMIT;\nUPDATE orders SET source = 'a' WHERE id = 1;\n"
        ),
        sql("-- +goose Up\nUPDATE orders SET source = 'import' WHERE channel = 3;\n", sites=1),
        sql(
            "-- +goose Up\nCREATE TABLE currencies (code char(3) PRIMARY KEY);\nINSERT INTO currencies VALUES ('EUR'), ('USD');\n",
            sites=0,
        ),
        sql(
            "-- +goose NO TRANSACTION\n-- +goose Up\nALTER TABLE orders ADD COLUMN source text;\n"
            "UPDATE orders SET source = 'import' WHERE channel = 3;\n"
        ),
        alembic("op.execute(\"UPDATE orders SET source = 'import' WHERE channel = 3\")", sites=1),
        django(
            "migrations.RunPython(fill, migrations.RunPython.noop),",
            head=(
                "def fill(apps, schema_editor):\n"
                '    Order = apps.get_model("orders", "Order")\n'
                '    Order.objects.filter(channel=3).update(source="import")'
            ),
            sites=1,
        ),
        knex("await knex('orders').where('channel', 3).update({ source: 'import' });", sites=1),
    ),
)


def check(view: ChangeView) -> Iterator[Site]:
    """Judges every write to existing rows."""
    return distinct(_check(view))


def _check(view: ChangeView) -> Iterator[Site]:
    ops = change_operations(view)
    said: set[tuple[str, int | None]] = set()
    for op in ops.on_existing(*WRITE_KINDS):
        schema = _schema_change(ops, op)
        # One transaction is one defect, however many rows and tables it writes; whole-table writes have their own rule.
        if schema is None or (op.path, op.transaction) in said or not op.bounded:
            yield site(op)
            continue
        said.add((op.path, op.transaction))
        verb = {Kind.UPDATE: "updated", Kind.DELETE: "deleted"}.get(op.kind, "copied")
        unit = "transaction" if op.in_transaction else "file"
        message = (
            f"Rows of `{op.table}` are {verb} in the {unit} that changes the schema of `{schema.table}` (line {schema.line}); "
            "its lock is held until they are all written."
        )
        place = (Evidence(schema.path, schema.line, f"{schema.kind.value}, in the same {unit}"),)
        yield site(op, defect(RULE, ops, message, evidence=place))


def _same_plain_file(ops: ChangeOperations, op: Operation) -> Iterator[Operation]:
    """Operations beside one in a plain SQL file that writes out no transactions: runners send such a file as a whole."""
    if op.tool is not Tool.SQL or op.database is not Database.POSTGRESQL:
        return
    own = [o for o in ops.forward if o.path == op.path]
    if not any(o.in_transaction or o.concurrently for o in own):
        yield from (o for o in own if o is not op)


def _schema_change(ops: ChangeOperations, op: Operation) -> Operation | None:
    """A schema change of an existing table in the write's transaction, the same table's first."""
    beside = ops.same_transaction(op) if op.in_transaction else _same_plain_file(ops, op)
    found = [o for o in beside if o.kind in SCHEMA_KINDS and not ops.is_new(o.table)]
    same = [o for o in found if o.table.casefold() == op.table.casefold()]
    return next(iter(same or found), None)
