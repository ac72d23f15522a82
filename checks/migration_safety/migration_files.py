"""Which files are migrations, of which tool, and for which database.

A file is a migration when its place, its name or its own header says so; a schema dump, a seed, a fixture or a file of
queries is none, whatever statements it holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

from checks.migration_safety.operations import Database, Tool
from checks.silence import is_test_path

_FOLDERS = frozenset(
    {
        "migrations", "migration", "migrate", "dbmigrations", "db-migrations", "db_migrations", "sql-migrations",
        "sql_migrations", "schema-migrations", "schema_migrations", "flyway", "goose", "changesets", "pg-migrations",
    }
)  # fmt: skip
_CHANGELOGS = frozenset({"changelog", "changelogs", "liquibase"})
_NO_MIGRATIONS = frozenset(
    {
        "seed", "seeds", "seeders", "fixtures", "queries", "query", "dump", "dumps", "snapshots", "docs", "doc", "meta",
        "templates", "backups", "reports", "analytics",
    }
)  # fmt: skip
_NO_MIGRATION_NAME = re.compile(
    r"^(?:schema|structure|seeds?|dump|queries|query|fixtures?|init[-_]?data|test[-_]?data|sample[-_]?data|.*[._-]seed)\.(?:sql|[cm]?[jt]s)$",
    re.I,
)
_STEP_FOLDERS = frozenset(
    {"changes", "updates", "upgrades", "patches", "versions", "evolutions", "deploy", "deltas"}
)
"""Folders whose numbered SQL files are migrations."""
_FLYWAY = re.compile(r"^(?:[VU]\d+(?:[._]\d+)*|R)__.+\.sql$")
_NUMBERED = re.compile(r"^[vV]?\d")
_DOWN_NAME = re.compile(
    r"(?:[._-](?:down|rollback|undo|revert)\.sql$|^(?:down|rollback|undo|revert)\b.*\.sql$)", re.I
)
_UP_DOWN = re.compile(r"\.(up|down)\.sql$", re.I)
_DOWN_PARTS = frozenset({"down", "rollback", "rollbacks", "undo", "revert"})

SQL_SUFFIX = ".sql"
SCRIPT_SUFFIXES = (".js", ".ts", ".mjs", ".cjs", ".mts", ".cts")
CHANGELOG_SUFFIXES = (".xml", ".yaml", ".yml", ".json")
SUFFIXES = (SQL_SUFFIX, ".py", *SCRIPT_SUFFIXES, ".rb", ".cs", *CHANGELOG_SUFFIXES)
"""Ends of the names that a migration can have at all."""


@dataclass(frozen=True, slots=True)
class MigrationFile:
    """A migration file: its tool, and whether all of it is a rollback."""

    path: str
    tool: Tool
    down: bool = False


def migration_file(path: str, text: str, *, sqlx: bool = False) -> MigrationFile | None:
    """What kind of migration a file is; None when it is none. ``sqlx`` says that the repository uses that crate."""
    pure = PurePosixPath(path)
    parts = [p.casefold() for p in pure.parts[:-1]]
    if is_test_path(path) or _NO_MIGRATIONS & set(parts):
        return None
    name = pure.name
    if name.endswith(SQL_SUFFIX):
        return _sql_file(path, name, parts, text, sqlx)
    if name.endswith(".py"):
        return _python_file(path, parts, text)
    if name.endswith(SCRIPT_SUFFIXES) and not name.endswith(".d.ts"):
        return _script_file(path, name, parts, text)
    if name.endswith(".rb"):
        return _ruby_file(path, parts, text)
    if name.endswith(".cs"):
        return _csharp_file(path, name, text)
    if name.endswith(CHANGELOG_SUFFIXES):
        return _changelog(path, name, text)
    return None


def _sql_file(path: str, name: str, parts: list[str], text: str, sqlx: bool) -> MigrationFile | None:
    if re.match(r"\ufeff?\s*--\s*liquibase\s+formatted\s+sql", text, re.I):
        return MigrationFile(path, Tool.LIQUIBASE)
    if re.search(r"^[ \t]*--\s*\+goose\s+(?:Up|Down)\b", text, re.I | re.M):
        return MigrationFile(path, Tool.GOOSE)
    if re.search(r"^[ \t]*--\s*migrate:(?:up|down)\b", text, re.I | re.M):
        return MigrationFile(path, Tool.DBMATE)
    if _FLYWAY.match(name):
        return MigrationFile(path, Tool.FLYWAY, down=name.startswith("U"))
    if any(p.startswith("drizzle") for p in parts) or "--> statement-breakpoint" in text:
        return None if _NO_MIGRATION_NAME.match(name) else MigrationFile(path, Tool.DRIZZLE)
    if _NO_MIGRATION_NAME.match(name):
        return None
    placed = (
        bool(_FOLDERS & set(parts))
        or bool(_STEP_FOLDERS & set(parts[-1:]) and re.match(r"[vV]?\d{2,}[._-]", name))
        or any(re.search(r"(?:^|[-_])migrations?$", p) for p in parts)
    )
    if name == "migration.sql" and (placed or "prisma" in parts):
        return MigrationFile(path, Tool.PRISMA)
    direction = _UP_DOWN.search(name)
    if direction and (placed or _NUMBERED.match(name)):
        tool = Tool.SQLX if sqlx else Tool.GOLANG_MIGRATE
        return MigrationFile(path, tool, down=direction.group(1).casefold() == "down")
    if not placed:
        return None
    down = bool(_DOWN_NAME.search(name)) or bool(_DOWN_PARTS & set(parts))
    return MigrationFile(path, Tool.SQLX if sqlx else Tool.SQL, down=down)


def _python_file(path: str, parts: list[str], text: str) -> MigrationFile | None:
    if re.search(r"^class Migration\(", text, re.M) and "migrations" in parts and "django" in text:
        return MigrationFile(path, Tool.DJANGO)
    if re.search(r"^def upgrade\(", text, re.M) and re.search(
        r"^(?:from alembic\b|import alembic\b|down_revision\b)", text, re.M
    ):
        return MigrationFile(path, Tool.ALEMBIC)
    return None


def _ruby_file(path: str, parts: list[str], text: str) -> MigrationFile | None:
    if not re.search(r"<\s*(?:::)?(?:ActiveRecord::)?\w*Migration\b", text):
        return None
    placed = {"migrate", "post_migrate", "migrations"} & set(parts)
    if placed or any(p.endswith("_migrate") for p in parts) or "ActiveRecord::Migration" in text:
        return MigrationFile(path, Tool.RAILS)
    return None


def _csharp_file(path: str, name: str, text: str) -> MigrationFile | None:
    if name.endswith((".Designer.cs", "Snapshot.cs")):
        return None
    if re.search(r"\bclass\s+\w+\s*:\s*Migration\b", text) and "MigrationBuilder" in text:
        return MigrationFile(path, Tool.EF_CORE)
    return None


def _changelog(path: str, name: str, text: str) -> MigrationFile | None:
    """A Liquibase changelog; an index that only includes others is one without operations."""
    head = text[:20_000]
    if name.endswith(".xml"):
        found = "<databaseChangeLog" in head
    elif name.endswith(".json"):
        found = '"databaseChangeLog"' in head
    else:
        found = bool(re.search(r"^databaseChangeLog\s*:", head, re.M))
    return MigrationFile(path, Tool.LIQUIBASE) if found else None


def _script_file(path: str, name: str, parts: list[str], text: str) -> MigrationFile | None:
    typed = re.search(r"\bimplements\s+(?:\w+\s*,\s*)*MigrationInterface\b", text)
    if typed or (
        "queryRunner" in text and _FOLDERS & set(parts) and re.search(r"\bup\s*\(\s*queryRunner", text)
    ):
        return MigrationFile(path, Tool.TYPEORM)
    if not (_FOLDERS & set(parts)) or _NO_MIGRATION_NAME.match(name):
        return None
    exports_up = re.search(
        r"exports\.up\s*=|export\s+(?:async\s+)?function\s+up\b|export\s+const\s+up\b|module\.exports\s*=\s*\{|export\s*\{[^}]*\bup\b",
        text,
    )
    if "queryInterface" in text and re.search(r"\bup\b\s*[:=(]|\bup\s*\(", text):
        return MigrationFile(path, Tool.SEQUELIZE)
    if exports_up and re.search(r"\bknex\b|\.schema\b", text, re.I) and "kysely" not in text:
        return MigrationFile(path, Tool.KNEX)
    return None


def is_migration_path(path: str) -> bool:
    """Whether the path alone looks like a migration's (used to leave migrations out of a search of the code)."""
    pure = PurePosixPath(path)
    parts = {p.casefold() for p in pure.parts[:-1]}
    if (
        _FLYWAY.match(pure.name)
        or (_FOLDERS | _CHANGELOGS) & parts
        or any(p.startswith("drizzle") for p in parts)
    ):
        return True
    return "versions" in parts and pure.name.endswith(".py")


