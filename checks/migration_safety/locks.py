"""What each schema operation locks, rewrites, scans and keeps waiting, by database and version.

The facts stand in ``locks.yml``, each with the manual's page; the tests run PostgreSQL's rows on a real server. Rules ask
:func:`lock_of` and quote its sentence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from checks.migration_safety.column_types import SERIAL_TYPES, Change, column_type, type_change
from checks.migration_safety.operations import Database, Kind, Operation

PG_LOCKING = "https://www.postgresql.org/docs/current/explicit-locking.html"
PG_ALTER_TABLE = "https://www.postgresql.org/docs/current/sql-altertable.html"
PG_CREATE_INDEX = "https://www.postgresql.org/docs/current/sql-createindex.html"
PG_DROP_INDEX = "https://www.postgresql.org/docs/current/sql-dropindex.html"
PG_VOLATILITY = "https://www.postgresql.org/docs/current/xfunc-volatility.html"
PG_UPDATE = "https://www.postgresql.org/docs/current/sql-update.html"
PG_TRUNCATE = "https://www.postgresql.org/docs/current/sql-truncate.html"
MYSQL_ONLINE_DDL = "https://dev.mysql.com/doc/refman/8.0/en/innodb-online-ddl-operations.html"
MYSQL_ALTER_TABLE = "https://dev.mysql.com/doc/refman/8.0/en/alter-table.html"

ASSUMED: Mapping[Database, tuple[int, int]] = {
    Database.POSTGRESQL: (14, 0),
    Database.MYSQL: (8, 0),
    Database.MARIADB: (10, 6),
}
"""The version that is judged for where none is known: the oldest one that its vendor still maintains, roughly."""

_ANY_BEFORE, _ANY_AFTER = (0, 0), (999, 0)
_BLOCKS = {
    "all": "blocks reads and writes",
    "writes": "blocks writes",
    "ddl": "blocks other schema changes only",
    "rows": "blocks writers of the same rows",
    "none": "blocks nobody",
}
_COPIES = {"COPY": "copies", "INPLACE": "rebuilds", "INSTANT": "rewrites"}


@dataclass(frozen=True, slots=True)
class Lock:
    """One row of the table: what an operation does to the table's other users."""

    database: Database
    operation: Kind
    variant: str
    since: tuple[int, int]
    until: tuple[int, int]
    mode: str
    """PostgreSQL's lock mode; for MySQL and MariaDB the strictest LOCK clause that holds."""
    algorithm: str
    """INSTANT, INPLACE or COPY; ``""`` for PostgreSQL."""
    rewrite: str
    """``table``, ``index`` or ``none``."""
    scan: bool
    blocks: str
    """``all``, ``writes``, ``ddl``, ``rows`` or ``none``."""
    also: str
    """Mode taken on a second table, ``""`` when there is none."""
    says: str
    cite: str
    """Address of the manual's page."""
    attempt: str = ""
    """A statement that does it, for the tests."""
    before: tuple[str, ...] = ()
    outside: bool = False
    on: str = "t"
    other: str = "r"

    @property
    def long(self) -> bool:
        """Whether the lock is held for as long as the table is large."""
        return self.scan or self.rewrite != "none"

    @property
    def hurts(self) -> bool:
        """Whether reads or writes wait for as long as the table is large."""
        return self.long and self.blocks in ("all", "writes")

    @property
    def work(self) -> str:
        """``rewrites the table``, ``scans the table``, ``builds the index``; ``""`` for a change of the catalogue alone."""
        if self.rewrite == "table":
            return f"{_COPIES.get(self.algorithm, 'rewrites')} the table"
        if self.rewrite == "index":
            return "builds the index from every row"
        return "scans the table" if self.scan else ""

    def sentence(self, table: str, referenced: str = "") -> str:
        """``takes ACCESS EXCLUSIVE on `orders`, scans the table and blocks reads and writes until it ends``."""
        mode = "a shared lock" if self.mode == "SHARED" else self.mode
        places = (f"`{table}`" if table else "its table") + (
            f" and `{referenced}`" if referenced and self.also == self.mode else ""
        )
        parts = [f"takes {mode} on {places}"] if self.mode not in ("NONE", "none", "rows") else []
        if self.work:
            parts.append(self.work)
        effect = f"{_BLOCKS[self.blocks]} until it ends"
        return f"{', '.join(parts)} and {effect}" if parts else effect


