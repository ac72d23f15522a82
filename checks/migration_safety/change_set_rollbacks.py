"""Change sets that are appended to a Liquibase changelog without a rollback, where the others of the file have one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checks.changes import Status
from checks.migration_safety.changelogs import ChangeSet, every_change_set
from checks.views import ChangeView

_NO_REVERSE = re.compile(
    r"(?:<|\b)(?:sql|sqlFile|insert|update|delete|loadData|loadUpdateData|dropTable|dropColumn|dropView|modifyDataType|createProcedure"
    r"|mergeColumns|customChange)\b(?=[\s>:/])"
)
"""Changes that Liquibase cannot undo by itself."""
_EMPTY = re.compile(r"\brollback\b", re.IGNORECASE)
_NOTHING_TO_UNDO = re.compile(
    r"\b(?:VALIDATE\s+CONSTRAINT|ADD\s+VALUE|REFRESH\s+MATERIALIZED|ANALYZE|VACUUM|tagDatabase)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Appended:
    """A change set that Liquibase cannot undo by itself, added to a changelog that was there."""

    path: str
    key: str
    line: int
    end_line: int
    written: int
    """Change sets of the file that say how, and :attr:`without` those that do not."""
    without: int
    says_how: bool


def appended(view: ChangeView) -> Iterator[Appended]:
    """Every such change set of the change."""
    for file in view.files:
        base_path = file.change.base_path
        if base_path is None or file.change.status is Status.COPIED:
            continue
        if not file.path.endswith((".sql", ".xml", ".yaml", ".yml")):
            continue
        sets = every_change_set(file.path, file.text)
        old = every_change_set(base_path, view.base.text(base_path) or "") if sets else None
        if not sets or not old:
            continue
        known = {key for key, _ in old}
        judged = [made for _, made in old if _needs(base_path, made)]
        written = sum(bool(_EMPTY.search(made.text)) for made in judged)
        for key, made in sets:
            if key in known or not _needs(file.path, made):
                continue
            if file.change.touches(made.line, made.end_line):
                says_how = bool(_EMPTY.search(made.text))
                yield Appended(
                    file.path, key, made.line, made.end_line, written, len(judged) - written, says_how
                )


def _needs(path: str, made: ChangeSet) -> bool:
    if _NOTHING_TO_UNDO.search(made.text):
        return False
    return path.endswith(".sql") or bool(_NO_REVERSE.search(made.text))
