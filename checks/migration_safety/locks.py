"""What each kind of operation locks, in words that a message can quote.

Facts and where they stand:

- PostgreSQL, *13.3 Explicit Locking*: the lock modes and what conflicts with them.
- PostgreSQL, *ALTER TABLE*: "An ACCESS EXCLUSIVE lock is acquired unless explicitly noted"; foreign keys take SHARE ROW
  EXCLUSIVE on both tables; VALIDATE CONSTRAINT takes SHARE UPDATE EXCLUSIVE; SET NOT NULL is skipped over by a valid CHECK.
- PostgreSQL, *CREATE INDEX*, "Building Indexes Concurrently": a plain build takes SHARE and stops writes.
- MySQL 8.0, *15.12.1 Online DDL Operations*: which operations run in place and which copy the table.
"""

from __future__ import annotations

from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Lock:
    """What an operation does to the table's other users."""

    mode: str
    work: str
    """What it does while it holds the lock: ``scans it``, ``rewrites it``, ``""``."""
    waits: str

    def sentence(self, table: str) -> str:
        """``takes ACCESS EXCLUSIVE on `orders` and scans it; reads and writes wait``."""
        work = f" and {self.work}" if self.work else ""
        return f"takes {self.mode} on `{table}`{work}; {self.waits} until it ends"


_ALL, _WRITES = "reads and writes wait", "writes wait"

_POSTGRESQL: dict[Kind, Lock] = {
    Kind.ADD_COLUMN: Lock("ACCESS EXCLUSIVE", "rewrites it", _ALL),
    Kind.SET_NOT_NULL: Lock("ACCESS EXCLUSIVE", "scans it", _ALL),
    Kind.ALTER_TYPE: Lock("ACCESS EXCLUSIVE", "rewrites it and its indexes", _ALL),
    Kind.CREATE_INDEX: Lock("SHARE", "reads all of it", _WRITES),
    Kind.DROP_INDEX: Lock("ACCESS EXCLUSIVE", "", _ALL),
    Kind.ADD_FOREIGN_KEY: Lock("SHARE ROW EXCLUSIVE", "checks every row", _WRITES),
    Kind.ADD_CHECK: Lock("ACCESS EXCLUSIVE", "scans it", _ALL),
    Kind.ADD_UNIQUE: Lock("ACCESS EXCLUSIVE", "builds the index", _ALL),
    Kind.ADD_PRIMARY_KEY: Lock("ACCESS EXCLUSIVE", "builds the index", _ALL),
    Kind.ADD_EXCLUSION: Lock("ACCESS EXCLUSIVE", "builds the index", _ALL),
    Kind.TRUNCATE: Lock("ACCESS EXCLUSIVE", "", _ALL),
}
_MYSQL: dict[Kind, Lock] = {
    Kind.ADD_COLUMN: Lock("a shared lock", "copies it", _WRITES),
    Kind.ALTER_TYPE: Lock("a shared lock", "copies it", _WRITES),
    Kind.ADD_FOREIGN_KEY: Lock("a shared lock", "copies it while checking every row", _WRITES),
    Kind.ADD_CHECK: Lock("a shared lock", "copies it", _WRITES),
    Kind.CREATE_INDEX: Lock("a shared lock", "reads all of it", _WRITES),
    Kind.DROP_INDEX: Lock("a shared lock", "", _WRITES),
}


def lock_of(op: Operation, kind: Kind | None = None) -> Lock | None:
    """The lock of an operation on its database; None where it is not known to matter (SQLite locks the whole file)."""
    table = {
        Database.POSTGRESQL: _POSTGRESQL,
        Database.MYSQL: _MYSQL,
        Database.MARIADB: _MYSQL,
    }.get(op.database)
    return None if table is None else table.get(kind or op.kind)


def is_mysql(op: Operation) -> bool:
    """MySQL or MariaDB."""
    return op.database in (Database.MYSQL, Database.MARIADB)
