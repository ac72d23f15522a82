"""An index of an existing table is built or dropped in the way that stops writes."""

from __future__ import annotations

from collections.abc import Iterator

from checks.migration_safety.change_operations import change_operations
from checks.migration_safety.example_files import (
    alembic,
    django,
    ef_core,
    knex,
    rails,
    sequelize,
    sql,
    typeorm,
)
from checks.migration_safety.judgement import LANGUAGES, defect, distinct, site
from checks.migration_safety.locks import MYSQL_ONLINE_DDL, PG_CREATE_INDEX, PG_DROP_INDEX, is_mysql, lock_of
from checks.migration_safety.operations import Kind, Operation, Tool
from checks.migration_safety.schema_context import index_table
from checks.migration_safety.suggestions import concurrently
from checks.migration_safety.tool_code import code, concurrent_index, outside_transaction
from checks.report import Severity
from checks.rules import Rule, Scope, Site
from checks.views import ChangeView

RULE = Rule(
    id="migration-safety/index-not-concurrent",
    severity=Severity.ERROR,
    languages=LANGUAGES,
    title="Index built or dropped without CONCURRENTLY",
    what="An index of an existing table is created, dropped or rebuilt without CONCURRENTLY (PostgreSQL), or with a clause that "
    "forbids MySQL to do it online.",
    why="A plain CREATE INDEX stops every write to the table for as long as it takes to read all of it; a plain DROP INDEX "
    "waits for ACCESS EXCLUSIVE, and everybody else waits behind it.",
    fix="Use CONCURRENTLY, outside a transaction.",
    site="each index created, dropped or rebuilt on a table that the same change does not create",
    scope=Scope.CHANGE,
    references=(PG_CREATE_INDEX, PG_DROP_INDEX, MYSQL_ONLINE_DDL),
    bad=(
        sql(
            "CREATE INDEX IF NOT EXISTS orders_customer_idx ON public.orders (customer_id); -- <-- here\n",
            sites=1,
        ),
        sql(
            "-- migrate:up\nCREATE UNIQUE INDEX orders_number_key -- <-- here\n    ON orders (number)\n    WHERE deleted_at IS NULL;\n"
            "DROP INDEX orders_old_idx; -- <-- here\n\n-- migrate:down\nDROP INDEX orders_number_key;\n"
        ),
        sql("REINDEX TABLE orders; -- <-- here\n", sites=1),
        sql(
            "ALTER TABLE `orders` ADD INDEX `idx_state` (`state`), ALGORITHM=COPY; -- <-- here\n",
            path="src/main/resources/db/migration/V12__state_index.sql",
        ),
        alembic(
            'op.create_index(op.f("ix_orders_customer_id"), "orders", ["customer_id"], unique=False) # <-- here\n'
            'op.add_column("orders", sa.Column("state", sa.String(20), index=True)) # <-- here'
        ),
        django(
            "migrations.AddIndex( # <-- here\n"
            '    model_name="order",\n'
            '    index=models.Index(fields=["customer", "-placed_at"], name="orders_customer_idx"),\n),\n'
            'migrations.RemoveIndex(model_name="order", name="orders_old_idx"), # <-- here'
        ),
        knex(
            "await knex.schema.alterTable('orders', (t) => {\n"
            "  t.index(['customer_id', 'placed_at'], 'orders_customer_idx'); // <-- here\n});\n"
            "await knex.raw('CREATE INDEX orders_state_idx ON orders (state)'); // <-- here"
        ),
        rails(
            "add_index :orders, [:customer_id, :placed_at] # <-- here\nadd_reference :orders, :courier # <-- here"
        ),
        typeorm('await queryRunner.query(`CREATE INDEX "IDX_state" ON "orders" ("state")`); // <-- here'),
        sequelize("await queryInterface.addIndex('orders', ['state']); // <-- here"),
        ef_core(
            'migrationBuilder.CreateIndex(name: "IX_State", table: "orders", column: "state"); // <-- here'
        ),
    ),
    good=(
        rails(
            "create_table :refunds do |t|\n  t.references :order\nend\nadd_index :refunds, :created_at",
            sites=0,
        ),
        sequelize("await queryInterface.addIndex('orders', ['state'], { concurrently: true });", sites=1),
        ef_core(
            'migrationBuilder.CreateIndex(name: "IX_State", table: "orders", column: "state")\n'
            '    .Annotation("Npgsql:CreatedConcurrently", true);',
            sites=1,
        ),
        sql(
            "CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_open_idx ON orders (placed_at) WHERE state = 'open';\n"
            "DROP INDEX CONCURRENTLY IF EXISTS orders_old_idx;\n",
            sites=2,
        ),
        sql(
            "CREATE TABLE refunds (id bigint PRIMARY KEY, order_id bigint);\nCREATE INDEX ON refunds (order_id);\n",
            sites=0,
        ),
        sql(
            "ALTER TABLE `orders` ADD INDEX `idx_state` (`state`);\n",
            path="src/main/resources/db/migration/V12__state_index.sql",
            sites=1,
        ),
        sql("REINDEX INDEX CONCURRENTLY orders_open_idx;\n", sites=1),
        sql(
            "-- CREATE INDEX orders_idx ON orders (a);\nALTER TABLE orders ADD COLUMN a text;\n",
            sites=0,
        ),
        alembic(
            "with op.get_context().autocommit_block():\n"
            '    op.create_index("ix_orders_customer_id", "orders", ["customer_id"], postgresql_concurrently=True)',
            sites=1,
        ),
        django(
            'AddIndexConcurrently("order", models.Index(fields=["customer"], name="orders_customer_idx")),',
            head="from django.contrib.postgres.operations import AddIndexConcurrently",
            attributes="atomic = False",
            sites=1,
        ),
        knex(
            "await knex.raw('CREATE INDEX CONCURRENTLY orders_state_idx ON orders (state)');",
            typescript=True,
            head="export const config = { transaction: false };\n",
            sites=1,
        ),
        knex(
            "await knex.schema.createTable('refunds', (t) => {\n  t.bigIncrements('id');\n  t.bigInteger('order_id').index();\n});\n"
            "await knex.schema.alterTable('refunds', (t) => {\n  t.index(['order_id', 'id']);\n});",
            sites=0,
        ),
    ),
)


