"""Every column that a change adds, whether by ALTER TABLE or with its table, in one form for the rules that judge columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from checks.languages import language_of, reported
from checks.migration_safety.change_operations import ChangeOperations
from checks.migration_safety.operations import ColumnDef, Kind, Operation
from checks.rules import Defect, Site

_FOLDED = frozenset({Kind.ADD_PRIMARY_KEY, Kind.ADD_FOREIGN_KEY, Kind.CREATE_INDEX, Kind.ADD_UNIQUE})


@dataclass(frozen=True, slots=True)
class NewColumn:
    """A column and the operation that adds it."""

    column: ColumnDef
    op: Operation
    line: int
    end_line: int
    with_table: bool
    """The column comes with a new table."""

    @property
    def label(self) -> str:
        """`` `orders.total` ``"""
        return f"`{self.op.table}.{self.column.name}`"

    def site(self, defect: Defect | None = None) -> Site:
        """The column as a site."""
        language = reported(language_of(self.op.path))
        return Site(self.op.path, self.line, self.end_line, language, defect)


def new_columns(ops: ChangeOperations) -> Iterator[NewColumn]:
    """Columns of the added operations, constraints that later statements of the change give them folded in."""
    by_table: dict[str, list[Operation]] = {}
    for op in ops.forward:
        if op.kind in _FOLDED:
            by_table.setdefault(op.table.casefold(), []).append(op)
    for op in ops.added:
        others = by_table.get(op.table.casefold(), [])
        if op.kind is Kind.CREATE_TABLE:
            for column in op.defined:
                line = column.line or op.line
                end = line if column.line else op.end_line
                yield NewColumn(_folded(others, column), op, line, end, True)
        elif op.kind is Kind.ADD_COLUMN and op.column:
            made = ColumnDef(op.column, op.type, op.not_null, op.default, line=op.line)
            with_table = ops.is_new(op.table)
            yield NewColumn(_folded(others, made, op), op, op.line, op.end_line, with_table)


def _folded(others: list[Operation], column: ColumnDef, by: Operation | None = None) -> ColumnDef:
    """The column with the keys and indexes that other operations on its table give it."""
    for other in others:
        if other.kind is Kind.ADD_PRIMARY_KEY and column.name in other.columns[1:]:
            # ``PRIMARY KEY (a, b)`` makes b a part of the key, though no index starts with it.
            column = replace(column, primary=True)
        if other.column != column.name:
            continue
        if by is not None and other.inline and (other.path, other.line) != (by.path, by.line):
            continue
        if other.kind is Kind.ADD_PRIMARY_KEY:
            column = replace(column, primary=True, indexed=True, not_null=True)
        elif other.kind is Kind.ADD_FOREIGN_KEY:
            if len(other.columns) == 1:
                column = replace(column, references=other.references or "...")
        elif other.type != "fulltext":
            column = replace(column, indexed=True)
    return column
