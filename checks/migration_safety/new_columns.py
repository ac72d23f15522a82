"""Every column that a change adds, whether by ALTER TABLE or with its table, in one form for the rules that judge columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from checks.languages import language_of, reported
from checks.migration_safety.change_operations import ChangeOperations
from checks.migration_safety.operations import ColumnDef, Kind, Operation
from checks.rules import Defect, Site


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
    for op in ops.added:
        if op.kind is Kind.CREATE_TABLE:
            for column in op.defined:
                line = column.line or op.line
                end = line if column.line else op.end_line
                yield NewColumn(_folded(ops, op.table, column), op, line, end, True)
        elif op.kind is Kind.ADD_COLUMN and op.column:
            made = ColumnDef(op.column, op.type, op.not_null, op.default, line=op.line)
            with_table = ops.is_new(op.table)
            yield NewColumn(_folded(ops, op.table, made, op), op, op.line, op.end_line, with_table)


def _folded(ops: ChangeOperations, table: str, column: ColumnDef, by: Operation | None = None) -> ColumnDef:
    """The column with the keys and indexes that the rest of the change gives it."""
    for other in ops.forward:
        if other.table.casefold() != table.casefold() or other.column != column.name:
            continue
        if by is not None and other.inline and (other.path, other.line) != (by.path, by.line):
            continue
        if other.kind is Kind.ADD_PRIMARY_KEY:
            column = replace(column, primary=True, indexed=True, not_null=True)
        elif other.kind in (Kind.CREATE_INDEX, Kind.ADD_UNIQUE) and other.type != "fulltext":
            column = replace(column, indexed=True)
        elif other.kind is Kind.ADD_FOREIGN_KEY and len(other.columns) == 1:
            column = replace(column, references=other.references or "...")
    # ``PRIMARY KEY (a, b)`` makes b a part of the key, though no index starts with it.
    for other in ops.forward:
        if (
            other.kind is Kind.ADD_PRIMARY_KEY
            and other.table.casefold() == table.casefold()
            and column.name in other.columns[1:]
        ):
            column = replace(column, primary=True)
    return column
