"""All operations that a change adds, read once for all rules of the family, with what they mean for each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from checks.changes import ChangedFile, Status
from checks.migration_safety.migration_files import (
    SUFFIXES,
    MigrationFile,
    database_from_sql,
    migration_file,
)
from checks.migration_safety.operations import DIALECTS, Database, Kind, Operation
from checks.migration_safety.safe_reading import read_safely
from checks.migration_safety.server import Server, server_of
from checks.views import ChangeView, RepoView


@dataclass(frozen=True, slots=True)
class ChangeOperations:
    """The schema operations of one change."""

    added: tuple[Operation, ...] = ()
    """Forward operations that the change itself adds, in file and source order."""
    forward: tuple[Operation, ...] = ()
    """All forward operations of the changed migrations, those that base had included."""
    database: Database = Database.POSTGRESQL
    guessed: bool = True
    """Neither configuration nor a driver names the database: PostgreSQL is assumed."""
    new_tables: frozenset[str] = frozenset()
    backward: tuple[Operation, ...] = ()
    """Rollback operations of the changed migrations."""
    migrations: tuple[MigrationFile, ...] = ()
    """The migration files among the changed files at head, in path order."""
    version: tuple[int, int] = (0, 0)
    """Of the server; ``(0, 0)`` when not known."""
    source: str = ""
    """What names the database: ``configuration``, a file's path, ``""`` when it was only assumed."""

    def on_existing(self, *kinds: Kind) -> Iterator[Operation]:
        """Added operations of these kinds on tables that the change does not create itself."""
        for op in self.added:
            if op.kind in kinds and not self.is_new(op.table):
                yield op

    def is_new(self, table: str) -> bool:
        """Whether the change itself creates the table."""
        return table.casefold() in self.new_tables

    def same_transaction(self, op: Operation) -> Iterator[Operation]:
        """Other forward operations of the same file and transaction."""
        if op.transaction is None:
            return
        for other in self.forward:
            if other is not op and other.path == op.path and other.transaction == op.transaction:
                yield other

    def before(self, op: Operation) -> Iterator[Operation]:
        """Forward operations of the change that run earlier, nearest file order."""
        for other in self.forward:
            if (other.path, other.line) < (op.path, op.line):
                yield other


_READ: WeakKeyDictionary[ChangeView, ChangeOperations] = WeakKeyDictionary()


def change_operations(view: ChangeView) -> ChangeOperations:
    """The operations of a change, read once."""
    found = _READ.get(view)
    if found is None:
        found = _read_change(view)
        _READ[view] = found
    return found


def _read_change(view: ChangeView) -> ChangeOperations:
    reader = _Reader(view)
    if not reader.any_candidate():
        return ChangeOperations()
    before = list(reader.base_operations())
    old = Counter(_identity(op) for _, op in before)
    forward: list[Operation] = []
    added: list[Operation] = []
    backward: list[Operation] = []
    made: set[str] = set()
    for change, ops in reader.head_operations():
        for op in ops:
            if op.down:
                backward.append(op)
                continue
            forward.append(op)
            identity = _identity(op)
            if old[identity] > 0:
                old[identity] -= 1
                continue
            if op.kind in (Kind.CREATE_TABLE, Kind.CREATE_VIEW):
                made.add(op.table.casefold())
            if change.status in (Status.ADDED, Status.COPIED) or change.touches(op.line, op.end_line):
                added.append(op)
    # A table that a moved or edited migration already made is not new; one from a deleted file is made anew (a squash).
    made -= {
        op.table.casefold()
        for change, op in before
        if op.kind is Kind.CREATE_TABLE and change.status is not Status.DELETED
    }
    # A new table that is renamed within the change (rebuild and swap) is new under either name.
    for op in forward:
        if op.kind is Kind.RENAME_TABLE and op.table.casefold() in made:
            made.add(op.new_name.casefold())
    server = reader.server
    return ChangeOperations(
        tuple(added),
        tuple(forward),
        server.database,
        not server.source,
        frozenset(made),
        tuple(backward),
        tuple(reader.migrations.values()),
        server.version,
        server.source,
    )


def _identity(op: Operation) -> tuple[object, ...]:
    return (op.kind, op.table, op.columns, op.name, op.new_name, op.type, op.not_null, op.default, op.raw)


class _Reader:
    """Reads changed migration files of both revisions."""

    def __init__(self, view: ChangeView) -> None:
        self.view = view
        self.sqlx = self._uses_sqlx()
        self._server: Server | None = None
        self.migrations: dict[str, MigrationFile] = {}

    def any_candidate(self) -> bool:
        """Whether any changed file could be a migration at all."""
        return any(f.path.endswith(SUFFIXES) for f in self.view.change.files)

    def _uses_sqlx(self) -> bool:
        text = self.view.head.text("Cargo.toml")
        return bool(text and "sqlx" in text)

    @property
    def server(self) -> Server:
        """The repository's database and its version."""
        if self._server is None:
            self._server = server_of(self.view.head, self.view.config.database)
        return self._server

    def base_operations(self) -> Iterator[tuple[ChangedFile, Operation]]:
        """Operations that base had in the files that the change modifies, moves or deletes."""
        for change in self.view.change.files:
            path = change.base_path
            if path is not None and change.status is not Status.COPIED:
                yield from ((change, op) for op in self.read(self.view.base, path))

    def head_operations(self) -> Iterator[tuple[ChangedFile, list[Operation]]]:
        """Operations of each changed file at head, in path order."""
        for file in self.view.files:
            yield file.change, self.read(self.view.head, file.path)

    def read(self, repo: RepoView, path: str) -> list[Operation]:
        """Operations of one file; none when it is no migration."""
        if not path.endswith(SUFFIXES):
            return []
        text = repo.text(path)
        kind = None if text is None else migration_file(path, text, sqlx=self.sqlx)
        if kind is None or text is None:
            return []
        if repo is self.view.head:
            self.migrations[path] = kind
        server = self._server_for(kind, text)
        return read_safely(self.view, repo, kind, text, server)

    def _server_for(self, kind: MigrationFile, text: str) -> Server:
        general = self.server
        parts = set(kind.path.casefold().split("/")[:-1])
        for database, names in DIALECTS.items():
            if names & parts and not (database is Database.MYSQL and general.database is Database.MARIADB):
                return general if database is general.database else Server(database, source=kind.path)
        if kind.path.endswith(".sql") and not general.source:
            database_here = database_from_sql(text)
            if database_here is not None and database_here is not general.database:
                return Server(database_here)
        return general
