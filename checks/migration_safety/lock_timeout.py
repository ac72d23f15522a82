"""A strong lock is waited for without limit: every other query of the table queues behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from checks.migration_safety.change_operations import change_operations
from checks.migration_safety.example_files import alembic, django, knex, sql
from checks.migration_safety.judgement import LANGUAGES, defect, distinct, site
from checks.migration_safety.judgement import sql as sql_span
from checks.migration_safety.locks import PG_LOCKING
from checks.migration_safety.migration_files import is_migration_path
from checks.migration_safety.operations import Kind, Operation, Tool
from checks.migration_safety.strong_locks import strong_lock, strong_on_existing
from checks.report import Severity, Suggestion
from checks.rules import Rule, Scope, Site
from checks.views import ChangeView

_NAMES = (
    "lock_timeout", "statement_timeout", "lockTimeout", "statementTimeout", "LOCK_TIMEOUT", "STATEMENT_TIMEOUT",
    "ZERO_DOWNTIME_MIGRATIONS_LOCK_TIMEOUT", "ZERO_DOWNTIME_MIGRATIONS_STATEMENT_TIMEOUT", "pg_ha_migrations", "safe-pg-migrations",
    "DB_LOCK_TIMEOUT", "DB_STATEMENT_TIMEOUT", "POSTGRES_LOCK_TIMEOUT", "POSTGRES_STATEMENT_TIMEOUT", "PG_LOCK_TIMEOUT",
    "PG_STATEMENT_TIMEOUT", "statement_timeout_ms", "lock_timeout_ms", "MIGRATION_LOCK_TIMEOUT",
)  # fmt: skip
_IN_FILE = re.compile(r"(?:lock|statement)_?timeout", re.IGNORECASE)
_FOR_ALL = re.compile(r"ALTER\s+(?:ROLE|USER|DATABASE|SYSTEM)\b.*(?:lock|statement)_timeout", re.IGNORECASE)
_SETUP_NAME = re.compile(r"(?:^|/)(?:env\.py|knexfile\.[a-z]+|script\.py\.mako)$")
_COMMENT = re.compile(r"^\s*(?:#|//|--|\*|/\*)")


def check(view: ChangeView) -> Iterator[Site]:
    """Judges every strong lock on an existing table; a change is told once, at the first of them."""
    return distinct(_check(view))


def _check(view: ChangeView) -> Iterator[Site]:
    ops = change_operations(view)
    told = False
    everywhere: bool | None = None
    waiting = list(strong_on_existing(ops, ops.added))
    for op in waiting:
        if told or _IN_FILE.search(view.head.text(op.path) or ""):
            yield site(op)
            continue
        if everywhere is None:
            everywhere = set_for_all(view)
        if everywhere:
            yield site(op)
            continue
        told = True
        lock = strong_lock(op)
        mode = lock.mode if lock is not None else "a lock"
        message = (
            f"{mode} on `{op.table}` is waited for without a limit: while one long query holds the table, every query after this "
            "statement queues behind it."
        )
        more = {o.path for o in waiting if not _IN_FILE.search(view.head.text(o.path) or "")} - {op.path}
        if more:
            others = "one more migration" if len(more) == 1 else f"{len(more)} more migrations"
            message += f" The same holds for {others} of this change."
        found = defect(RULE, ops, message, _fix(op))
        suggestion = _suggestion(view, op)
        yield site(op, found if suggestion is None else replace(found, suggestion=suggestion))


def set_for_all(view: ChangeView) -> bool:
    """Whether configuration, connection code or a role's own setting limits the wait for every migration."""
    for path, _line, text in view.head.search(_NAMES):
        if _COMMENT.match(text) or path.endswith((".md", ".rst", ".txt")):
            continue
        if not is_migration_path(path) or _SETUP_NAME.search(path) or _FOR_ALL.search(text):
            return True
    return False


def _fix(op: Operation) -> str:
    scope = "SET LOCAL" if op.in_transaction else "SET"
    first = sql_span(op, f"{scope} lock_timeout = '5s'")
    place = "as the first operation of the migration" if op.tool is Tool.DJANGO else "before it"
    return f"Put {first} {place} and run the migration again when it gives up, or set lock_timeout for the role that migrates."


