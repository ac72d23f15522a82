"""One migration file of any format to its operations: which reader reads it, and what files beside it say about transactions."""

from __future__ import annotations

import re
from dataclasses import replace

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
from checks.views import RepoView


def read_migration(
    repo: RepoView, kind: MigrationFile, text: str, database: Database, version: tuple[int, int] = (0, 0)
) -> list[Operation]:
    """Operations of one migration file of any format."""
    template = Operation(Kind.OTHER, kind.path, 1, 1, kind.tool, database=database, version=version)
    if kind.path.endswith((".xml", ".yaml", ".yml", ".json")):
        return read_changelog(text, template, repo)
    if kind.path.endswith(".sql"):
        return read_sql_file(
            text, template, down=kind.down, transactional=_sql_transactional(repo, kind, text)
        )
    module = repo.module(kind.path)
    if module is None:
        return []
    if kind.tool is Tool.ALEMBIC:
        ops = read_alembic(module, template, transactional=_alembic_transactional(repo, kind.path))
    elif kind.tool is Tool.DJANGO:
        ops = read_django(module, template, repo)
    elif kind.tool is Tool.RAILS:
        ops = read_rails(module, template)
    elif kind.tool is Tool.EF_CORE:
        ops = read_ef_core(module, template)
    elif kind.tool is Tool.TYPEORM:
        ops = read_typeorm(module, template, transactional=_typeorm_transactional(repo))
    elif kind.tool is Tool.SEQUELIZE:
        ops = read_sequelize(module, template)
    else:
        ops = read_knex(module, template, transactional=_knex_transactional(repo))
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
    files = [p for p in repo.paths() if re.search(paths, p) and "node_modules/" not in p][:_SETTINGS]
    return any(re.search(pattern, repo.text(p) or "", re.I) for p in files)


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
