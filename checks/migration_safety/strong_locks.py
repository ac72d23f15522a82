"""Which operations keep a table's readers or writers out, and which transaction holds which tables."""

from __future__ import annotations

from collections.abc import Iterator

from checks.migration_safety.change_operations import ChangeOperations
from checks.migration_safety.locks import Lock, lock_of
from checks.migration_safety.operations import Database, Kind, Operation

_NOT_ON_TABLES = frozenset(
    {
        Kind.DROP_SCHEMA,
        Kind.DROP_DATABASE,
        Kind.CREATE_VIEW,
        Kind.DROP_VIEW,
        Kind.REFRESH_VIEW,
        Kind.DROP_OTHER,
    }
)


def strong_lock(op: Operation) -> Lock | None:
    """The lock of an operation that makes reads or writes of its table wait, if only for a moment; PostgreSQL's alone."""
    if op.database is not Database.POSTGRESQL or op.concurrently or op.kind in _NOT_ON_TABLES:
        return None
    lock = lock_of(op)
    return lock if lock is not None and lock.blocks in ("all", "writes") else None


def strong_on_existing(ops: ChangeOperations, found: tuple[Operation, ...]) -> Iterator[Operation]:
    """Those of ``found`` that take a strong lock on a table which the change does not create."""
    for op in found:
        if op.table and not ops.is_new(op.table) and strong_lock(op) is not None:
            yield op