_STARTS = re.compile(r"^(\s*)(?:ALTER|CREATE|DROP|TRUNCATE|op\.|await\s+knex\b)", re.IGNORECASE)


def _suggestion(view: ChangeView, op: Operation) -> Suggestion | None:
    """The statement's first line with the setting above it."""
    if op.kind in (Kind.TRUNCATE, Kind.DROP_TABLE) or op.tool in (Tool.DJANGO, Tool.PRISMA, Tool.DRIZZLE):
        return None
    lines = (view.head.text(op.path) or "").split("\n")
    line = lines[op.line - 1] if op.line <= len(lines) else ""
    match = _STARTS.match(line)
    if match is None or op.database.name != "POSTGRESQL":
        return None
    scope = "SET LOCAL" if op.in_transaction else "SET"
    text = f"{scope} lock_timeout = '5s'"
    indent = match.group(1)
    if op.path.endswith(".sql"):
        return Suggestion(op.line, op.line, f"{indent}{text};\n{line}") if not indent else None
    if op.tool is Tool.ALEMBIC and line.strip().startswith("op."):
        return Suggestion(op.line, op.line, f'{indent}op.execute("{text}")\n{line}')
    if op.tool is Tool.KNEX and line.strip().startswith("await knex"):
        return Suggestion(op.line, op.line, f'{indent}await knex.raw("{text}");\n{line}')
    return None


_SETTINGS = {
    "shop/settings.py": 'DATABASES = {"default": {"OPTIONS": {"options": "-c lock_timeout=5000"}}}\n'
}

RULE = Rule(
    id="migration-safety/lock-timeout",
    severity=Severity.NOTE,
    languages=LANGUAGES,
    title="Strong lock without a lock timeout",
    what="A statement takes a lock that keeps readers or writers of an existing table out, and neither the migration nor the repository sets "
    "lock_timeout or statement_timeout.",
    why="A statement that waits for its lock already blocks all later ones: one long report on the table turns a change of a millisecond into an outage.",
    fix="Set lock_timeout before the statement and try again when it gives up.",
    site="each statement that takes a strong lock on a table that the change does not create; a file is told once",
    scope=Scope.CHANGE,
    yields_to=(
        "migration-safety/not-null-without-default",
        "migration-safety/volatile-default",
        "migration-safety/set-not-null-scan",
        "migration-safety/drop-column-in-use",
        "migration-safety/rename-in-place",
        "migration-safety/type-change",
        "migration-safety/index-not-concurrent",
        "migration-safety/foreign-key-validates",
        "migration-safety/check-validates",
        "migration-safety/unique-constraint-builds-index",
        "migration-safety/destructive",
        "migration-safety/history-edited",
    ),
    references=(
        PG_LOCKING,
        "https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-LOCK-TIMEOUT",
    ),
    bad=(
        sql(
            "ALTER TABLE orders ADD COLUMN note text; -- <-- here\nALTER TABLE orders ADD COLUMN code text;\n",
            sites=2,
        ),
        alembic('op.add_column("orders", sa.Column("note", sa.Text())) # <-- here'),
        django('migrations.AddField("order", "note", models.TextField(null=True)), # <-- here'),
        knex("await knex.schema.alterTable('orders', (t) => {\n  t.text('note'); // <-- here\n});"),
    ),
    good=(
        sql("SET lock_timeout = '5s';\nALTER TABLE orders ADD COLUMN note text;\n", sites=1),
        sql("CREATE TABLE refunds (id bigint);\nALTER TABLE refunds ADD COLUMN note text;\n", sites=0),
        sql("CREATE INDEX CONCURRENTLY orders_note ON orders (note);\n", sites=0),
        django(
            'migrations.AddField("order", "note", models.TextField(null=True)),',
            extra=_SETTINGS,
            base=_SETTINGS,
        ),
        alembic(
            'op.execute("SET LOCAL lock_timeout = \'3s\'")\nop.add_column("orders", sa.Column("note", sa.Text()))'
        ),
        knex("await knex.schema.createTable('refunds', (t) => {\n  t.bigIncrements();\n});", sites=0),
    ),
)
