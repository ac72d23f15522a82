"""Reads a SQL migration file in the convention of its tool: directions, transactions, then statements.

Transaction habits, each from the tool's own documentation:
goose and dbmate wrap each migration unless told otherwise; sqlx unless the file starts with ``-- no-transaction``;
Drizzle runs all pending migrations in one transaction; Flyway wraps a migration unless all of it must run outside one;
golang-migrate and Prisma send the whole file at once, which PostgreSQL runs as one implicit transaction as soon as there
is a second statement; plain files have the transactions that they write out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from checks.migration_safety.operations import DIALECTS, Database, Operation, Tool
from checks.migration_safety.sql_statements import StatementReader
from checks.migration_safety.sql_tokens import Statement, clean, statements

STATEMENT_LIMIT = 200_000
"""Characters of a statement above which only its first words are read (a data load, not a schema change)."""

_WRAPPED = {
    Tool.GOOSE: "goose runs the file in a transaction unless it says -- +goose NO TRANSACTION",
    Tool.DBMATE: "dbmate runs the block in a transaction unless it says transaction:false",
    Tool.SQLX: "sqlx runs the file in a transaction unless it starts with -- no-transaction",
    Tool.DRIZZLE: "Drizzle runs all pending migrations in one transaction",
    Tool.FLYWAY: "Flyway runs a migration that mixes it with other statements in one transaction",
    Tool.GOLANG_MIGRATE: "golang-migrate sends the whole file at once, which makes its statements one transaction",
    Tool.LIQUIBASE: "Liquibase runs a change set in a transaction unless it says runInTransaction:false",
    Tool.PRISMA: "Prisma sends the whole file at once, which makes its statements one transaction",
}

_OUTSIDE = re.compile(
    r"^\s*(?:CREATE\s+(?:UNIQUE\s+)?INDEX\s+CONCURRENTLY|DROP\s+INDEX\s+CONCURRENTLY|REINDEX\b.*\bCONCURRENTLY|VACUUM\b"
    r"|CREATE\s+DATABASE|DROP\s+DATABASE|ALTER\s+SYSTEM|ALTER\s+TABLE\b.*\bDETACH\s+PARTITION\b.*\bCONCURRENTLY)",
    re.IGNORECASE | re.DOTALL,
)
_SETTING = re.compile(r"^\s*(?:SET|RESET|SELECT\s+(?:pg_catalog\.)?set_config)\b", re.IGNORECASE)


@dataclass(slots=True)
class _Section:
    """A run of statements of one direction with one transaction habit."""

    down: bool
    wrapped: bool
    statements: list[Statement]
    skipped: bool = False
    """Written for another database."""


def read_sql_file(
    text: str, template: Operation, *, down: bool = False, transactional: bool = True
) -> list[Operation]:
    """Operations of a SQL migration. ``template`` carries path, tool and database; ``down`` says that the file's name
    makes all of it a rollback; ``transactional`` False that a file beside it turns the tool's transaction off."""
    text = clean(text)
    found: list[Operation] = []
    numbers = iter(range(1, 1_000_000))
    for section in _sections(text, template.tool, down, template.database):
        if section.skipped:
            continue
        wrapped = section.wrapped and transactional and template.database is Database.POSTGRESQL
        found.extend(_read_section(section, replace(template, down=section.down), wrapped, numbers))
    return found


def read_fragment(text: str, template: Operation, first_line: int) -> list[Operation]:
    """Operations of SQL that stands inside another language; the template's transaction holds for all of it."""
    found: list[Operation] = []
    reader = StatementReader(template)
    for item in statements(clean(text), first_line):
        if isinstance(item, Statement):
            found.extend(reader.read(_shortened(item)))
    return found


def _for_database(words: list[str], database: Database) -> bool:
    """Whether a change set's ``dbms:postgresql,h2`` names this database."""
    said = next((w.partition(":")[2] for w in words if w.startswith("dbms:")), "")
    return not said or bool(DIALECTS[database] & set(said.split(",")))


