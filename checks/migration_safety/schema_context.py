"""What the repository's earlier migrations say about a table: the type a column has, the checks that hold, whose index it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from weakref import WeakKeyDictionary

from checks.migration_safety.change_operations import ChangeOperations, read_migration
from checks.migration_safety.column_types import ColumnType, column_type
from checks.migration_safety.migration_files import migration_file
from checks.migration_safety.operations import Kind, Operation
from checks.views import ChangeView

FILE_LIMIT = 200
"""Earlier migrations that are read for one name; those that name it last are the ones that count."""

_HISTORY: WeakKeyDictionary[ChangeView, dict[str, tuple[Operation, ...]]] = WeakKeyDictionary()


def history(view: ChangeView, op: Operation) -> tuple[Operation, ...]:
    """Forward operations of base's migrations in files that name the operation's table (the index, where only its name
    is known), oldest first."""
    kept = _HISTORY.setdefault(view, {})
    word = op.model or op.table or op.name
    if word not in kept:
        words = {word, op.table, op.model.casefold(), op.model.capitalize()} - {""} if op.model else {word}
        kept[word] = tuple(_read(view, words, op)) if word else ()
    return kept[word]


def _read(view: ChangeView, words: set[str], like: Operation) -> Iterator[Operation]:
    suffix = "." + like.path.rpartition(".")[2]
    paths: list[str] = []
    for path, _line, _text in view.base.search(sorted(words), suffixes=(suffix,)):
        if not paths or paths[-1] != path:
            paths.append(path)
    for path in sorted(paths)[-FILE_LIMIT:]:
        text = view.base.text(path)
        kind = None if text is None else migration_file(path, text)
        if kind is None or text is None:
            continue
        for op in read_migration(view.base, kind, text, like.database):
            if not op.down:
                yield op


def former_type(view: ChangeView, ops: ChangeOperations, op: Operation) -> ColumnType | None:
    """The column's type before this operation: what the migration says itself, else the last one declared."""
    if op.former_type:
        return column_type(op.former_type)
    found: str | None = None
    earlier = [*history(view, op), *ops.before(op)]
    for other in earlier:
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
    for other in [*history(view, op), *ops.before(op)]:
        if other.table.casefold() != op.table.casefold():
            continue
        if other.kind is Kind.ADD_CHECK and pattern.search(other.expression):
            if not other.not_valid:
                return True
            pending.add(other.name.casefold())
    validated = {
        other.name.casefold()
        for name in pending
        for other in [*history(view, op), *ops.before(op)]
        if other.kind is Kind.VALIDATE_CONSTRAINT
    }
    return bool(pending & validated)


def already_not_null(view: ChangeView, ops: ChangeOperations, op: Operation) -> bool:
    """Whether the earlier migrations already made the column NOT NULL, so that saying it again changes nothing."""
    state = False
    for other in [*history(view, op), *ops.before(op)]:
        if other.table.casefold() != op.table.casefold() or other.column != op.column:
            continue
        if other.kind in (Kind.ADD_COLUMN, Kind.SET_NOT_NULL, Kind.DROP_NOT_NULL):
            state = other.kind is Kind.SET_NOT_NULL or (other.kind is Kind.ADD_COLUMN and other.not_null)
    return state


def index_table(view: ChangeView, ops: ChangeOperations, op: Operation) -> str:
    """Table of an index that is dropped by name alone; ``""`` when no migration says."""
    if op.table:
        return op.table
    for other in reversed([*history(view, op), *ops.before(op)]):
        if other.name.casefold() == op.name.casefold() and other.kind in (Kind.CREATE_INDEX, Kind.ADD_UNIQUE):
            return other.table
    return ""
