"""One migration file of any format to its operations: which reader reads it, and what files beside it say about transactions."""

from __future__ import annotations

import re
from dataclasses import replace
from hashlib import blake2b
from weakref import WeakKeyDictionary

from checks.migration_safety.alembic_reader import read_alembic
from checks.migration_safety.django_reader import read_django
from checks.migration_safety.ef_core_reader import read_ef_core
from checks.migration_safety.knex_reader import read_knex
from checks.migration_safety.liquibase_reader import read_changelog
from checks.migration_safety.migration_files import MigrationFile
from checks.migration_safety.operations import Database, Kind, Operation, Tool
from checks.migration_safety.rails_reader import read_rails, read_schema
from checks.migration_safety.sequelize_reader import read_sequelize
from checks.migration_safety.sql_reader import read_sql_file
from checks.migration_safety.typeorm_reader import read_typeorm
from checks.views import Kept, RepoView

KEPT_BYTES = 8_000_000
"""Text of migrations whose operations a process keeps: a team's next pull request meets the same history again."""
_KEPT: Kept[tuple[Operation, ...]] = Kept(KEPT_BYTES)
_OF_REPOSITORY: WeakKeyDictionary[RepoView, dict[tuple[str, str], bool]] = WeakKeyDictionary()


def read_migration(
    repo: RepoView, kind: MigrationFile, text: str, database: Database, version: tuple[int, int] = (0, 0)
) -> list[Operation]:
    """Operations of one migration file of any format. Where the file alone decides them, they are kept by its content."""
    template = Operation(Kind.OTHER, kind.path, 1, 1, kind.tool, database=database, version=version)
    if kind.path.endswith((".xml", ".yaml", ".yml", ".json")):
        return read_changelog(text, template, repo)
    if kind.tool is Tool.DJANGO:
        return _read_module(repo, template, transactional=True)
    transactional = _transactional(repo, kind, text)
    digest = blake2b(text.encode("utf-8", "replace"), digest_size=20).hexdigest()
    key = "\0".join((digest, *_circumstances(template), str(kind.down), str(transactional)))
    if key in _KEPT:
        return list(_KEPT.get(key))
    if kind.path.endswith(".sql"):
        found = read_sql_file(text, template, down=kind.down, transactional=transactional)
    else:
        found = _read_module(repo, template, transactional=transactional)
    _KEPT.put(key, tuple(found), len(text))
    return found


def _circumstances(op: Operation) -> tuple[str, ...]:
    """What of a file's circumstances stands in each of its operations."""
    return op.path, op.tool.name, op.database.name, *map(str, op.version)


def _transactional(repo: RepoView, kind: MigrationFile, text: str) -> bool:
    """Whether the tool runs the file in a transaction, as far as what stands beside it says."""
    if kind.path.endswith(".sql"):
        return _sql_transactional(repo, kind, text)
    folder = kind.path.rpartition("/")[0]
    kept = _OF_REPOSITORY.setdefault(repo, {})
    key = (kind.tool.name, folder)
    if key not in kept:
        decide = {
            Tool.ALEMBIC: lambda: _alembic_transactional(repo, kind.path),
            Tool.TYPEORM: lambda: _typeorm_transactional(repo),
            Tool.KNEX: lambda: _knex_transactional(repo),
        }.get(kind.tool)
        kept[key] = decide() if decide is not None else True
    return kept[key]


def _read_module(repo: RepoView, template: Operation, *, transactional: bool) -> list[Operation]:
    """Operations of a migration in a programming language."""
    module = repo.module(template.path)
    if module is None:
        return []
    if template.tool is Tool.ALEMBIC:
        ops = read_alembic(module, template, transactional=transactional)
    elif template.tool is Tool.DJANGO:
        ops = read_django(module, template, repo)
    elif template.tool is Tool.RAILS:
        ops = read_rails(module, template)
    elif template.tool is Tool.EF_CORE:
        ops = read_ef_core(module, template)
    elif template.tool is Tool.TYPEORM:
        ops = read_typeorm(module, template, transactional=transactional)
    elif template.tool is Tool.SEQUELIZE:
        ops = read_sequelize(module, template)
    else:
        ops = read_knex(module, template, transactional=transactional)
    return [
        replace(op, raw=op.raw or " ".join("\n".join(module.text_lines[op.line - 1 : op.end_line]).split()))
        for op in ops
    ]


