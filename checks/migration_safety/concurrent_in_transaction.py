"""CONCURRENTLY inside a transaction: PostgreSQL refuses it, so the deploy stops there."""

from __future__ import annotations

from collections.abc import Iterator

from checks.migration_safety.change_operations import change_operations
from checks.migration_safety.example_files import (
    alembic,
    django,
    ef_core,
    knex,
    liquibase,
    rails,
    sequelize,
    sql,
    typeorm,
)
from checks.migration_safety.judgement import LANGUAGES, defect, distinct, outside_transaction, site
from checks.migration_safety.locks import PG_CREATE_INDEX
from checks.migration_safety.operations import Database, Kind, Operation, Tool
from checks.migration_safety.suggestions import outside
from checks.report import Severity
from checks.rules import Rule, Scope, Site
from checks.views import ChangeView

_GO = "db/migrations/000012_state_index.up.sql"

RULE = Rule(
    id="migration-safety/concurrent-in-transaction",
    severity=Severity.ERROR,
    languages=LANGUAGES,
    title="CONCURRENTLY inside a transaction",
    what="An index is built, dropped or rebuilt CONCURRENTLY in a migration that runs inside a transaction.",
    why="PostgreSQL refuses CONCURRENTLY inside a transaction block, so the migration fails when it is deployed.",
    fix="Run it outside the tool's transaction, alone in its migration.",
    site="each index operation that says CONCURRENTLY",
    scope=Scope.CHANGE,
    references=(
        PG_CREATE_INDEX,
        "https://alembic.sqlalchemy.org/en/latest/api/runtime.html#alembic.runtime.migration.MigrationContext.autocommit_block",
        "https://docs.djangoproject.com/en/stable/ref/contrib/postgres/operations/#concurrent-index-operations",
        "https://knexjs.org/guide/migrations.html#transactions-in-migrations",
        "https://pressly.github.io/goose/documentation/annotations/",
    ),
    bad=(
        sql(
            "-- +goose Up\nCREATE INDEX CONCURRENTLY orders_state_idx ON orders (state); -- <-- here\n",
            sites=1,
        ),
        sql("-- migrate:up\nDROP INDEX CONCURRENTLY orders_old_idx; -- <-- here\n\n-- migrate:down\n"),
        sql(
            "CREATE INDEX CONCURRENTLY orders_state_idx ON orders (state); -- <-- here\n"
            "CREATE INDEX CONCURRENTLY orders_customer_idx ON orders (customer_id); -- <-- here\n",
            path=_GO,
        ),
        sql(
            "ALTER TABLE orders ADD COLUMN state text;\n"
            "CREATE INDEX CONCURRENTLY orders_state_idx ON orders (state); -- <-- here\n",
            path="src/main/resources/db/migration/V12__state.sql",
        ),
        alembic(
            'op.create_index("ix_orders_state", "orders", ["state"], postgresql_concurrently=True) # <-- here\n'
            'op.execute("DROP INDEX CONCURRENTLY ix_orders_old") # <-- here',
            sites=2,
        ),
        django(
            'AddIndexConcurrently("order", models.Index(fields=["state"], name="orders_state_idx")), # <-- here',
            head="from django.contrib.postgres.operations import AddIndexConcurrently",
        ),
        knex("await knex.raw('CREATE INDEX CONCURRENTLY orders_state_idx ON orders (state)'); // <-- here"),
        rails("add_index :orders, :state, algorithm: :concurrently # <-- here"),
        typeorm("await queryRunner.query(`CREATE INDEX CONCURRENTLY ix ON orders (state)`); // <-- here"),
        sequelize(
            "await queryInterface.sequelize.transaction(async (transaction) => {\n"
            "  await queryInterface.addIndex('orders', ['state'], { concurrently: true, transaction }); // <-- here\n});"
        ),
        ef_core('migrationBuilder.Sql("CREATE INDEX CONCURRENTLY ix ON orders (state);"); // <-- here'),
        liquibase("<sql>CREATE INDEX CONCURRENTLY ix ON orders (state)</sql> -- <-- here"),
    ),
    good=(
        rails(
            "add_index :orders, :state, algorithm: :concurrently", head="disable_ddl_transaction!", sites=1
        ),
        typeorm(
            "await queryRunner.query(`CREATE INDEX CONCURRENTLY ix ON orders (state)`);",
            head="transaction = false;",
            sites=1,
        ),
        sequelize("await queryInterface.addIndex('orders', ['state'], { concurrently: true });", sites=1),
        ef_core(
            'migrationBuilder.Sql("CREATE INDEX CONCURRENTLY ix ON orders (state);", suppressTransaction: true);',
            sites=1,
        ),
        liquibase(
            "<sql>CREATE INDEX CONCURRENTLY ix ON orders (state)</sql>",
            attributes=' runInTransaction="false"',
            sites=1,
        ),
        sql(
            "-- +goose NO TRANSACTION\n-- +goose Up\nCREATE INDEX CONCURRENTLY orders_state_idx ON orders (state);\n",
            sites=1,
        ),
        sql(
            "-- migrate:up transaction:false\nCREATE INDEX CONCURRENTLY orders_state_idx ON orders (state);\n\n-- migrate:down\n"
        ),
        sql("CREATE INDEX CONCURRENTLY orders_state_idx ON orders (state);\n", path=_GO),
        sql(
            "CREATE INDEX CONCURRENTLY orders_state_idx ON orders (state);\n",
            path="src/main/resources/db/migration/V12__state.sql",
        ),
        alembic(
            "with op.get_context().autocommit_block():\n"
            '    op.create_index("ix_orders_state", "orders", ["state"], postgresql_concurrently=True)',
            sites=1,
        ),
        django(
            'AddIndexConcurrently("order", models.Index(fields=["state"], name="orders_state_idx")),',
            head="from django.contrib.postgres.operations import AddIndexConcurrently",
            attributes="atomic = False",
        ),
        knex(
            "await knex.raw('CREATE INDEX CONCURRENTLY orders_state_idx ON orders (state)');",
            head="exports.config = { transaction: false };\n\n",
        ),
    ),
)


_KINDS = (Kind.CREATE_INDEX, Kind.DROP_INDEX, Kind.REINDEX, Kind.DETACH_PARTITION)


def check(view: ChangeView) -> Iterator[Site]:
    """Judges every operation that says CONCURRENTLY."""
    return distinct(_check(view))


def _check(view: ChangeView) -> Iterator[Site]:
    ops = change_operations(view)
    for op in ops.added:
        if op.kind not in _KINDS or not op.concurrently:
            continue
        if op.database is not Database.POSTGRESQL or not op.in_transaction:
            yield site(op)
            continue
        reason = op.transaction_reason or "it stands inside a transaction"
        message = f"CONCURRENTLY cannot run inside a transaction, and here it does: {reason}."
        yield site(op, defect(RULE, ops, message, _fix(op), suggestion=outside(view, ops, op)))


def _fix(op: Operation) -> str:
    if op.transaction_reason.startswith("the file opens"):
        return "Take BEGIN and COMMIT away around this statement; it needs no transaction."
    if op.tool is Tool.DJANGO:
        return "Move it to a migration of its own and write `atomic = False` in its class."
    if op.tool is Tool.SEQUELIZE:
        return "Call it without the `transaction` option, in a migration of its own."
    return f"Run it {outside_transaction(op)}."
