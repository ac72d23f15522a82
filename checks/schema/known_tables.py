"""What a repository says about one table: its models, its schema file and its migrations, found by a word search.

Nothing is parsed but the files that name the table; the answer is kept for the revision.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from checks.migration_safety.migration_files import is_migration_path, migration_file
from checks.migration_safety.operations import Database, Kind, Operation, Tool
from checks.schema.declared import DeclaredTable
from checks.schema.go_models import QUICK_GORM, gorm_models, snake
from checks.schema.jpa_entities import QUICK_JPA, jpa_entities
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
"""Files that name the table and are read for it, those first that by their path are models, schemas or migrations."""
LIKELY_FILES = FILES
"""With more models, schemas and migrations that name a table, nothing is known about it."""
_SUFFIXES = (".py", ".prisma", ".rb", ".sql", ".js", ".ts", ".go", ".java", ".kt")
_LIKELY = re.compile(
    r"model|entit|schema|migrat|alembic|versions/|\.prisma$|\.sql$|(?:^|/)db/|domain|tables?", re.I
)
_BOOLEAN = re.compile(r"bool", re.I)


@dataclass(frozen=True, slots=True)
class KnownTable:
    """A table and the columns with which an index, a unique constraint or its key starts."""

    name: str
    columns: frozenset[str]
    leading: frozenset[str]
    """First columns of indexes, partial ones too. Django's key columns stand under both names (``customer`` and
    ``customer_id``)."""
    booleans: frozenset[str] = frozenset()
    """Columns of two values, which hardly gain by an index."""
    tables: frozenset[str] = frozenset()
    """Names of the table in the database, as declared or as the ORM would make them."""


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


def known_model(repo: RepoView, name: str) -> KnownTable | None:
    """Like :func:`known_table` for a model's name, with what migrations do to its table under the table's own name."""
    known = known_table(repo, name)
    if known is None and name[:1].isupper():
        usual = (known_table(repo, table) for table in sorted(_usual_tables(name)))
        known = next((k for k in usual if k is not None), None)
    if known is None:
        return None
    columns, leading, booleans = set(known.columns), set(known.leading), set(known.booleans)
    for other in sorted(known.tables - {name}):
        more = known_table(repo, other)
        if more is not None:
            columns = columns or set(more.columns)
            leading |= more.leading
            booleans |= more.booleans
    # An attribute and its column stand for each other: an index made on one serves the other.
    for attribute in [c for c in columns if snake(c) in leading]:
        leading.add(attribute)
    return KnownTable(name, frozenset(columns), frozenset(leading), frozenset(booleans), known.tables)


def _read(repo: RepoView, name: str) -> KnownTable | None:
    declared: set[str] = set()
    migrated: set[str] = set()
    leading: set[str] = set()
    booleans: set[str] = set()
    tables: set[str] = set()
    found = False
    folded = name.casefold()
    hits = dict.fromkeys(path for path, _, _ in repo.search(sorted({name, folded}), suffixes=_SUFFIXES))
    if sum(1 for path in hits if _LIKELY.search(path)) > LIKELY_FILES:
        return None  # more than can be read: an index might stand in the rest
    for path in sorted(hits, key=lambda p: (not _LIKELY.search(p), p))[:FILES]:
        for table in (*declared_in(repo, path), *_typed_in(repo, path)):
            if folded not in (table.model.casefold(), table.table.casefold()):
                continue
            found = True
            tables |= {table.table} if table.table else _usual_tables(table.model)
            for column in table.columns.values():
                declared |= {column.name, column.column}
                if column.indexed or {column.name, column.column} & table.leading:
                    leading |= {column.name, column.column}
                if _BOOLEAN.search(column.type):
                    booleans |= {column.name, column.column}
            leading |= table.leading
        for op in _operations(repo, path):
            if folded not in (op.table.casefold(), op.model.casefold()):
                continue
            if op.kind is Kind.CREATE_TABLE:
                found = True
                migrated |= {c.name for c in op.defined} or set(op.columns)
                keys = op.tool is Tool.DJANGO
                leading |= {c.name for c in op.defined if c.indexed or (keys and c.references)}
                booleans |= {c.name for c in op.defined if _BOOLEAN.search(c.type)}
            elif op.kind is Kind.ADD_COLUMN:
                migrated |= set(op.columns)
                if _BOOLEAN.search(op.type):
                    booleans |= set(op.columns)
            elif op.kind in (Kind.CREATE_INDEX, Kind.ADD_UNIQUE, Kind.ADD_PRIMARY_KEY, Kind.ADD_EXCLUSION):
                leading |= set(op.columns[:1])
            elif op.kind is Kind.ADD_FOREIGN_KEY and op.tool is Tool.DJANGO:
                leading |= set(op.columns[:1])  # Django makes an index with every key
    if not found:
        return None
    # What a model inherits is not read, and neither are the indexes on it: only its own columns are known.
    columns = declared or migrated
    return KnownTable(name, frozenset(columns), frozenset(leading), frozenset(booleans), frozenset(tables))


def _usual_tables(model: str) -> set[str]:
    """What ORMs name the table of a model by themselves: ``OrderLine``, ``order_line``, ``order_lines``."""
    made = snake(model)
    if re.search(r"[^aeiou]y$", made):
        plural = made[:-1] + "ies"
    else:
        plural = made + ("es" if made.endswith(("s", "x", "ch", "sh")) else "s")
    return {made, plural, f"{model}s"}  # Sequelize: Users


def _typed_in(repo: RepoView, path: str) -> Iterator[DeclaredTable]:
    """Tables declared by Go structs and JPA classes, which no rule compares with migrations."""
    if not path.endswith((".go", ".java", ".kt")):
        return
    text = repo.text(path) or ""
    if path.endswith(".go"):
        if QUICK_GORM.search(text):
            yield from gorm_models(path, text)
    elif QUICK_JPA.search(text):
        yield from jpa_entities(path, text)


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
