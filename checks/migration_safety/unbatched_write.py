"""One statement updates or deletes a whole table."""

from __future__ import annotations

from collections.abc import Iterator

from checks.migration_safety.change_operations import change_operations
from checks.migration_safety.example_files import alembic, django, knex, sql
from checks.migration_safety.judgement import LANGUAGES, defect, distinct, name_in_sql, site
from checks.migration_safety.locks import PG_LOCKING, PG_UPDATE
from checks.migration_safety.operations import Database, Kind, Operation, Tool
from checks.report import Severity
from checks.rules import Rule, Scope, Site
from checks.views import ChangeView

RULE = Rule(
    id="migration-safety/unbatched-write",
    severity=Severity.WARNING,
    languages=LANGUAGES,
    title="Update or delete of a whole table at once",
    what="A migration updates or deletes all rows of an existing table in one statement: without WHERE, with nothing but "
    "`IS NULL` or a join in it, or row by row over the whole table in one transaction.",
    why="Every row stays locked until the last one is written, the table doubles in dead rows, and replicas fall behind. On a large "
    "table writes from the application time out.",
    fix="Write in batches by key range, each in its own transaction, in a data migration or a job of its own.",
    site="each UPDATE and DELETE on a table that the same change does not create",
    scope=Scope.CHANGE,
    references=(
        PG_UPDATE,
        PG_LOCKING,
        "https://docs.djangoproject.com/en/stable/howto/writing-migrations/#non-atomic-migrations",
    ),
    bad=(
        sql(
            "ALTER TABLE orders ADD COLUMN source text;\nUPDATE orders SET source = 'web'; -- <-- here\n",
            sites=1,
        ),
        sql(
            "UPDATE orders o -- <-- here\nSET country = c.country\nFROM customers c\nWHERE c.id = o.customer_id\n  AND o.country IS NULL;\n"
            "DELETE FROM sessions; -- <-- here\n"
        ),
        alembic("op.execute(\"UPDATE orders SET source = 'web' WHERE source IS NULL\") # <-- here"),
        django(
            "migrations.RunPython(fill, migrations.RunPython.noop),",
            head=(
                "def fill(apps, schema_editor):\n"
                '    Order = apps.get_model("orders", "Order")\n'
                '    Order.objects.filter(source__isnull=True).update(source="web") # <-- here\n'
                "    for order in Order.objects.all(): # <-- here\n        order.total = order.net + order.tax\n        order.save()"
            ),
        ),
        knex(
            "await knex('orders').update({ source: 'web' }); // <-- here\nawait knex('sessions').del(); // <-- here"
        ),
    ),
    good=(
        sql(
            "UPDATE settings SET value = 'on' WHERE name = 'new_checkout';\nDELETE FROM sessions WHERE expires_at < now();\n"
            "UPDATE orders SET source = 'web' WHERE id BETWEEN 1 AND 10000;\n",
            sites=3,
        ),
        sql(
            "DO $$\nDECLARE n integer;\nBEGIN\n  LOOP\n    UPDATE orders SET source = 'web'\n"
            "      WHERE source IS NULL;\n    EXIT WHEN NOT FOUND;\n  END LOOP;\nEND $$;\n"
        ),
        sql(
            "CREATE TABLE totals (id int, n int);\nINSERT INTO totals SELECT id, 0 FROM orders;\nUPDATE totals SET n = 1;\n",
            sites=0,
        ),
        sql(
            "WITH batch AS (SELECT id FROM orders WHERE source IS NULL LIMIT 1000)\nUPDATE orders SET source = 'web' FROM batch WHERE orders.id = batch.id;\n"
        ),
        alembic(
            "connection = op.get_bind()\nwhile True:\n    result = connection.execute(\n"
            "        sa.text(\"UPDATE orders SET source = 'web' WHERE id IN (SELECT id FROM orders WHERE source IS NULL LIMIT 1000)\")\n"
            "    )\n    if result.rowcount == 0:\n        break"
        ),
        django(
            "migrations.RunPython(fill, migrations.RunPython.noop),",
            attributes="atomic = False",
            head=(
                "def fill(apps, schema_editor):\n"
                '    Order = apps.get_model("orders", "Order")\n'
                "    while True:\n"
                '        ids = list(Order.objects.filter(source__isnull=True).values_list("pk", flat=True)[:1000])\n'
                "        if not ids:\n            break\n"
                '        Order.objects.filter(pk__in=ids).update(source="web")'
            ),
            sites=1,
        ),
        knex("await knex('settings').where({ name: 'new_checkout' }).update({ value: 'on' });", sites=1),
    ),
)


def check(view: ChangeView) -> Iterator[Site]:
    """Judges every UPDATE and DELETE on an existing table."""
    return distinct(_check(view))


def _check(view: ChangeView) -> Iterator[Site]:
    ops = change_operations(view)
    for op in ops.on_existing(Kind.UPDATE, Kind.DELETE):
        if op.bounded or op.database is Database.SQLITE:
            yield site(op)
            continue
        word = "updates" if op.kind is Kind.UPDATE else "deletes"
        message = f"This {word} every row of `{op.table}` in one statement; the rows stay locked until the last one is written."
        yield site(op, defect(RULE, ops, message, _fix(op)))


def _fix(op: Operation) -> str:
    table = name_in_sql(op.table)
    batch = f"WHERE id IN (SELECT id FROM {table} WHERE ... LIMIT 1000)"
    if op.tool is Tool.DJANGO:
        return (
            "In a migration with `atomic = False`, loop: take 1000 primary keys that still need it, "
            "`.filter(pk__in=ids).update(...)`, until none is left."
        )
    verb = f"UPDATE {table} SET ..." if op.kind is Kind.UPDATE else f"DELETE FROM {table}"
    return f"Loop over batches such as `{verb} {batch}`, each in its own transaction, until no row is left."