def read_dumped_schema(repo: RepoView, like: Operation) -> list[Operation]:
    """The tables that ``db/schema.rb`` beside the migrations of ``like`` declares; none where Rails dumps SQL."""
    path = like.path.rpartition("/migrate/")[0] + "/schema.rb"
    module = repo.module(path)
    if module is None:
        return []
    template = Operation(Kind.OTHER, path, 1, 1, Tool.RAILS, database=like.database, version=like.version)
    return read_schema(module, template)


def _sql_transactional(repo: RepoView, kind: MigrationFile, text: str) -> bool:
    """Whether the tool's own habit holds for a SQL file: what stands beside it or in the tool's settings may turn it off."""
    if kind.tool is Tool.FLYWAY:
        beside = repo.text(f"{kind.path}.conf") or ""
        if re.search(r"executeInTransaction\s*=\s*false", beside + text[:_HEAD], re.I):
            return False
        # With mixed=true a script that holds a statement for outside a transaction runs outside as a whole.
        settings = r"(?:^|/)(?:flyway[^/]*\.(?:conf|toml)|application[^/]*\.(?:ya?ml|properties)|pom\.xml|build\.gradle(?:\.kts)?)$"
        mixed = r"\bmixed\b[\"'>]*\s*[:=>]?\s*[\"']?true"
        return "CONCURRENTLY" not in text.upper() or not _says(repo, settings, mixed)
    if kind.tool is Tool.GOLANG_MIGRATE:
        settings = r"(?:^|/)(?:Makefile|Taskfile\.ya?ml|(?:docker-)?compose[^/]*\.ya?ml|\.env(?:\.example)?)$"
        return not _says(repo, settings, r"x-multi-statement=true")
    return True


def _says(repo: RepoView, paths: str, pattern: str) -> bool:
    """Whether one of the repository's settings files holds the pattern."""
    kept = _OF_REPOSITORY.setdefault(repo, {})
    if (paths, pattern) not in kept:
        files = [p for p in repo.paths() if re.search(paths, p) and "node_modules/" not in p][:_SETTINGS]
        kept[paths, pattern] = any(re.search(pattern, repo.text(p) or "", re.I) for p in files)
    return kept[paths, pattern]


_HEAD, _SETTINGS = 400, 20


def _alembic_transactional(repo: RepoView, path: str) -> bool:
    folder = path.rpartition("/versions/")[0]
    candidates = [f"{folder}/env.py"] if folder else []
    candidates += [p for p in ("alembic/env.py", "migrations/env.py") if p not in candidates]
    outside = r"transactional_ddl\s*=\s*False|isolation_level\s*=\s*[\"']AUTOCOMMIT"
    return not any(re.search(outside, repo.text(p) or "") for p in candidates)


def _knex_transactional(repo: RepoView) -> bool:
    return not any(
        re.search(r"disableTransactions\s*:\s*true", repo.text(p) or "")
        for p in ("knexfile.js", "knexfile.ts", "src/knexfile.ts")
    )


def _typeorm_transactional(repo: RepoView) -> bool:
    """Whether the data source leaves ``migrationsTransactionMode`` at one that opens transactions."""
    sources = [
        p
        for p in repo.paths()
        if re.search(r"(?:^|/)(?:data-?source|ormconfig|typeorm[\w.-]*)\.(?:[cm]?[jt]s|json)$", p, re.I)
        and "node_modules/" not in p
    ][:_SOURCES]
    return not any(
        re.search(r"migrationsTransactionMode[\"']?\s*:\s*[\"']none", repo.text(p) or "") for p in sources
    )


_SOURCES = 5
