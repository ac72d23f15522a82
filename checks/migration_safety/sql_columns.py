"""Reading tokens of SQL: names, lists in parentheses, and what a column definition says."""

from __future__ import annotations

from dataclasses import dataclass, replace

from checks.migration_safety.column_types import SERIAL_TYPES, volatile_function
from checks.migration_safety.operations import ColumnDef
from checks.migration_safety.sql_tokens import Statement, Token

_COLUMN_ENDS = frozenset(
    {
        "NOT", "NULL", "DEFAULT", "PRIMARY", "UNIQUE", "REFERENCES", "CHECK", "CONSTRAINT", "GENERATED", "COLLATE",
        "AUTO_INCREMENT", "COMMENT", "AFTER", "FIRST", "STORED", "VIRTUAL", "AS", "KEY", "USING", "ON", "DEFERRABLE",
        "INITIALLY", "INVISIBLE", "VISIBLE", "COMPRESSION", "STORAGE", "MATCH", "IDENTITY", "AUTOINCREMENT",
    }
)  # fmt: skip
CONSTRAINT_STARTS = frozenset(
    {"CONSTRAINT", "CHECK", "UNIQUE", "PRIMARY", "FOREIGN", "EXCLUDE", "INDEX", "KEY", "FULLTEXT", "SPATIAL"}
)


class Cursor:
    """A reading position in a run of tokens."""

    def __init__(self, tokens: tuple[Token, ...]) -> None:
        self.tokens = tokens
        self.at = 0

    def peek(self, ahead: int = 0) -> str:
        """Text of a coming token, ``""`` past the end."""
        index = self.at + ahead
        return self.tokens[index].text if index < len(self.tokens) else ""

    def accept(self, *words: str) -> bool:
        """Steps over these words if they come next, all of them."""
        for ahead, word in enumerate(words):
            if self.peek(ahead) != word:
                return False
        self.at += len(words)
        return True

    def skip_exists(self) -> None:
        """Steps over IF EXISTS / IF NOT EXISTS."""
        _ = self.accept("IF", "NOT", "EXISTS") or self.accept("IF", "EXISTS")

    def name(self) -> str:
        """An identifier without its schema, ``""`` when none comes next."""
        found = ""
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            if token.kind not in ("word", "quoted", "param"):
                break
            found = token.name or token.text
            self.at += 1
            if self.peek() != ".":
                break
            self.at += 1
        return found

    def group(self) -> tuple[Token, ...]:
        """The tokens of the parenthesis that comes next, without its marks; steps behind it."""
        if self.peek() != "(":
            return ()
        depth = self.tokens[self.at].depth
        start = self.at + 1
        self.at = start
        while self.at < len(self.tokens) and not (
            self.tokens[self.at].text == ")" and self.tokens[self.at].depth == depth
        ):
            self.at += 1
        inside = self.tokens[start : self.at]
        self.at += 1
        return inside

    def rest(self) -> tuple[Token, ...]:
        """Everything that is left."""
        return self.tokens[self.at :]


def commas(tokens: tuple[Token, ...]) -> list[tuple[Token, ...]]:
    """Parts between the commas of the outermost level."""
    if not tokens:
        return []
    level = min(t.depth for t in tokens)
    parts: list[tuple[Token, ...]] = []
    start = 0
    for index, token in enumerate(tokens):
        if token.text == "," and token.kind == "op" and token.depth == level:
            parts.append(tokens[start:index])
            start = index + 1
    parts.append(tokens[start:])
    return [p for p in parts if p]


def names_of(tokens: tuple[Token, ...]) -> tuple[str, ...]:
    """First identifier of each comma part: the columns of a constraint or an index."""
    found = []
    for part in commas(tokens):
        cursor = Cursor(part)
        name = cursor.name()
        # A call is an expression, not a column; MySQL's prefix length, ``name(10)``, is no call.
        if name and not (cursor.peek() == "(" and not cursor.peek(1).isdigit()):
            found.append(name)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Column:
    """What a column definition says."""

    type: str
    not_null: bool = False
    default: str | None = None
    rewrites: bool = False
    unique: bool = False
    primary: bool = False
    references: str = ""
    check: str = ""