_POSTGRESQL = re.compile(
    r"\bpsycopg|\basyncpg\b|\bpgx\b|lib/pq\b|\"pg\"|\bpg-promise\b|\bpostgres(?:ql)?\b|@vercel/postgres|tokio-postgres|\bNpgsql\b|\bpg8000\b",
    re.I,
)
_MARIADB = re.compile(r"\bmariadb\b", re.I)
_MYSQL = re.compile(r"\bmysql", re.I)
_SQLITE_ONLY = re.compile(
    r"provider\s*=\s*\"sqlite\"|dialect:\s*['\"]sqlite['\"]|libsql|\bD1Database\b", re.I
)
_SQLSERVER = re.compile(
    r"EntityFrameworkCore\.SqlServer|\bmssql\b|\btedious\b|\bsqlserver\b|\bpyodbc\b", re.I
)
_MANIFESTS = re.compile(
    r"(?:^|/)(?:[^/]+\.csproj|Directory\.(?:Packages|Build)\.props|package\.json|go\.mod|requirements[^/]*\.(?:txt|in)|pyproject\.toml|Pipfile|setup\.(?:cfg|py)|pom\.xml"
    r"|build\.gradle(?:\.kts)?|Cargo\.toml|Gemfile|schema\.prisma|(?:docker-)?compose[^/]*\.ya?ml|knexfile\.[jt]s"
    r"|alembic\.ini|settings(?:/[a-z_]+)?\.py|drizzle\.config\.[jt]s|application[^/]*\.(?:ya?ml|properties)|flyway\.(?:conf|toml)"
    r"|config/database\.[a-z]+|atlas\.hcl|sqlc\.ya?ml|\.env(?:\.example|\.sample)?|dbmate\.env|env\.py)$"
)
_MANIFEST_LIMIT = 60


