"""From an operation to a site: what the rules of this family share in saying what they found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from checks.languages import language_of, reported
from checks.migration_safety.change_operations import ChangeOperations
from checks.migration_safety.operations import Database, Operation
from checks.migration_safety.server import CONFIGURATION, Server
from checks.migration_safety.tool_code import name_in_sql, names_in_sql, outside_transaction, span
from checks.report import Evidence, Severity, Suggestion
from checks.rules import Defect, Rule, Site

LANGUAGES = ("sql", "python", "javascript", "typescript", "ruby", "csharp", "xml", "yaml", "json")

_ASSUMED = " PostgreSQL is assumed here; set `database` in the configuration if it is another."

__all__ = [
    "LANGUAGES",
    "column_label",
    "column_list",
    "defect",
    "distinct",
    "name_in_sql",
    "outside_transaction",
    "site",
    "sql",
]


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
    suggestion: Suggestion | None = None,
) -> Defect:
    """A defect whose explanation says where the database was assumed or taken from a file."""
    reason = why or rule.why
    if ops.guessed and ops.database is Database.POSTGRESQL:
        reason += _ASSUMED
    elif ops.source and ops.source != CONFIGURATION:
        reason += f" The database is guessed from {ops.source}: {Server(ops.database, ops.version).label}."
    return Defect(message, reason, fix, severity, evidence, suggestion, key)


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


def sql(op: Operation, text: str) -> str:
    """A SQL statement as the tool's own code span."""
    return span(op, text)


def column_list(op: Operation) -> str:
    """The columns of an operation in SQL, ``...`` when they are not known."""
    return names_in_sql(op)
