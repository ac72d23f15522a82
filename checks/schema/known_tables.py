"""What a repository says about one table: its models, its schema file and its migrations, found by a word search.

Nothing is parsed but the files that name the table; the answer is kept for the revision.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from checks.migration_safety.migration_files import is_migration_path, migration_file
from checks.migration_safety.operations import Database, Kind, Operation
from checks.schema.declared import DeclaredTable
from checks.schema.prisma_schema import prisma_models
from checks.schema.python_models import (
    QUICK_DJANGO,
    QUICK_SQLALCHEMY,
    django_models,
    sqlalchemy_models,
    with_leading,
)
from checks.schema.rails_schema import rails_tables
from checks.schema.typeorm_entities import QUICK_TYPEORM, typeorm_entities
from checks.views import RepoView

FILES = 60
"""Files that name the table and are read for it."""
_SUFFIXES = (".py", ".prisma", ".rb", ".sql", ".js", ".ts")


@dataclass(frozen=True, slots=True)
class KnownTable:
    """A table and the columns with which an index, a unique constraint or its key starts."""

    name: str
    columns: frozenset[str]
    leading: frozenset[str]
    """First columns of indexes. Django's key columns stand under both names (``customer`` and ``customer_id``)."""


_DECLARED: WeakKeyDictionary[RepoView, dict[str, tuple[DeclaredTable, ...]]] = WeakKeyDictionary()
_KNOWN: WeakKeyDictionary[RepoView, dict[str, KnownTable | None]] = WeakKeyDictionary()


def declared_in(repo: RepoView, path: str) -> tuple[DeclaredTable, ...]:
    """Tables that one model or schema file declares; read once a revision."""
    kept = _DECLARED.setdefault(repo, {})
    if path not in kept:
        kept[path] = tuple(_declared_in(repo, path))
    return kept[path]


def _declared_in(repo: RepoView, path: str) -> Iterator[DeclaredTable]:
    text = repo.text(path)
    if text is None:
        return
    if path.endswith(".prisma"):
        yield from prisma_models(path, text)
    elif path.endswith("schema.rb"):
        yield from rails_tables(path, text)
    elif path.endswith(".ts") and not is_migration_path(path):
        if QUICK_TYPEORM.search(text):
            yield from typeorm_entities(path, text)
    elif path.endswith(".py") and not is_migration_path(path):
        django = bool(QUICK_DJANGO.search(text))
        if not django and not QUICK_SQLALCHEMY.search(text):
            return
        module = repo.module(path)
        if module is not None:
            yield from map(with_leading, django_models(module) if django else sqlalchemy_models(module))


def known_table(repo: RepoView, name: str) -> KnownTable | None:
    """The table (or the table of the model) of this name; None where nothing in the repository declares it."""
    kept = _KNOWN.setdefault(repo, {})
    if name not in kept:
        kept[name] = _read(repo, name)
    return kept[name]


def _read(repo: RepoView, name: str) -> KnownTable | None:
    columns: set[str] = set()
    leading: set[str] = set()
    found = False
    paths: list[str] = []
    for path, _, _ in repo.search(sorted({name, name.casefold()}), suffixes=_SUFFIXES):
        if not paths or paths[-1] != path:
            paths.append(path)
    for path in paths[-FILES:]:
        for table in declared_in(repo, path):
            if name.casefold() not in (table.model.casefold(), table.table.casefold()):
                continue
            found = True
            for column in table.columns.values():
                columns |= {column.name, column.column}
                if column.indexed:
                    leading |= {column.name, column.column}
            leading |= table.leading
        for op in _operations(repo, path):
            if op.table.casefold() != name.casefold():
                continue
            if op.kind is Kind.CREATE_TABLE:
                found = True
                columns |= {c.name for c in op.defined} or set(op.columns)
                leading |= {c.name for c in op.defined if c.indexed}
            elif op.kind is Kind.ADD_COLUMN:
                columns |= set(op.columns)
            elif op.kind in (Kind.CREATE_INDEX, Kind.ADD_UNIQUE, Kind.ADD_PRIMARY_KEY):
                leading |= set(op.columns[:1])
    return KnownTable(name, frozenset(columns), frozenset(leading)) if found else None


def _operations(repo: RepoView, path: str) -> Iterator[Operation]:
    from checks.migration_safety.safe_reading import read_or_none
    from checks.migration_safety.server import Server

    text = repo.text(path)
    kind = None if text is None or re.search(r"\.prisma$|schema\.rb$", path) else migration_file(path, text)
    if kind is None or text is None:
        return
    for op in read_or_none(repo, kind, text, Server(Database.POSTGRESQL)) or ():
        if not op.down:
            yield op
