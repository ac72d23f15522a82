"""From an operation to a site: what the rules of this family share in saying what they found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from checks.languages import language_of, reported
from checks.migration_safety.change_operations import ChangeOperations
from checks.migration_safety.operations import Database, Operation, Tool
from checks.report import Evidence, Severity
from checks.rules import Defect, Rule, Site

LANGUAGES = ("sql", "python", "javascript", "typescript", "ruby", "csharp", "xml", "yaml", "json")

_GUESS = " PostgreSQL is assumed here; set `database` in the configuration if it is another."


def site(op: Operation, defect: Defect | None = None) -> Site:
    """The operation as a site."""
    return Site(op.path, op.line, op.end_line, reported(language_of(op.path)), defect)


def defect(
    rule: Rule,
    ops: ChangeOperations,
    message: str,
    fix: str = "",
    *,
    why: str = "",
    severity: Severity | None = None,
    evidence: tuple[Evidence, ...] = (),
    key: str = "",
) -> Defect:
    """A defect whose explanation says so where the database was only assumed."""
    reason = why or rule.why
    if ops.guessed and ops.database is Database.POSTGRESQL:
        reason += _GUESS
    return Defect(message, reason, fix, severity, evidence, key=key)


def distinct(sites: Iterable[Site]) -> Iterator[Site]:
    """One finding a place: a loop over table names is one line of code, however many tables it changes."""
    seen: set[tuple[str, int, int, str]] = set()
    for found in sites:
        if found.defect is not None:
            place = (found.path, found.line, found.end_line, found.defect.key)
            if place in seen:
                continue
            seen.add(place)
        yield found


def column_label(op: Operation) -> str:
    """`` `orders.currency` `` or `` `orders` `` where the column is not known."""
    return f"`{op.table}.{op.column}`" if op.column else f"`{op.table}`"


def outside_transaction(op: Operation) -> str:
    """How to run a statement outside the tool's transaction, as the end of a sentence."""
    return {
        Tool.ALEMBIC: "inside `with op.get_context().autocommit_block():`",
        Tool.DJANGO: "in a migration of its own whose class says `atomic = False`",
        Tool.KNEX: "in a migration of its own that exports `config = { transaction: false }`",
        Tool.GOOSE: "in a file of its own that says `-- +goose NO TRANSACTION`",
        Tool.DBMATE: "in a file of its own that says `-- migrate:up transaction:false`",
        Tool.SQLX: "in a file of its own that starts with `-- no-transaction`",
        Tool.GOLANG_MIGRATE: "as the only statement of its migration file",
        Tool.PRISMA: "as the only statement of its migration.sql",
        Tool.FLYWAY: "in a script of its own without other statements",
        Tool.DRIZZLE: "by hand or in a script outside `drizzle-kit migrate`, which always opens a transaction",
    }.get(op.tool, "outside any transaction")


def sql(op: Operation, text: str) -> str:
    """A SQL statement as the tool's own code span."""
    quote = "'" if '"' in text else '"'
    if op.tool is Tool.ALEMBIC:
        return f"`op.execute({quote}{text}{quote})`"
    if op.tool is Tool.DJANGO:
        return f"`migrations.RunSQL({quote}{text}{quote})`"
    if op.tool is Tool.KNEX:
        return f"`await knex.raw({quote}{text}{quote})`"
    return f"`{text};`"


def name_in_sql(name: str) -> str:
    """An identifier as SQL must write it: quoted where it is not plain lower case."""
    return name if re.fullmatch(r"[a-z_][a-z0-9_]*|\.\.\.", name) or "`" in name else f'"{name}"'


def column_list(op: Operation) -> str:
    """The columns of an operation in SQL, ``...`` when they are not known."""
    return ", ".join(map(name_in_sql, op.columns)) or "..."
