"""A foreign key is added and checked in one step, with both tables closed to writes meanwhile."""

from __future__ import annotations

from collections.abc import Iterator

from checks.migration_safety.change_operations import ChangeOperations, change_operations
from checks.migration_safety.example_files import alembic, django, knex, rails, sql
from checks.migration_safety.judgement import LANGUAGES, defect, distinct, site
from checks.migration_safety.locks import MYSQL_ONLINE_DDL, PG_ALTER_TABLE, is_mysql, lock_of
from checks.migration_safety.operations import Kind, Operation, Tool
from checks.migration_safety.suggestions import not_valid
from checks.migration_safety.tool_code import code, not_valid_constraint, steps, validate_constraint
from checks.report import Evidence, Severity
from checks.rules import Rule, Scope, Site
from checks.views import ChangeView

RULE = Rule(
    id="migration-safety/foreign-key-validates",
    severity=Severity.ERROR,
    languages=LANGUAGES,
    title="Foreign key added and validated in one step",
    what="A foreign key is added to an existing table and validated in the same transaction.",
    why="The check of every row runs under SHARE ROW EXCLUSIVE on both tables: nobody can write to either until it ends. "
    "Added NOT VALID it takes the lock for a moment only, and VALIDATE CONSTRAINT later lets writes pass.",
    fix="Add it NOT VALID, and VALIDATE CONSTRAINT in a later migration.",
    site="each foreign key added to a table that the same change does not create",
    scope=Scope.CHANGE,
    references=(PG_ALTER_TABLE, MYSQL_ONLINE_DDL),
    bad=(
        sql(
            "ALTER TABLE orders -- <-- here\n    ADD CONSTRAINT orders_customer_fk\n"
            "    FOREIGN KEY (customer_id) REFERENCES customers (id);\n",
            sites=1,
        ),
        sql(
            "-- +goose Up\nALTER TABLE orders ADD CONSTRAINT fk_c FOREIGN KEY (customer_id) REFERENCES customers (id) NOT VALID;\n"
            "ALTER TABLE orders VALIDATE CONSTRAINT fk_c; -- <-- here\n"
            "-- +goose Down\nALTER TABLE orders DROP CONSTRAINT fk_c;\n",
        ),
        alembic(
            'op.create_foreign_key("fk_orders_customer", "orders", "customers", ["customer_id"], ["id"]) # <-- here'
        ),
        django(
            'migrations.RunSQL("ALTER TABLE orders_order ADD FOREIGN KEY (customer_id) REFERENCES crm_customer (id)"), # <-- here'
        ),
        knex(
            "await knex.schema.alterTable('orders', (t) => {\n"
            "  t.foreign('customer_id').references('id').inTable('customers').onDelete('CASCADE'); // <-- here\n});"
        ),
        rails("add_foreign_key :orders, :customers # <-- here"),
    ),
    good=(
        rails("add_foreign_key :orders, :customers, validate: false", sites=1),
        sql(
            "ALTER TABLE orders ADD CONSTRAINT fk_c FOREIGN KEY (customer_id) REFERENCES customers (id) NOT VALID;\n",
            sites=1,
        ),
        sql(
            "ALTER TABLE orders VALIDATE CONSTRAINT fk_c;\n", path="db/migrations/0009_validate.sql", sites=0
        ),
        sql(
            "ALTER TABLE orders ADD COLUMN courier_id bigint REFERENCES couriers (id) ON DELETE SET NULL;\n",
            sites=1,
        ),
        sql(
            "CREATE TABLE refunds (id bigint PRIMARY KEY, order_id bigint REFERENCES orders (id));\n"
            "ALTER TABLE refunds ADD CONSTRAINT fk_u FOREIGN KEY (user_id) REFERENCES users (id);\n",
            sites=0,
        ),
        alembic(
            'op.create_foreign_key("fk_orders_customer", "orders", "customers", ["customer_id"], ["id"], postgresql_not_valid=True)'
        ),
        django(
            'migrations.AddField("order", "courier", models.ForeignKey("crm.Courier", null=True, on_delete=models.SET_NULL)),'
        ),
        knex(
            "await knex.schema.alterTable('orders', (t) => {\n"
            "  t.bigInteger('courier_id').references('id').inTable('couriers');\n});"
        ),
    ),
)


def check(view: ChangeView) -> Iterator[Site]:
    """Judges every foreign key added to an existing table."""
    return distinct(_check(view))


def _check(view: ChangeView) -> Iterator[Site]:
    ops = change_operations(view)
    for op in ops.on_existing(Kind.ADD_FOREIGN_KEY):
        if lock_of(op) is None:
            continue
        if op.not_valid:
            early = validated_at_once(ops, op)
            yield site(op)
            if early is not None:
                message = (
                    f"`{op.name}` is validated in the transaction that adds it, which still holds SHARE ROW EXCLUSIVE on "
                    f"`{op.table}` and `{op.references}`; their writes wait until every row is checked."
                )
                place = (Evidence(op.path, op.line, "added here, NOT VALID"),)
                fix = "Move VALIDATE CONSTRAINT to a migration of its own."
                yield site(early, defect(RULE, ops, message, fix, evidence=place, key="same-transaction"))
            continue
        if nothing_to_validate(op) or (is_mysql(op) and (op.inline or _keys_unchecked(ops, op))):
            yield site(op)
            continue
        edit = None if is_mysql(op) else not_valid(view, op)
        yield site(op, defect(RULE, ops, _message(op), _fix(op), suggestion=edit))


def nothing_to_validate(op: Operation) -> bool:
    """An inline constraint of a new column without a default: all rows hold NULL, or the column itself cannot be added."""
    return op.inline and op.default is None and not op.app_default


def validated_at_once(ops: ChangeOperations, op: Operation) -> Operation | None:
    """The VALIDATE CONSTRAINT of a NOT VALID constraint in the same transaction."""
    for other in ops.same_transaction(op):
        same = other.name.casefold() == op.name.casefold() and other.table.casefold() == op.table.casefold()
        if other.kind is Kind.VALIDATE_CONSTRAINT and same:
            return other
    return None


def _keys_unchecked(ops: ChangeOperations, op: Operation) -> bool:
    return any(o.kind is Kind.UNCHECK_KEYS and o.path == op.path and o.line < op.line for o in ops.forward)


def _message(op: Operation) -> str:
    lock = lock_of(op, "")
    effect = lock.sentence(op.table, op.references) if lock else "checks every row"
    return f"Adding this foreign key {effect}."


def _fix(op: Operation) -> str:
    if is_mysql(op):
        return "Run `SET foreign_key_checks = 0;` before it, so that it is added in place, after checking the rows with a query."
    add, validate = code(not_valid_constraint(op)), code(validate_constraint(op))
    if op.tool is Tool.DJANGO and not op.raw.startswith("migrations.RunSQL"):
        add = f"add the field with `db_constraint=False`, then {add}"
    if op.tool is Tool.RAILS and "reference" in op.raw:
        add = f"add the reference without `foreign_key`, then {add}"
    return steps(add, f"{validate}, in a migration of its own")
