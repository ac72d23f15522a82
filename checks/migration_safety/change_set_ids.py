"""Ids of Liquibase change sets: author and id together may stand only once in a changelog, also after the merge."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checks.changes import Status
from checks.migration_safety.changelogs import ChangeSet, every_change_set
from checks.views import ChangeView

_SELECTED = re.compile(r"\b(?:dbms|context|contexts|contextFilter|labels)[\"']?\s*[=:]")
"""Change sets that run only here or there may share an id."""


@dataclass(frozen=True, slots=True)
class ChangeSetId:
    """A change set that the change adds, and the line of another one with its id."""

    path: str
    key: str
    line: int
    other: int | None = None
    on_tip: bool = False


def repeated_ids(view: ChangeView) -> Iterator[ChangeSetId]:
    """Every change set that the change adds to a changelog."""
    for file in view.files:
        if not file.path.endswith((".xml", ".yaml", ".yml", ".sql")):
            continue
        sets = every_change_set(file.path, file.text)
        if not sets:
            continue
        old_path = file.change.base_path
        before = _keys(file.path, view.base.text(old_path) or "" if old_path else "")
        theirs = _brought_by_the_base_branch(view, file.path, before)
        for index, (key, own) in enumerate(sets):
            if key in before or not file.change.touches(own.line, own.end_line) or not key.strip(":"):
                continue
            twin = next((s.line for k, s in sets[:index] if k == key and not _apart(s, own)), None)
            other = theirs.get(key)
            if twin is not None:
                yield ChangeSetId(file.path, key, own.line, twin)
            elif other is not None and other.text != own.text and not _apart(other, own):
                yield ChangeSetId(file.path, key, own.line, other.line, on_tip=True)
            else:
                yield ChangeSetId(file.path, key, own.line)


def _apart(one: ChangeSet, two: ChangeSet) -> bool:
    return bool(_SELECTED.search(one.text) or _SELECTED.search(two.text))


def _keys(path: str, text: str) -> frozenset[str]:
    return frozenset(key for key, _ in every_change_set(path, text) or ())


def _brought_by_the_base_branch(view: ChangeView, path: str, before: frozenset[str]) -> dict[str, ChangeSet]:
    """Change sets that the base branch has won since the change left it."""
    tip = view.change.tip_tree
    change = view.change.file(path)
    if tip is None or change is None or change.status is Status.DELETED:
        return {}
    content = tip.read(change.base_path or path)
    found = every_change_set(path, content.decode("utf-8", "replace")) if content else None
    return {key: made for key, made in found or () if key not in before}
