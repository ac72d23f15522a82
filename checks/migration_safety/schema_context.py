"""What the repository's earlier migrations say about a table: the type a column has, the checks that hold, whose index it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from weakref import WeakKeyDictionary

from checks.migration_safety.change_operations import ChangeOperations, change_operations
from checks.migration_safety.column_types import ColumnType, column_type
from checks.migration_safety.migration_files import migration_file
from checks.migration_safety.migration_reading import read_dumped_schema
from checks.migration_safety.operations import Kind, Operation, Tool
from checks.migration_safety.safe_reading import read_safely
from checks.migration_safety.server import Server
from checks.views import ChangeView

FILE_LIMIT = 200
"""Earlier migrations that are read for one name; those that name it last are the ones that count."""

_HISTORY: WeakKeyDictionary[ChangeView, dict[str, tuple[Operation, ...]]] = WeakKeyDictionary()
_PLACES: WeakKeyDictionary[ChangeView, dict[str, dict[str, tuple[str, ...]]]] = WeakKeyDictionary()


def history(view: ChangeView, op: Operation) -> tuple[Operation, ...]:
    """Forward operations of base's migrations in files that name the operation's table (the index, where only its name
    is known), oldest first; at the end the schema as Rails dumped it."""
    kept = _HISTORY.setdefault(view, {})
    word = op.model or op.table or op.name
    if word not in kept:
        kept[word] = tuple(_read(view, _words(op), op)) if word else ()
    return kept[word]


def _words(op: Operation) -> set[str]:
    """Names under which earlier migrations know the operation's table."""
    if op.model:
        return {op.model, op.table, op.model.casefold(), op.model.capitalize()} - {""}
    return {op.table or op.name} - {""}


def _places(view: ChangeView, suffix: str) -> dict[str, tuple[str, ...]]:
    """Word -> paths of base that hold it, for the tables of all operations of the change at once: one search of the tree."""
    kept = _PLACES.setdefault(view, {})
    if suffix not in kept:
        ops = change_operations(view)
        wanted = {w for op in (*ops.forward, *ops.backward) if op.path.endswith(suffix) for w in _words(op)}
        found: dict[str, dict[str, None]] = {word: {} for word in wanted}
        odd = {word for word in wanted if not re.fullmatch(r"\w+", word)}
        for path, _line, text in view.base.search(sorted(wanted), suffixes=(suffix,)):
            for word in wanted.intersection(re.findall(r"\w+", text)):
                found[word][path] = None
            for word in odd:
                if word in text:
                    found[word][path] = None
        kept[suffix] = {word: tuple(sorted(paths)) for word, paths in found.items()}
    return kept[suffix]


def _read(view: ChangeView, words: set[str], like: Operation) -> Iterator[Operation]:
    places = _places(view, "." + like.path.rpartition(".")[2])
    paths = sorted({path for word in words for path in places.get(word, ())})
    for path in paths[-FILE_LIMIT:]:
        text = view.base.text(path)
        kind = None if text is None else migration_file(path, text)
        if kind is None or text is None:
            continue
        for op in read_safely(view, view.base, kind, text, Server(like.database)):
            if not op.down:
                yield op
    if like.tool is Tool.RAILS:
        yield from read_dumped_schema(view.base, like)


def earlier_of(view: ChangeView, ops: ChangeOperations, op: Operation) -> list[Operation]:
    """What happened to the operation's table before it, oldest first: under its name, and under those that the change itself
    took from it."""
    before = list(ops.before(op))
    found = [*history(view, op), *before]
    table = op.table.casefold()
    for renamed in reversed(before):
        if renamed.kind is Kind.RENAME_TABLE and renamed.new_name.casefold() == table and renamed.table:
            old = renamed.table.casefold()
            under_it = [*history(view, replace(op, table=renamed.table, model="")), *before]
            found = [*(replace(o, table=op.table) for o in under_it if o.table.casefold() == old), *found]
            table = old
    return found


def former_type(view: ChangeView, ops: ChangeOperations, op: Operation) -> ColumnType | None:
    """The column's type before this operation: what the migration says itself, else the last one declared."""
    if op.former_type:
        return column_type(op.former_type)
    found: str | None = None
    for other in earlier_of(view, ops, op):
        if other.table.casefold() != op.table.casefold():
            continue
        if other.kind is Kind.CREATE_TABLE and op.column in other.columns and other.type:
            types = other.type.split("\n")
            index = other.columns.index(op.column)
            found = types[index] if index < len(types) else found
        elif other.kind in (Kind.ADD_COLUMN, Kind.ALTER_TYPE) and other.column == op.column and other.type:
            found = other.type
    return None if found is None else column_type(found)


def not_null_check_validated(view: ChangeView, ops: ChangeOperations, op: Operation) -> bool:
    """Whether a valid ``CHECK (column IS NOT NULL)`` stands before this operation."""
    pattern = re.compile(rf"[\"`]?\b{re.escape(op.column)}[\"`]?\s+IS\s+NOT\s+NULL", re.IGNORECASE)
    pending: set[str] = set()
    for other in earlier_of(view, ops, op):
        if other.table.casefold() != op.table.casefold():
            continue
        if other.kind is Kind.ADD_CHECK and pattern.search(other.expression):
            if not other.not_valid:
                return True
            pending.add(other.name.casefold())
    validated = {
        other.name.casefold()
        for name in pending
        for other in earlier_of(view, ops, op)
        if other.kind is Kind.VALIDATE_CONSTRAINT
    }
    return bool(pending & validated)


def already_not_null(view: ChangeView, ops: ChangeOperations, op: Operation) -> bool:
    """Whether the earlier migrations already made the column NOT NULL, so that saying it again changes nothing."""
    state = False
    for other in earlier_of(view, ops, op):
        if other.table.casefold() != op.table.casefold():
            continue
        if other.kind is Kind.CREATE_TABLE:
            state = any(c.not_null for c in other.defined if c.name == op.column)
            continue
        if other.column != op.column:
            continue
        if other.kind in (Kind.ADD_COLUMN, Kind.SET_NOT_NULL, Kind.DROP_NOT_NULL):
            state = other.kind is Kind.SET_NOT_NULL or (other.kind is Kind.ADD_COLUMN and other.not_null)
    return state


def index_table(view: ChangeView, ops: ChangeOperations, op: Operation) -> str:
    """Table of an index that is dropped by name alone; ``""`` when no migration says."""
    if op.table:
        return op.table
    for other in reversed(earlier_of(view, ops, op)):
        if other.name.casefold() == op.name.casefold() and other.kind in (Kind.CREATE_INDEX, Kind.ADD_UNIQUE):
            return other.table
    return ""