@cache
def lock_table() -> tuple[Lock, ...]:
    """All rows, in the file's order."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = files("checks.migration_safety").joinpath("locks.yml").read_text("utf-8")
    data: Mapping[str, Any] = yaml.load(text, loader)
    citations = data["citations"]
    names = {
        "postgresql": Database.POSTGRESQL,
        "mysql": Database.MYSQL,
        "mariadb": Database.MARIADB,
    }
    return tuple(_row(database, entry, citations) for name, database in names.items() for entry in data[name])


_KEYS = frozenset(
    {
        "operation", "variant", "since", "until", "lock", "algorithm", "rewrite", "scan", "blocks", "also", "says", "cite",
        "try", "before", "outside", "on", "other",
    }
)  # fmt: skip


def _row(database: Database, entry: Mapping[str, Any], citations: Mapping[str, str]) -> Lock:
    odd = entry.keys() - _KEYS
    if odd:
        raise ValueError(
            f"locks.yml: {entry['operation']} has the unknown keys {sorted(odd)}; quote text with commas"
        )
    return Lock(
        database,
        Kind(entry["operation"]),
        entry.get("variant", ""),
        _version(entry["since"]) if "since" in entry else _ANY_BEFORE,
        _version(entry["until"], 99) if "until" in entry else _ANY_AFTER,
        entry["lock"],
        entry.get("algorithm", ""),
        entry["rewrite"],
        entry["scan"],
        entry["blocks"],
        entry.get("also", ""),
        entry["says"],
        citations[entry["cite"]],
        entry.get("try", ""),
        tuple(entry.get("before", ())),
        entry.get("outside", False),
        entry.get("on", "t"),
        entry.get("other", "r"),
    )


def _version(value: object, minor: int = 0) -> tuple[int, int]:
    major, _, rest = str(value).partition(".")
    return int(major), int(rest) if rest else minor


@cache
def _index() -> Mapping[tuple[Database, Kind, str], tuple[Lock, ...]]:
    found: dict[tuple[Database, Kind, str], tuple[Lock, ...]] = {}
    for row in lock_table():
        key = (row.database, row.operation, row.variant)
        found[key] = (*found.get(key, ()), row)
    return found


def find_lock(database: Database, version: tuple[int, int], kind: Kind, variant: str = "") -> Lock | None:
    """The row of an operation on a server; the operation's plain row where the variant has none for that version."""
    version = version if version != (0, 0) else ASSUMED.get(database, (0, 0))
    for name in dict.fromkeys((variant, "")):
        fitting = [r for r in _index().get((database, kind, name), ()) if r.since <= version <= r.until]
        if fitting:
            return fitting[-1]
    return None


def lock_of(op: Operation, variant: str | None = None) -> Lock | None:
    """The lock of an operation on its database and version; None where the table has no row (SQLite locks its whole file).

    ``variant`` overrides what the operation itself shows: a rule may know more (a validated CHECK, the old type)."""
    return find_lock(op.database, op.version, op.kind, variant_of(op) if variant is None else variant)


def server_version(op: Operation) -> tuple[int, int]:
    """The server's version, the assumed one where it is not known."""
    return op.version if op.version != (0, 0) else ASSUMED.get(op.database, (0, 0))


_DECIDES = {
    Kind.ADD_COLUMN: lambda op: _column_variant(op),
    Kind.ALTER_TYPE: lambda op: _type_variant(op),
}


def variant_of(op: Operation) -> str:
    """What of an operation decides its row, as the table names it; ``""`` for the plain form."""
    decide = _DECIDES.get(op.kind)
    if decide is not None:
        return decide(op)
    if op.concurrently:
        return "concurrently"
    if op.using_index:
        return "using index"
    if op.kind is Kind.CREATE_INDEX and op.type == "fulltext":
        return "fulltext"
    if op.kind in (Kind.CREATE_INDEX, Kind.DROP_INDEX) and op.online is False:
        return "asked to block"
    if op.not_valid:
        return "not valid"
    if op.kind is Kind.ADD_FOREIGN_KEY and op.inline and op.default is None and not op.app_default:
        return "new column"
    return ""


def _column_variant(op: Operation) -> str:
    default = op.default or ""
    if default.startswith("generated"):
        return "stored" if op.rewrites else "virtual"
    if op.type.casefold() in SERIAL_TYPES or default in ("the next number", "the next identity value"):
        return "numbered"
    if op.rewrites:
        return "volatile"
    return "default" if op.default is not None or op.app_default else ""


def _type_variant(op: Operation) -> str:
    change = type_change(
        column_type(op.former_type) if op.former_type else None, column_type(op.type), op.database
    )
    return type_variant(change)


def type_variant(change: Change) -> str:
    """The variant of a type change whose cost is known."""
    return {Change.METADATA: "catalogue", Change.NARROWS: "narrows"}.get(change, "")


def is_mysql(op: Operation) -> bool:
    """MySQL or MariaDB."""
    return op.database in (Database.MYSQL, Database.MARIADB)
