"""One SQL statement to schema operations: the DDL and the writes that migrations are made of, in any dialect."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import replace

from checks.migration_safety.operations import Kind, Operation
from checks.migration_safety.sql_columns import (
    CONSTRAINT_STARTS,
    Cursor,
    commas,
    names_of,
    read_column,
    read_table,
)
from checks.migration_safety.sql_conditions import asked_online
from checks.migration_safety.sql_tokens import Comment, Statement, Token, statements
from checks.migration_safety.sql_writes import WriteReader


class StatementReader(WriteReader):
    """Turns statements into operations."""

    def read(self, statement: Statement) -> Iterator[Operation]:
        """The operations of one statement; none for what no rule judges."""
        cursor = Cursor(statement.tokens)
        verb = cursor.peek()
        if verb == "WITH":
            yield from self.read_with(statement)
        elif verb == "ALTER":
            yield from self._alter(statement, cursor)
        elif verb == "CREATE":
            yield from self._create(statement, cursor)
        elif verb == "DROP":
            yield from self._drop(statement, cursor)
        elif verb == "RENAME" and cursor.accept("RENAME", "TABLE"):
            for part in commas(cursor.rest()):
                names = Cursor(part)
                old = names.name()
                if names.accept("TO"):
                    yield self.make(Kind.RENAME_TABLE, statement, table=old, new_name=names.name())
        elif verb == "TRUNCATE":
            _ = cursor.accept("TRUNCATE", "TABLE") or cursor.accept("TRUNCATE")
            cursor.accept("ONLY")
            cascade = any(t.text == "CASCADE" for t in statement.tokens)
            for part in commas(cursor.rest()):
                yield self.make(Kind.TRUNCATE, statement, table=Cursor(part).name(), cascade=cascade)
        elif verb in ("UPDATE", "DELETE", "INSERT", "REPLACE"):
            yield from self.read_write(statement, cursor)
        elif verb == "REINDEX":
            yield self.read_reindex(statement, cursor)
        elif verb == "SET":
            cursor.at += 1
            _ = cursor.accept("LOCAL") or cursor.accept("SESSION")
            name = cursor.name()
            if name in ("lock_timeout", "statement_timeout"):
                yield self.make(Kind.SET_TIMEOUT, statement, name=name)
            elif name == "foreign_key_checks" and statement.tokens[-1].text in ("0", "OFF"):
                yield self.make(Kind.UNCHECK_KEYS, statement)
        elif verb == "REFRESH" and any(t.text == "CONCURRENTLY" for t in statement.tokens):
            return
        elif verb == "DO":
            yield from self._anonymous_block(statement)

    # --- ALTER -------------------------------------------------------------------------------------------------

    def _alter(self, statement: Statement, cursor: Cursor) -> Iterator[Operation]:
        if cursor.accept("ALTER", "TYPE"):
            name = cursor.name()
            if cursor.accept("RENAME", "VALUE"):
                old = cursor.peek().strip("'")
                cursor.at += 1
                cursor.accept("TO")
                yield self.make(
                    Kind.RENAME_ENUM_VALUE,
                    statement,
                    table=name,
                    columns=(old,),
                    new_name=cursor.peek().strip("'"),
                )
            elif cursor.accept("ADD", "VALUE"):
                cursor.skip_exists()
                yield self.make(Kind.ENUM_ADD_VALUE, statement, table=name, new_name=cursor.peek().strip("'"))
            return
        if not (cursor.accept("ALTER", "TABLE") or cursor.accept("ALTER", "ONLINE", "TABLE")):
            return
        cursor.skip_exists()
        cursor.accept("ONLY")
        table = cursor.name()
        cursor.accept("*")
        parts = commas(cursor.rest())
        online = asked_online(statement.tokens)
        for part in parts:
            for op in self._alter_command(statement, table, part, () if len(parts) == 1 else part):
                yield replace(op, online=online)

    def _alter_command(
        self, statement: Statement, table: str, part: tuple[Token, ...], place: tuple[Token, ...]
    ) -> Iterator[Operation]:
        cursor = Cursor(part)
        if cursor.accept("ADD"):
            if cursor.peek() in CONSTRAINT_STARTS:
                yield from self._add_constraint(statement, table, cursor, place)
                return
            cursor.accept("COLUMN")
            cursor.skip_exists()
            if cursor.peek() == "(":
                for inner in commas(cursor.group()):
                    yield from self._add_column(statement, table, Cursor(inner), inner)
                return
            yield from self._add_column(statement, table, cursor, place)
        elif cursor.accept("DROP"):
            yield from self._alter_drop(statement, table, cursor, place)
        elif cursor.accept("RENAME"):
            if cursor.accept("CONSTRAINT") or cursor.accept("INDEX") or cursor.accept("KEY"):
                return
            if cursor.accept("TO") or cursor.accept("AS"):
                yield self.make(Kind.RENAME_TABLE, statement, place, table=table, new_name=cursor.name())
                return
            cursor.accept("COLUMN")
            old = cursor.name()
            if cursor.accept("TO"):
                yield self.make(
                    Kind.RENAME_COLUMN, statement, place, table=table, columns=(old,), new_name=cursor.name()
                )
        elif cursor.accept("VALIDATE", "CONSTRAINT"):
            yield self.make(Kind.VALIDATE_CONSTRAINT, statement, place, table=table, name=cursor.name())
        elif cursor.accept("ALTER"):
            if cursor.accept("CONSTRAINT") or cursor.accept("INDEX"):
                return
            cursor.accept("COLUMN")
            yield from self._alter_column(statement, table, cursor, place)
        elif cursor.accept("MODIFY") or cursor.peek() == "CHANGE":
            changed = cursor.accept("CHANGE")
            cursor.accept("COLUMN")
            old = cursor.name()
            new = cursor.name() if changed else old
            column = read_column(statement, cursor.rest())
            if new != old:
                yield self.make(
                    Kind.RENAME_COLUMN, statement, place, table=table, columns=(old,), new_name=new
                )
            yield self.make(Kind.ALTER_TYPE, statement, place, table=table, columns=(old,), type=column.type)

    def _add_column(
        self, statement: Statement, table: str, cursor: Cursor, place: tuple[Token, ...]
    ) -> Iterator[Operation]:
        name = cursor.name()
        if not name:
            return
        column = read_column(statement, cursor.rest())
        added = self.make(
            Kind.ADD_COLUMN,
            statement,
            place,
            table=table,
            columns=(name,),
            type=column.type,
            not_null=column.not_null,
            default=column.default,
            rewrites=column.rewrites,
        )
        yield added
        # What an inline constraint costs depends on what the new column holds: see the rules.
        inline = replace(added, inline=True)
        if column.unique:
            yield replace(inline, kind=Kind.ADD_UNIQUE)
        if column.primary:
            yield replace(inline, kind=Kind.ADD_PRIMARY_KEY)
        if column.references:
            yield replace(inline, kind=Kind.ADD_FOREIGN_KEY, references=column.references)
        if column.check:
            yield replace(inline, kind=Kind.ADD_CHECK, expression=column.check)

    def _add_constraint(
        self, statement: Statement, table: str, cursor: Cursor, place: tuple[Token, ...]
    ) -> Iterator[Operation]:
        name = ""
        if cursor.accept("CONSTRAINT") and cursor.peek() not in (
            "CHECK",
            "UNIQUE",
            "PRIMARY",
            "FOREIGN",
            "EXCLUDE",
        ):
            cursor.skip_exists()
            name = cursor.name()
        texts = [t.text for t in cursor.rest()]
        not_valid = any(a == "NOT" and b == "VALID" for a, b in itertools.pairwise(texts))
        not_valid = not_valid or any(a == "NOT" and b == "ENFORCED" for a, b in itertools.pairwise(texts))
        using = any(a == "USING" and b == "INDEX" for a, b in itertools.pairwise(texts))
        common = {"table": table, "name": name, "not_valid": not_valid, "using_index": using}
        if cursor.accept("CHECK"):
            yield self.make(
                Kind.ADD_CHECK, statement, place, expression=statement.slice(cursor.group()), **common
            )
        elif cursor.accept("FOREIGN", "KEY"):
            if cursor.peek() != "(":
                cursor.name()
            columns = names_of(cursor.group())
            referenced = cursor.name() if cursor.accept("REFERENCES") else ""
            yield self.make(
                Kind.ADD_FOREIGN_KEY, statement, place, columns=columns, references=referenced, **common
            )
        elif cursor.accept("PRIMARY", "KEY"):
            yield self.make(
                Kind.ADD_PRIMARY_KEY, statement, place, columns=names_of(cursor.group()), **common
            )
        elif cursor.accept("EXCLUDE"):
            yield self.make(Kind.ADD_EXCLUSION, statement, place, **common)
        elif cursor.accept("UNIQUE"):
            while cursor.at < len(cursor.tokens) and cursor.peek() not in ("(", "USING"):
                cursor.at += 1
            yield self.make(Kind.ADD_UNIQUE, statement, place, columns=names_of(cursor.group()), **common)
        else:
            special = cursor.peek() in ("FULLTEXT", "SPATIAL")
            _ = cursor.accept("FULLTEXT") or cursor.accept("SPATIAL")
            _ = cursor.accept("INDEX") or cursor.accept("KEY")
            index = cursor.name() if cursor.peek() != "(" else ""
            columns = names_of(cursor.group())
            op = self.make(Kind.CREATE_INDEX, statement, place, table=table, name=index, columns=columns)
            yield replace(op, type="fulltext") if special else op

    def _alter_drop(
        self, statement: Statement, table: str, cursor: Cursor, place: tuple[Token, ...]
    ) -> Iterator[Operation]:
        cascade = any(t.text == "CASCADE" for t in cursor.rest())
        if cursor.accept("CONSTRAINT") or cursor.accept("FOREIGN", "KEY") or cursor.accept("CHECK"):
            cursor.skip_exists()
            yield self.make(
                Kind.DROP_CONSTRAINT, statement, place, table=table, name=cursor.name(), cascade=cascade
            )
            return
        if cursor.accept("PRIMARY", "KEY"):
            yield self.make(Kind.DROP_CONSTRAINT, statement, place, table=table)
            return
        if cursor.peek() in ("INDEX", "KEY"):
            cursor.at += 1
            yield self.make(Kind.DROP_INDEX, statement, place, table=table, name=cursor.name())
            return
        cursor.accept("COLUMN")
        cursor.skip_exists()
        name = cursor.name()
        if name:
            yield self.make(Kind.DROP_COLUMN, statement, place, table=table, columns=(name,), cascade=cascade)

    def _alter_column(
        self, statement: Statement, table: str, cursor: Cursor, place: tuple[Token, ...]
    ) -> Iterator[Operation]:
        common = {"table": table, "columns": (cursor.name(),)}
        if cursor.accept("SET", "NOT", "NULL"):
            yield self.make(Kind.SET_NOT_NULL, statement, place, **common)
        elif cursor.accept("DROP", "NOT", "NULL"):
            yield self.make(Kind.DROP_NOT_NULL, statement, place, **common)
        elif cursor.accept("SET", "DEFAULT"):
            yield self.make(
                Kind.SET_DEFAULT, statement, place, default=statement.slice(cursor.rest()), **common
            )
        elif cursor.accept("SET", "DATA", "TYPE") or cursor.accept("TYPE"):
            tokens = cursor.rest()
            end = next((i for i, t in enumerate(tokens) if t.text in ("USING", "COLLATE")), len(tokens))
            using = (
                statement.slice(tokens[end + 1 :])
                if end < len(tokens) and tokens[end].text == "USING"
                else ""
            )
            yield self.make(
                Kind.ALTER_TYPE,
                statement,
                place,
                type=statement.slice(tokens[:end]),
                expression=using,
                **common,
            )

    # --- CREATE ------------------------------------------------------------------------------------------------

    def _create(self, statement: Statement, cursor: Cursor) -> Iterator[Operation]:
        cursor.accept("CREATE")
        cursor.accept("OR", "REPLACE")
        while cursor.peek() in (
            "TEMP",
            "TEMPORARY",
            "UNLOGGED",
            "GLOBAL",
            "LOCAL",
            "MATERIALIZED",
            "RECURSIVE",
            "ONLINE",
        ):
            cursor.at += 1
        if cursor.accept("TABLE"):
            cursor.skip_exists()
            table = cursor.name()
            defined = read_table(statement, cursor.group())
            yield self.make(
                Kind.CREATE_TABLE,
                statement,
                table=table,
                columns=tuple(c.name for c in defined),
                type="\n".join(" ".join(c.type.split()) for c in defined),
                defined=defined,
            )
            return
        if cursor.accept("VIEW"):
            cursor.skip_exists()
            yield self.make(Kind.CREATE_VIEW, statement, table=cursor.name())
            return
        special = cursor.peek() in ("FULLTEXT", "SPATIAL")
        unique = cursor.accept("UNIQUE")
        _ = cursor.accept("FULLTEXT") or cursor.accept("SPATIAL")
        if cursor.accept("INDEX"):
            concurrently = cursor.accept("CONCURRENTLY")
            cursor.skip_exists()
            name = "" if cursor.peek() == "ON" else cursor.name()
            if not cursor.accept("ON"):
                return
            only = cursor.accept("ONLY")
            table = cursor.name()
            if cursor.accept("USING"):
                cursor.name()
            yield self.make(
                Kind.CREATE_INDEX,
                statement,
                table=table,
                name=name,
                columns=names_of(cursor.group()),
                concurrently=concurrently,
                only_parent=only,
                unique=unique,
                type="fulltext" if special else "",
                online=asked_online(statement.tokens),
            )

    # --- DROP --------------------------------------------------------------------------------------------------

    def _drop(self, statement: Statement, cursor: Cursor) -> Iterator[Operation]:
        cursor.accept("DROP")
        cascade = any(t.text == "CASCADE" for t in statement.tokens)
        if cursor.accept("INDEX"):
            concurrently = cursor.accept("CONCURRENTLY")
            cursor.skip_exists()
            for part in commas(cursor.rest()):
                names = Cursor(part)
                name = names.name()
                table = names.name() if names.accept("ON") else ""
                yield self.make(
                    Kind.DROP_INDEX,
                    statement,
                    table=table,
                    name=name,
                    concurrently=concurrently,
                    cascade=cascade,
                    online=asked_online(statement.tokens),
                )
            return
        if cursor.accept("TEMPORARY"):
            return
        kinds = {"TABLE": Kind.DROP_TABLE, "SCHEMA": Kind.DROP_SCHEMA, "DATABASE": Kind.DROP_DATABASE}
        what = cursor.peek()
        cursor.at += 1
        kind = kinds.get(what, Kind.DROP_OTHER)
        if kind is Kind.DROP_OTHER and not cascade:
            return
        cursor.accept("VIEW") if what == "MATERIALIZED" else None
        cursor.skip_exists()
        for part in commas(cursor.rest()):
            yield self.make(kind, statement, table=Cursor(part).name(), cascade=cascade, name=what.casefold())

    def _anonymous_block(self, statement: Statement) -> Iterator[Operation]:
        """The statements inside ``DO $$ ... $$``; writes in a loop count as batched."""
        body = next((t for t in statement.tokens if t.kind == "dollar"), None)
        if body is None:
            return
        mark = re.match(r"\$[^$]*\$", body.text)
        width = mark.end() if mark else 2
        inner = body.text[width:-width]
        first = statement.source.line(body.start + width)
        looping = 0
        for found in statements(inner, first):
            if isinstance(found, Comment):
                continue
            tokens = found.tokens
            start = 0
            for index, token in enumerate(tokens):
                if token.text in ("BEGIN", "THEN", "ELSE", "LOOP"):
                    start = index + 1
                    looping += token.text == "LOOP" and not (index and tokens[index - 1].text == "END")
                if token.text == "LOOP" and index and tokens[index - 1].text == "END":
                    looping -= 1
                if token.text in ("UPDATE", "ALTER", "DELETE", "CREATE", "DROP", "INSERT"):
                    break
            if start >= len(tokens):
                continue
            for op in self.read(Statement(tokens[start:], found.source)):
                yield replace(op, bounded=True) if looping > 0 else op