def _sections(text: str, tool: Tool, down: bool, database: Database) -> list[_Section]:
    """The file cut at its tool's direction comments."""
    wrapped = tool in _WRAPPED
    if tool is Tool.SQLX and re.match(r"\s*--\s*no-transaction\b", text):
        wrapped = False
    sections = [_Section(down, wrapped, [])]
    file_without = False
    for item in statements(text):
        if isinstance(item, Statement):
            sections[-1].statements.append(item)
            continue
        words = item.text.casefold().split()
        if not words:
            continue
        if words[0] == "+goose" and len(words) > 1:
            if words[1] in ("up", "down"):
                sections.append(_Section(down or words[1] == "down", wrapped and not file_without, []))
            elif words[1:3] == ["no", "transaction"]:
                file_without = True
                for section in sections:
                    section.wrapped = False
        elif words[0] in ("migrate:up", "migrate:down") and tool is Tool.DBMATE:
            without = any(w.replace(" ", "") == "transaction:false" for w in words[1:])
            sections.append(_Section(words[0] == "migrate:down", not without, []))
        elif tool is Tool.LIQUIBASE and words[0] == "changeset":
            said = item.text.casefold().replace(" ", "")
            sections.append(_Section(down, "runintransaction:false" not in said, []))
            sections[-1].skipped = not _for_database(words, database)
        elif tool is Tool.SQL and re.fullmatch(
            r"[@!+]?\s*(?:down|rollback|undo)(?: migration)?:?", item.text.casefold()
        ):
            sections.append(_Section(True, wrapped, []))
        elif tool is Tool.SQL and re.fullmatch(r"[@!+]?\s*up(?: migration)?:?", item.text.casefold()):
            sections.append(_Section(down, wrapped, []))
    return sections


def _shortened(statement: Statement) -> Statement:
    if statement.tokens[-1].end - statement.tokens[0].start <= STATEMENT_LIMIT:
        return statement
    return Statement(statement.tokens[:64], statement.source)


def _read_section(
    section: _Section, template: Operation, wrapped: bool, numbers: Iterable[int]
) -> list[Operation]:
    numbers = iter(numbers)
    tool = template.tool
    real = [s for s in section.statements if not _SETTING.match(s.text[:80])]
    if tool in (Tool.GOLANG_MIGRATE, Tool.PRISMA):
        wrapped = wrapped and len(section.statements) > 1
    elif tool is Tool.FLYWAY:
        wrapped = wrapped and not all(_OUTSIDE.match(s.text[:400]) for s in real)
    reason = _WRAPPED.get(tool, "") if wrapped else ""
    current: int | None = next(numbers) if wrapped else None
    explicit = False
    found: list[Operation] = []
    for statement in section.statements:
        first = statement.tokens[0].text
        second = statement.tokens[1].text if len(statement.tokens) > 1 else ""
        if (first == "BEGIN" and second in ("", "TRANSACTION", "WORK", "ISOLATION", "IMMEDIATE")) or (
            first == "START" and second == "TRANSACTION"
        ):
            if not explicit and not wrapped:
                current, reason = next(numbers), "the file opens one with BEGIN"
            explicit = True
            continue
        if first in ("COMMIT", "ROLLBACK", "END") and second in ("", "TRANSACTION", "WORK"):
            explicit, current, wrapped = False, None, False
            continue
        here = replace(template, transaction=current, transaction_reason=reason)
        found.extend(StatementReader(here).read(_shortened(statement)))
    return found


def has_sql_statements(text: str) -> bool:
    """Whether the text holds at least one statement that changes a schema or data."""
    return any(
        isinstance(s, Statement)
        and s.tokens[0].text
        in ("ALTER", "CREATE", "DROP", "UPDATE", "DELETE", "INSERT", "TRUNCATE", "RENAME")
        for s in statements(clean(text[:400_000]))
    )
