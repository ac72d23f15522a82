"""Reads one migration so that a fault of a reader costs that file alone, and says so in the report."""

from __future__ import annotations

import logging

from checks.migration_safety.migration_files import MigrationFile
from checks.migration_safety.migration_reading import read_migration
from checks.migration_safety.operations import Operation
from checks.migration_safety.server import Server
from checks.report import RunError
from checks.views import ChangeView, RepoView

log = logging.getLogger(__name__)


def read_safely(
    view: ChangeView, repo: RepoView, kind: MigrationFile, text: str, server: Server
) -> list[Operation]:
    """Operations of one migration; none, and an error in the report, where its reader fails."""
    found = read_or_none(repo, kind, text, server)
    if found is None:
        words = f"this {kind.tool.value} migration could not be read; no migration rule judged it"
        view.problems.append(RunError(words, path=kind.path))
        return []
    return found


def read_or_none(repo: RepoView, kind: MigrationFile, text: str, server: Server) -> list[Operation] | None:
    """Operations of one migration; None where its reader fails."""
    try:
        return read_migration(repo, kind, text, server.database, server.version)
    # evenhand: ignore[overbroad-catch] whatever a reader trips over is logged and reported for this file alone
    except Exception as error:
        log.warning("migration not read", extra={"path": kind.path, "tool": kind.tool.value}, exc_info=error)
        return None