def database_from_config(name: str) -> Database | None:
    """``postgresql-16`` -> PostgreSQL; None for a name not known."""
    word = re.split(r"[-:@ ]", name.casefold(), maxsplit=1)[0]
    return {
        "postgresql": Database.POSTGRESQL,
        "postgres": Database.POSTGRESQL,
        "mysql": Database.MYSQL,
        "mariadb": Database.MARIADB,
        "sqlite": Database.SQLITE,
    }.get(word)


def database_from_manifests(texts: Iterable[str]) -> Database | None:
    """The database that drivers and settings name; PostgreSQL where several are named."""
    joined = "\n".join(texts)
    if _POSTGRESQL.search(joined):
        return Database.POSTGRESQL
    if _MARIADB.search(joined):
        return Database.MARIADB
    if _MYSQL.search(joined):
        return Database.MYSQL
    if _SQLSERVER.search(joined):
        return Database.SQLSERVER
    if _SQLITE_ONLY.search(joined):
        return Database.SQLITE
    return None


def manifests(paths: Iterable[str]) -> list[str]:
    """Paths of dependency lists and settings, shallow ones first."""
    found = [p for p in paths if _MANIFESTS.search(p) and "node_modules/" not in p]
    return sorted(found, key=lambda p: (p.count("/"), p))[:_MANIFEST_LIMIT]


def database_from_sql(text: str) -> Database | None:
    """The dialect that a SQL text is plainly written in."""
    if re.search(
        r"\bCONCURRENTLY\b|\bJSONB\b|\bTIMESTAMPTZ\b|\bBIGSERIAL\b|\bNOT VALID\b|::[a-z]|\$\$", text, re.I
    ):
        return Database.POSTGRESQL
    if re.search(
        r"`\w+`|\bENGINE\s*=|\bAUTO_INCREMENT\b|\bMODIFY\s+COLUMN\b|\bALGORITHM\s*=\s*(?:INPLACE|INSTANT|COPY)",
        text,
        re.I,
    ):
        return Database.MYSQL
    return None
