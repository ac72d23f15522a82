"""A unique, primary or exclusion constraint builds its index under the strongest lock."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from checks.migration_safety.change_operations import change_operations
from checks.migration_safety.example_files import alembic, django, knex, sql
from checks.migration_safety.judgement import LANGUAGES, defect, distinct, site
from checks.migration_safety.locks import PG_ALTER_TABLE, PG_CREATE_INDEX, lock_of
from checks.migration_safety.operations import Kind, Operation, Tool
from checks.migration_safety.tool_code import (
    code,
    concurrent_index,
    concurrent_index_sql,
    name_in_sql,
    outside_transaction,
    run_sql,
    steps,
)
from checks.report import Severity
from checks.rules import Rule, Scope, Site
from checks.views import ChangeView

_WORDS = {Kind.ADD_UNIQUE: "unique", Kind.ADD_PRIMARY_KEY: "primary key", Kind.ADD_EXCLUSION: "exclusion"}

RULE = Rule(
    id="migration-safety/unique-constraint-builds-index",
    severity=Severity.ERROR,
    languages=LANGUAGES,
    title="Constraint builds its index under lock",
    what="A unique, primary key or exclusion constraint is added to an existing table without an index made beforehand.",
    why="The index is built while ACCESS EXCLUSIVE is held: nobody reads or writes the table until all of it is indexed.",
    fix="Build a unique index CONCURRENTLY first, then add the constraint USING INDEX.",
    site="each unique, primary key or exclusion constraint added to a table that the same change does not create",
    scope=Scope.CHANGE,
    references=(PG_ALTER_TABLE, PG_CREATE_INDEX),
    bad=(
        sql("ALTER TABLE orders ADD CONSTRAINT orders_number_key UNIQUE (number); -- <-- here\n", sites=1),
        sql(
            "ALTER TABLE bookings ADD EXCLUDE USING gist (room WITH =, during WITH &&); -- <-- here\n"
            "ALTER TABLE legacy ADD PRIMARY KEY (id); -- <-- here\n"
        ),
        alembic('op.create_unique_constraint("uq_orders_number", "orders", ["number"]) # <-- here'),
        django(
            "migrations.AddConstraint( # <-- here\n"
            '    "order", models.UniqueConstraint(fields=["shop", "number"], name="uq_number")\n),\n'
            'migrations.AlterUniqueTogether(name="order", unique_together={("shop", "number")}), # <-- here'
        ),
        knex("await knex.schema.alterTable('orders', (t) => {\n  t.unique(['number']); // <-- here\n});"),
    ),
    good=(
        sql(
            "CREATE UNIQUE INDEX CONCURRENTLY orders_number_key ON orders (number);\n"
            "ALTER TABLE orders ADD CONSTRAINT orders_number_key UNIQUE USING INDEX orders_number_key;\n",
            sites=1,
        ),
        sql("CREATE TABLE refunds (id bigint);\nALTER TABLE refunds ADD PRIMARY KEY (id);\n", sites=0),
        alembic(
            'op.execute("ALTER TABLE orders ADD CONSTRAINT uq UNIQUE USING INDEX orders_number_key")', sites=1
        ),
        django(
            'migrations.CreateModel(name="Refund", fields=[("id", models.BigAutoField(primary_key=True))]),\n'
            'migrations.AddConstraint("refund", models.UniqueConstraint(fields=["id"], name="uq_refund")),',
            sites=0,
        ),
        knex(
            "await knex.schema.createTable('refunds', (t) => {\n  t.string('number').unique();\n  t.unique(['number', 'shop']);\n});",
            sites=0,
        ),
    ),
)


def check(view: ChangeView) -> Iterator[Site]:
    """Judges every constraint that needs an index."""
    return distinct(_check(view))


def _check(view: ChangeView) -> Iterator[Site]:
    ops = change_operations(view)
    for op in ops.on_existing(Kind.ADD_UNIQUE, Kind.ADD_PRIMARY_KEY, Kind.ADD_EXCLUSION):
        lock = lock_of(op)
        if lock is None:
            continue
        if op.using_index or not lock.hurts:
            yield site(op)
            continue
        message = f"Adding this {_WORDS[op.kind]} constraint {lock.sentence(op.table)}."
        yield site(op, defect(RULE, ops, message, _fix(op)))


def _fix(op: Operation) -> str:
    name = op.name or f"{op.table}_{'_'.join(op.columns) or 'new'}_key"
    word = "PRIMARY KEY" if op.kind is Kind.ADD_PRIMARY_KEY else "UNIQUE"
    if op.kind is Kind.ADD_EXCLUSION:
        return "Exclusion constraints cannot use an index made beforehand: add it in a maintenance window, or on a new table that is swapped in."
    index = replace(op, kind=Kind.CREATE_INDEX, unique=True, name=name)
    label = name_in_sql(name)
    attach = f"ALTER TABLE {name_in_sql(op.table)} ADD CONSTRAINT {label} {word} USING INDEX {label}"
    first = concurrent_index_sql(index) if op.tool is Tool.DJANGO else ""
    build = code(run_sql(op, first) if first else concurrent_index(index))
    if op.tool is Tool.RAILS:
        build = build.replace(", algorithm:", f', name: "{name}", algorithm:')
        if op.kind is Kind.ADD_UNIQUE:
            last = f'add_unique_constraint :{op.table}, name: "{name}", using_index: "{name}"'
            return steps(f"{build} {outside_transaction(op)}", code(last))
    if op.tool is Tool.DJANGO:
        return "Wrap it in `SeparateDatabaseAndState` with these as database operations. " + steps(
            f"{build} {outside_transaction(op)}", code(run_sql(op, attach))
        )
    return steps(f"{build} {outside_transaction(op)}", code(run_sql(op, attach)))