def read_column(statement: Statement, tokens: tuple[Token, ...]) -> Column:
    """Reads what follows a column's name."""
    level = tokens[0].depth if tokens else 0
    end = next(
        (i for i, t in enumerate(tokens) if t.depth == level and t.text in _COLUMN_ENDS and i > 0),
        len(tokens),
    )
    column = Column(statement.slice(tokens[:end]))
    if column.type.casefold() in SERIAL_TYPES:
        column = replace(column, rewrites=True, not_null=True, default=f"nextval of {column.type}")
    cursor = Cursor(tokens[end:])
    while cursor.at < len(cursor.tokens):
        if cursor.accept("NOT", "NULL"):
            column = replace(column, not_null=True)
        elif cursor.accept("DEFAULT"):
            start = cursor.at
            cursor.at += 1
            while cursor.at < len(cursor.tokens) and not (
                cursor.tokens[cursor.at].depth == level and cursor.peek() in _COLUMN_ENDS
            ):
                cursor.at += 1
            text = statement.slice(cursor.tokens[start : cursor.at])
            if text.upper() != "NULL":
                column = replace(column, default=text, rewrites=bool(volatile_function(text)))
        elif cursor.accept("PRIMARY", "KEY"):
            column = replace(column, primary=True, not_null=True)
        elif cursor.accept("UNIQUE"):
            column = replace(column, unique=True)
        elif cursor.accept("REFERENCES"):
            column = replace(column, references=cursor.name())
            cursor.group()
            if cursor.accept("ON", "DELETE") or cursor.accept("ON", "UPDATE"):
                _ = cursor.accept("SET", "NULL") or cursor.accept("SET", "DEFAULT")
        elif cursor.accept("ON", "DELETE") or cursor.accept("ON", "UPDATE"):
            _ = cursor.accept("SET", "NULL") or cursor.accept("SET", "DEFAULT")
        elif cursor.accept("CHECK"):
            column = replace(column, check=statement.slice(cursor.group()))
        elif cursor.accept("AUTO_INCREMENT") or cursor.accept("AUTOINCREMENT"):
            column = replace(column, rewrites=True, default="the next number")
        elif cursor.accept("GENERATED"):
            _ = cursor.accept("ALWAYS") or cursor.accept("BY", "DEFAULT")
            cursor.accept("AS")
            if cursor.accept("IDENTITY"):
                column = replace(column, rewrites=True, not_null=True, default="the next identity value")
            else:
                column = _generated(column, cursor, statement)
        elif cursor.peek() == "AS" and cursor.peek(1) == "(":
            cursor.at += 1
            column = _generated(column, cursor, statement)
        else:
            cursor.at += 1
    return column


def _generated(column: Column, cursor: Cursor, statement: Statement) -> Column:
    expression = statement.slice(cursor.group())
    return replace(
        column,
        default=f"generated as {expression}",
        rewrites=not cursor.accept("VIRTUAL") and cursor.peek() == "STORED",
    )


def read_table(statement: Statement, tokens: tuple[Token, ...]) -> tuple[ColumnDef, ...]:
    """The columns between the parentheses of a CREATE TABLE, with what its table constraints say about them."""
    found: dict[str, ColumnDef] = {}
    for part in commas(tokens):
        if part[0].text in CONSTRAINT_STARTS and not (
            part[0].text in ("KEY", "INDEX", "CHECK") and len(part) > 1 and part[1].text in _KEY_TYPES
        ):
            _table_constraint(Cursor(part), found)
            continue
        if part[0].text == "LIKE":
            continue
        cursor = Cursor(part)
        name = cursor.name()
        column = read_column(statement, cursor.rest())
        found[name] = ColumnDef(
            name,
            column.type,
            column.not_null,
            column.default,
            column.primary,
            column.primary or column.unique,
            column.references,
            statement.source.line(part[0].start),
        )
    return tuple(found.values())


_KEY_TYPES = frozenset({"TEXT", "VARCHAR", "CHAR", "CHARACTER", "UUID", "BIGINT", "INT", "INTEGER", "BYTEA"})
"""A column may be called ``key``; its type comes next."""


def _table_constraint(cursor: Cursor, found: dict[str, ColumnDef]) -> None:
    if cursor.accept("CONSTRAINT"):
        cursor.name()
    primary = cursor.accept("PRIMARY", "KEY")
    foreign = not primary and cursor.accept("FOREIGN", "KEY")
    if not primary and not foreign and cursor.peek() in ("CHECK", "EXCLUDE"):
        return
    while cursor.at < len(cursor.tokens) and cursor.peek() != "(":
        cursor.at += 1
    columns = names_of(cursor.group())
    references = cursor.name() if foreign and cursor.accept("REFERENCES") else ""
    for index, name in enumerate(columns):
        column = found.get(name)
        if column is None:
            continue
        if primary:
            column = replace(column, primary=True, not_null=True)
        if foreign:
            column = replace(column, references=references) if len(columns) == 1 else column
        elif not index:
            column = replace(column, indexed=True)
        found[name] = column
