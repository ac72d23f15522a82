"""Which database, in which version, a repository's migrations run on: what the team says, else what its files tell."""

from __future__ import annotations

import re
from dataclasses import dataclass

from checks.migration_safety.migration_files import (
    database_from_config,
    database_from_manifests,
    manifests,
)
from checks.migration_safety.operations import Database
from checks.views import RepoView

CONFIGURATION = "configuration"

_IMAGE = re.compile(
    r"\bimage:\s*['\"]?(?:[\w.-]+(?::\d+)?/)*(postgres|postgresql|postgis|timescaledb|pgvector|mysql|mysql-server|mariadb)"
    r":(?:pg)?v?(\d+)(?:\.(\d+))?",
    re.I,
)
_IMAGE_DATABASE = {
    "mysql": Database.MYSQL,
    "mysql-server": Database.MYSQL,
    "mariadb": Database.MARIADB,
}
_IMAGE_PATH = re.compile(
    r"(?:^|/)(?:(?:docker-)?compose[^/]*\.ya?ml|\.github/workflows/[^/]+\.ya?ml|\.gitlab-ci\.yml)$"
)
_IMAGE_FILES = 20
_TIMESCALE_LIMIT = 30
"""Above it an image's tag is the extension's own version, not PostgreSQL's."""


@dataclass(frozen=True, slots=True)
class Server:
    """The database that migrations are judged for."""

    database: Database
    version: tuple[int, int] = (0, 0)
    """Major and minor; ``(0, 0)`` when not known."""
    source: str = ""
    """``configuration``, the path of the file that tells, or ``""`` when PostgreSQL is only assumed."""

    @property
    def label(self) -> str:
        """``PostgreSQL 16``, ``MySQL 8.0``, ``PostgreSQL`` where the version is not known."""
        if self.version == (0, 0):
            return self.database.value
        if self.database is Database.POSTGRESQL and self.version[0] >= 10:
            return f"{self.database.value} {self.version[0]}"
        return f"{self.database.value} {self.version[0]}.{self.version[1]}"


def server_of(repo: RepoView, configured: str | None) -> Server:
    """The server that the configuration names, else the one that drivers, settings and container images tell."""
    if configured:
        database = database_from_config(configured)
        if database is not None:
            return Server(database, _version(configured), CONFIGURATION)
    database, source = None, ""
    for path in manifests(repo.paths()):
        found = database_from_manifests([repo.text(path) or ""])
        if found is None:
            continue
        if database is None or found is Database.POSTGRESQL:
            database, source = found, path
        if database is Database.POSTGRESQL:
            break
    if database is None:
        return Server(Database.POSTGRESQL)
    if database is Database.MYSQL and _mentions_mariadb(repo):
        database = Database.MARIADB
    return Server(database, _image_version(repo, database), source)


def _version(text: str) -> tuple[int, int]:
    match = re.search(r"(\d+)(?:\.(\d+))?", text)
    return (int(match.group(1)), int(match.group(2) or 0)) if match else (0, 0)


def _images(repo: RepoView) -> list[tuple[Database, tuple[int, int]]]:
    found = []
    for path in [p for p in repo.paths() if _IMAGE_PATH.search(p)][:_IMAGE_FILES]:
        for match in _IMAGE.finditer(repo.text(path) or ""):
            database = _IMAGE_DATABASE.get(match.group(1).casefold(), Database.POSTGRESQL)
            version = (int(match.group(2)), int(match.group(3) or 0))
            if match.group(1).casefold() not in ("timescaledb", "pgvector") or version[0] < _TIMESCALE_LIMIT:
                found.append((database, version))
    return found


def _mentions_mariadb(repo: RepoView) -> bool:
    return any(database is Database.MARIADB for database, _ in _images(repo))


def _image_version(repo: RepoView, database: Database) -> tuple[int, int]:
    """The oldest version that an image of this database names: the one that a migration must not hurt."""
    versions = [version for found, version in _images(repo) if found is database]
    return min(versions, default=(0, 0))
