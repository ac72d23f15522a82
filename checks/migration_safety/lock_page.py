"""The lock table as a page for people: ``docs/migration-locks.md`` is this text."""

from __future__ import annotations

from checks.migration_safety.locks import ASSUMED, Lock, lock_table
from checks.migration_safety.operations import Database

_OPEN = 999
_BLOCKS = {
    "all": "reads and writes",
    "writes": "writes",
    "ddl": "other schema changes",
    "rows": "writers of the same rows",
    "none": "nobody",
}
_HEAD = """# What a schema change locks

The migration rules read this table, and their messages quote it. It is made from `checks/migration_safety/locks.yml`; every row
cites the vendor's manual, and the tests run each PostgreSQL row on a real server and compare the lock that it takes, whether the
table's file is written anew, and whether its rows are read. On a MariaDB server they try each row's statement with every ALGORITHM
and LOCK clause: it must accept those that the row claims and refuse the cheaper ones. MySQL's rows rest on its manual alone.

How to read it:

- **Lock** is held from the statement until its transaction ends. In PostgreSQL it is the table lock's mode; in MySQL and MariaDB
  the strictest `LOCK` clause under which the server can do it (each `ALTER TABLE` also takes an exclusive metadata lock for a
  moment at its start and end).
- **Work** is what is done while it is held. A lock without work is short, but whoever takes ACCESS EXCLUSIVE still waits for every
  running query on the table, and all others wait behind it: set a `lock_timeout`.
- **Blocks** says who waits meanwhile.

Which database and version count: the configuration's `database` (`postgresql-16`, `mysql-8.0`, `mariadb-10.6`); else drivers,
settings and container images in the repository, and the finding says so; else {assumed}.
"""


def page() -> str:
    """The whole page in Markdown."""
    assumed = ", ".join(f"{database.value} {_version(version)}" for database, version in ASSUMED.items())
    parts = [_HEAD.format(assumed=assumed)]
    for database in (Database.POSTGRESQL, Database.MYSQL, Database.MARIADB):
        parts.append(f"## {database.value}\n")
        algorithm = database is not Database.POSTGRESQL
        names = [
            "Operation",
            "Versions",
            *(["Algorithm"] if algorithm else []),
            "Lock",
            "Work",
            "Blocks",
            "Manual",
        ]
        parts.append("| " + " | ".join(names) + " |\n|" + "---|" * len(names))
        parts.extend(_row(row, algorithm) for row in lock_table() if row.database is database)
        parts.append("")
    return "\n".join(parts)


def _row(row: Lock, algorithm: bool) -> str:
    name = f"{row.operation.value}, {row.variant}" if row.variant else row.operation.value
    lock = row.mode + (f"; {row.also} on the other table" if row.also else "")
    cells = [
        name,
        _range(row),
        *([row.algorithm or "-"] if algorithm else []),
        lock,
        row.work or "none",
        _BLOCKS[row.blocks],
        f"[{row.says}]({row.cite})",
    ]
    return "| " + " | ".join(cells) + " |"


def _range(row: Lock) -> str:
    since = _version(row.since) if row.since != (0, 0) else ""
    until = _version((row.until[0], 0) if row.until[1] == 99 else row.until) if row.until[0] != _OPEN else ""
    if since and until:
        return f"{since} to {until}"
    return f"from {since}" if since else f"up to {until}" if until else "all"


def _version(version: tuple[int, int]) -> str:
    return f"{version[0]}.{version[1]}" if version[1] or version[0] < 10 else str(version[0])


if __name__ == "__main__":
    import sys

    sys.stdout.write(page())