def check(view: ChangeView) -> Iterator[Site]:
    """Judges every index created or dropped on an existing table."""
    return distinct(_check(view))


def _check(view: ChangeView) -> Iterator[Site]:
    ops = change_operations(view)
    own = {
        op.name.casefold()
        for op in ops.forward
        if op.kind is Kind.CREATE_INDEX and op.name and ops.is_new(op.table)
    }
    dropped = {op.table.casefold() for op in ops.forward if op.kind is Kind.DROP_TABLE}
    for op in ops.on_existing(Kind.CREATE_INDEX, Kind.DROP_INDEX, Kind.REINDEX):
        if lock_of(op) is None or op.only_parent:
            continue
        table = op.table
        if op.kind is not Kind.CREATE_INDEX:
            table = index_table(view, ops, op)
            if op.name.casefold() in own or ops.is_new(table) or table.casefold() in dropped:
                continue
        lock = lock_of(op)
        # Dropping an index is a moment's work; ACCESS EXCLUSIVE still makes everybody wait behind the slowest query.
        if op.concurrently or lock is None or lock.blocks in ("none", "ddl"):
            yield site(op)
            continue
        edit = None if is_mysql(op) or op.kind is Kind.REINDEX else concurrently(view, ops, op)
        yield site(op, defect(RULE, ops, _message(op, table), _fix(op), suggestion=edit))


_DOES = {Kind.CREATE_INDEX: "Building", Kind.DROP_INDEX: "Dropping", Kind.REINDEX: "Rebuilding"}


def _message(op: Operation, table: str) -> str:
    what = _DOES[op.kind]
    name = f"`{op.name or op.table}`" if op.name or (op.kind is Kind.REINDEX and op.table) else "this index"
    lock = lock_of(op)
    effect = lock.sentence(table) if lock else "stops writes"
    return f"{what} {name} {'' if is_mysql(op) else 'without CONCURRENTLY '}{effect}."


def _fix(op: Operation) -> str:
    if is_mysql(op):
        return "Leave the clause out, or ask for `ALGORITHM=INPLACE, LOCK=NONE`, which fails at once where it is not possible."
    place = outside_transaction(op)
    if op.kind is Kind.REINDEX:
        return f"Say `REINDEX {'TABLE' if op.table else 'INDEX'} CONCURRENTLY {op.table or op.name or '...'}` {place} (PostgreSQL 12 and later)."
    if op.tool is Tool.DJANGO:
        name = "RemoveIndexConcurrently" if op.kind is Kind.DROP_INDEX else "AddIndexConcurrently"
        extra = " and no `db_index=True` on the field" if op.inline else ""
        return f"Use `{name}` from `django.contrib.postgres.operations`{extra}, {place}."
    if op.tool is Tool.RAILS and op.inline:
        return f"Add the reference with `index: false`, and run {code(concurrent_index(op))} {place}."
    if op.tool is Tool.EF_CORE and op.kind is Kind.CREATE_INDEX:
        return (
            "Chain `.IsCreatedConcurrently()` to the index in the model, so that the migration says "
            '`.Annotation("Npgsql:CreatedConcurrently", true)`, in a migration of its own.'
        )
    return f"Run {code(concurrent_index(op))} {place}."
