"""UPDATE, DELETE and INSERT statements, also behind common table expressions, as operations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from checks.migration_safety.operations import Kind, Operation
from checks.migration_safety.sql_columns import Cursor, names_of
from checks.migration_safety.sql_conditions import limits
from checks.migration_safety.sql_tokens import Statement, Token


class WriteReader:
    """Reads the statements that write rows. ``template`` carries path, tool, database, transaction and direction."""

    def __init__(self, template: Operation) -> None:
        self.template = template

    def make(
        self, kind: Kind, statement: Statement, tokens: tuple[Token, ...] = (), **fields: object
    ) -> Operation:
        """An operation at the statement, or at the lines of ``tokens`` where the statement holds several commands."""
        line, end_line = statement.line, statement.end_line
        if tokens:
            line = statement.source.line(tokens[0].start)
            end_line = statement.source.line(tokens[-1].end - 1)
        raw = " ".join((statement.slice(tokens) if tokens else statement.text[:2000]).split())
        return replace(self.template, kind=kind, line=line, end_line=end_line, raw=raw, **fields)  # type: ignore[arg-type]

    def read_with(self, statement: Statement) -> Iterator[Operation]:
        """A statement behind common table expressions: each write in it, bounded by any LIMIT inside."""
        limited = any(t.text in ("LIMIT", "FETCH") for t in statement.tokens)
        for index, token in enumerate(statement.tokens):
            before = statement.tokens[index - 1].text if index else ""
            if token.text in ("UPDATE", "DELETE", "INSERT") and token.kind == "word" and before in ("(", ")"):
                level = token.depth
                end = index
                while end < len(statement.tokens) and statement.tokens[end].depth >= level:
                    if (
                        before == "("
                        and statement.tokens[end].text == ")"
                        and statement.tokens[end].depth == level
                    ):
                        break
                    end += 1
                part = Statement(statement.tokens[index:end], statement.source)
                for op in self.read_write(part, Cursor(part.tokens)):
                    whole = self.make(op.kind, statement)
                    yield replace(op, bounded=op.bounded or limited, line=whole.line, end_line=whole.end_line)

    def read_write(self, statement: Statement, cursor: Cursor) -> Iterator[Operation]:
        verb = cursor.peek()
        cursor.at += 1
        level = statement.tokens[0].depth
        if verb in ("INSERT", "REPLACE"):
            while cursor.peek() in ("IGNORE", "INTO", "OR", "OVERWRITE", "REPLACE"):
                cursor.at += 1
            table = cursor.name()
            rest = [t for t in cursor.rest() if t.kind == "word"]
            source = next((t.text for t in rest if t.text in ("VALUES", "SELECT", "DEFAULT", "SET")), "")
            selects = source == "SELECT" and any(t.text == "FROM" for t in rest)
            kind = Kind.INSERT_SELECT if selects else Kind.INSERT
            yield self.make(kind, statement, table=table, bounded=True)
            return
        while cursor.peek() in ("ONLY", "FROM", "LOW_PRIORITY", "IGNORE", "QUICK"):
            cursor.at += 1
        table = cursor.name()
        if not table:
            return
        texts = [t.text if t.depth == level else "" for t in statement.tokens]
        bounded = "LIMIT" in texts or "CURRENT" in texts or _given_rows(statement)
        if "WHERE" in texts:
            start = texts.index("WHERE") + 1
            ends = [i for i, t in enumerate(texts) if t in ("RETURNING", "ORDER", "LIMIT") and i >= start]
            bounded = bounded or limits(statement.tokens[start : min(ends, default=len(texts))])
        columns: tuple[str, ...] = ()
        if verb == "UPDATE" and "SET" in texts:
            start = texts.index("SET") + 1
            end = next((i for i, t in enumerate(texts) if t in ("FROM", "WHERE") and i > start), len(texts))
            columns = names_of(statement.tokens[start:end])
        kind = Kind.UPDATE if verb == "UPDATE" else Kind.DELETE
        yield self.make(kind, statement, table=table, columns=columns, bounded=bounded)

    def read_reindex(self, statement: Statement, cursor: Cursor) -> Operation:
        """REINDEX of a table, an index, or all of a schema (neither is named then)."""
        cursor.accept("REINDEX")
        cursor.group()
        what = cursor.peek()
        cursor.at += 1
        concurrently = cursor.accept("CONCURRENTLY") or any(
            t.text == "CONCURRENTLY" for t in statement.tokens
        )
        named = cursor.name()
        table, name = (named, "") if what == "TABLE" else ("", named if what == "INDEX" else "")
        return self.make(Kind.REINDEX, statement, table=table, name=name, concurrently=concurrently)


def _given_rows(statement: Statement) -> bool:
    """Whether the rows to write are handed in: ``FROM unnest(...)``, ``USING (VALUES ...)``."""
    texts = [t.text.upper() for t in statement.tokens]
    for first, second, third in zip(texts, texts[1:], texts[2:], strict=False):
        if first in ("FROM", "USING", "JOIN") and ((second, third) in (("UNNEST", "("), ("(", "VALUES"))):
            return True
    return False
