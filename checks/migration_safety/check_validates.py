"""A CHECK constraint is added and validated in one step, under the strongest lock."""

from __future__ import annotations

from collections.abc import Iterator

from checks.migration_safety.change_operations import change_operations
from checks.migration_safety.example_files import alembic, django, knex, rails, sql
from checks.migration_safety.foreign_key_validates import nothing_to_validate, validated_at_once
from checks.migration_safety.judgement import LANGUAGES, defect, distinct, site
from checks.migration_safety.locks import MYSQL_ONLINE_DDL, PG_ALTER_TABLE, is_mysql, lock_of
from checks.migration_safety.operations import Kind, Operation, Tool
from checks.migration_safety.suggestions import not_valid
from checks.migration_safety.tool_code import code, not_valid_constraint, steps, validate_constraint
from checks.report import Evidence, Severity
from checks.rules import Rule, Scope, Site
from checks.views import ChangeView

RULE = Rule(
    id="migration-safety/check-validates",
    severity=Severity.ERROR,
    languages=LANGUAGES,
    title="CHECK constraint added and validated in one step",
    what="A CHECK constraint is added to an existing table and validated in the same transaction.",
    why="Every row is read under ACCESS EXCLUSIVE. Added NOT VALID the constraint takes the lock for a moment and holds for new "
    "rows at once; VALIDATE CONSTRAINT later reads the old rows while reads and writes pass.",
    fix="Add it NOT VALID, and VALIDATE CONSTRAINT in a later migration.",
    site="each CHECK constraint added to a table that the same change does not create",
    scope=Scope.CHANGE,
    references=(
        PG_ALTER_TABLE,
        MYSQL_ONLINE_DDL,
        "https://docs.djangoproject.com/en/stable/ref/contrib/postgres/operations/",
    ),
    bad=(
        sql("ALTER TABLE orders ADD CONSTRAINT total_positive CHECK (total >= 0); -- <-- here\n", sites=1),
        sql(
            "BEGIN;\nALTER TABLE orders ADD CONSTRAINT total_positive CHECK (total >= 0) NOT VALID;\n"
            "ALTER TABLE orders VALIDATE CONSTRAINT total_positive; -- <-- here\nCOMMIT;\n"
        ),
        alembic('op.create_check_constraint("total_positive", "orders", "total >= 0") # <-- here'),
        django(
            "migrations.AddConstraint( # <-- here\n"
            '    model_name="order",\n'
            '    constraint=models.CheckConstraint(check=models.Q(total__gte=0), name="total_positive"),\n),'
        ),
        knex(
            "await knex.schema.alterTable('orders', (t) => {\n  t.check('total >= 0', [], 'total_positive'); // <-- here\n});"
        ),
        rails('add_check_constraint :orders, "total >= 0", name: "total_positive" # <-- here'),
    ),
    good=(
        rails('add_check_constraint :orders, "total >= 0", name: "total_positive", validate: false', sites=1),
        sql(
            "ALTER TABLE orders ADD CONSTRAINT total_positive CHECK (total >= 0) NOT VALID;\n"
            "ALTER TABLE orders VALIDATE CONSTRAINT total_positive;\n",
            sites=1,
        ),
        sql("CREATE TABLE refunds (id bigint);\nALTER TABLE refunds ADD CHECK (id > 0);\n", sites=0),
        alembic(
            'op.create_check_constraint("total_positive", "orders", "total >= 0", postgresql_not_valid=True)'
        ),
        django(
            'AddConstraintNotValid("order", models.CheckConstraint(condition=models.Q(total__gte=0), name="total_positive")),',
            head="from django.contrib.postgres.operations import AddConstraintNotValid",
        ),
        knex(
            "await knex.raw('ALTER TABLE orders ADD CONSTRAINT total_positive CHECK (total >= 0) NOT VALID');"
        ),
    ),
)


def check(view: ChangeView) -> Iterator[Site]:
    """Judges every CHECK added to an existing table."""
    return distinct(_check(view))


def _check(view: ChangeView) -> Iterator[Site]:
    ops = change_operations(view)
    for op in ops.on_existing(Kind.ADD_CHECK):
        if lock_of(op) is None:
            continue
        if op.not_valid:
            yield site(op)
            early = validated_at_once(ops, op)
            if early is not None:
                message = (
                    f"`{op.name}` is validated in the transaction that adds it, which still holds ACCESS EXCLUSIVE on "
                    f"`{op.table}`; reads and writes wait until every row is checked."
                )
                place = (Evidence(op.path, op.line, "added here, NOT VALID"),)
                fix = "Move VALIDATE CONSTRAINT to a migration of its own."
                yield site(early, defect(RULE, ops, message, fix, evidence=place, key="same-transaction"))
            continue
        lock = lock_of(op)
        if nothing_to_validate(op) or (lock is not None and not lock.hurts):
            yield site(op)
            continue
        effect = lock.sentence(op.table) if lock else "scans the table"
        name = f"`{op.name}`" if op.name else "this CHECK"
        edit = None if is_mysql(op) else not_valid(view, op)
        yield site(op, defect(RULE, ops, f"Adding {name} {effect}.", _fix(op), suggestion=edit))


def _fix(op: Operation) -> str:
    if is_mysql(op):
        return "Add it as `NOT ENFORCED` to keep it on record, and enforce the rule in the application or in an online schema-change tool."
    if op.tool is Tool.DJANGO and not op.raw.startswith("migrations.RunSQL"):
        return steps(
            "`AddConstraintNotValid(...)` from `django.contrib.postgres.operations`",
            f"{code(validate_constraint(op))}, in a migration of its own",
        )
    return steps(
        code(not_valid_constraint(op)), f"{code(validate_constraint(op))}, in a migration of its own"
    )
