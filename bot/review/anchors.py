"""Where on the diff a finding can be commented.

GitHub refuses a whole review for one comment whose lines are not in the diff, or whose range leaves its hunk, so every
place is checked against the parsed hunks before anything is sent.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from checks.changes import ChangedFile, Status
from checks.report import Finding

LONGEST_RANGE = 12
"""A longer span is commented at its first line: nobody needs half a screen highlighted."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place that GitHub accepts: ``start_line`` < ``line`` in one hunk, or None for a single line."""

    path: str
    line: int
    start_line: int | None = None
    side: str = "RIGHT"
    holds_suggestion: bool = False
    """The anchor covers exactly the lines that the finding's suggestion replaces."""


def find_anchor(finding: Finding, files: Mapping[str, ChangedFile]) -> Anchor | None:
    """The best place for a comment on the finding; None when no line of it is in the diff."""
    file = files.get(finding.path)
    if file is None:
        return None
    if file.status is Status.DELETED:
        return _on_deleted(finding, file)
    suggestion = finding.suggestion
    if suggestion is not None:
        exact = _overlap(file, suggestion.line, suggestion.end_line)
        if exact == (suggestion.line, suggestion.end_line):
            return _anchor(finding.path, *exact, holds_suggestion=True)
    span = _overlap(file, finding.line, max(finding.line, finding.end_line))
    if span is None:
        return None
    first, last = span
    if last - first >= LONGEST_RANGE:
        last = first
    return _anchor(finding.path, first, last)


def _anchor(path: str, first: int, last: int, *, holds_suggestion: bool = False) -> Anchor:
    return Anchor(path, last, first if first < last else None, holds_suggestion=holds_suggestion)


def _overlap(file: ChangedFile, first: int, last: int) -> tuple[int, int] | None:
    """The part of the span that lies in one hunk, the earliest such hunk."""
    for hunk in file.hunks:
        start, end = hunk.head_start, hunk.head_start + hunk.head_length - 1
        if hunk.head_length > 0 and start <= last and first <= end:
            return max(first, start), min(last, end)
    return None


def _on_deleted(finding: Finding, file: ChangedFile) -> Anchor | None:
    for hunk in file.hunks:
        if hunk.base_length > 0:
            line = min(max(finding.line, hunk.base_start), hunk.base_start + hunk.base_length - 1)
            return Anchor(finding.path, line, side="LEFT")
    return None
