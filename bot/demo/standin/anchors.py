"""Where a review comment may hang: a line of the diff, changed or context, in one hunk. Computed from real patches."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.demo.standin import git

_HUNK = re.compile(r"@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")


@dataclass(frozen=True, slots=True)
class DiffLine:
    """One line of a patch. ``position`` counts lines below the first hunk header, as GitHub does."""

    position: int
    hunk: int
    mark: str
    """Space, ``+``, ``-``, or ``@`` for a hunk header."""
    old: int | None
    new: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place in the diff that GitHub accepts."""

    side: str
    line: int
    start_line: int | None
    start_side: str | None
    position: int
    diff_hunk: str


class BadAnchor(ValueError):
    """The place is not in the diff; the text says why, as GitHub would."""


def lines_of(patch: str) -> list[DiffLine]:
    """Every line of a patch with its numbers on both sides."""
    found: list[DiffLine] = []
    old = new = 0
    hunk = -1
    position = -1
    for text in patch.split("\n"):
        position += 1
        header = _HUNK.match(text)
        if header:
            hunk += 1
            old, new = int(header.group(1)), int(header.group(3))
            found.append(DiffLine(position, hunk, "@", None, None, text))
            continue
        mark = text[:1] or " "
        if mark == "\\":
            continue
        found.append(
            DiffLine(
                position,
                hunk,
                mark,
                old if mark in " -" else None,
                new if mark in " +" else None,
                text[1:],
            )
        )
        old += mark in " -"
        new += mark in " +"
    return found


def resolve(files: tuple[git.ChangedFile, ...], comment: Mapping[str, Any]) -> Anchor:
    """The anchor that a comment asks for. Raises BadAnchor."""
    path = comment["path"]
    file = next((file for file in files if file.path == path), None)
    if file is None:
        raise BadAnchor(f"Path could not be resolved: {path}")
    lines = lines_of(file.patch or "")
    if comment.get("line") is None:
        return _at_position(lines, comment.get("position"))
    side = comment.get("side") or "RIGHT"
    end = _find(lines, side, comment["line"])
    if end is None:
        raise BadAnchor(f"Line could not be resolved: {path}:{comment['line']} {side}")
    start_line = comment.get("start_line")
    start_side = None
    if start_line is not None:
        start_side = comment.get("start_side") or side
        start = _find(lines, start_side, start_line)
        if start is None or start.hunk != end.hunk or start.position >= end.position:
            raise BadAnchor(f"Start line must precede the end line in the same hunk: {path}:{start_line}")
    return Anchor(side, comment["line"], start_line, start_side, end.position, _hunk_to(lines, end))


def _find(lines: list[DiffLine], side: str, number: int) -> DiffLine | None:
    for line in lines:
        if line.mark != "@" and (line.old if side == "LEFT" else line.new) == number:
            return line
    return None


def _at_position(lines: list[DiffLine], position: int | None) -> Anchor:
    found = next((line for line in lines if line.position == position and line.mark != "@"), None)
    if found is None:
        raise BadAnchor(f"Position could not be resolved: {position}")
    side, number = ("LEFT", found.old) if found.mark == "-" else ("RIGHT", found.new)
    return Anchor(side, number or 0, None, None, found.position, _hunk_to(lines, found))


def _hunk_to(lines: list[DiffLine], end: DiffLine) -> str:
    inside = [line for line in lines if line.hunk == end.hunk and line.position <= end.position]
    return "\n".join(line.text if line.mark == "@" else line.mark + line.text for line in inside)


def moved(files: tuple[git.ChangedFile, ...], path: str, number: int) -> int | None:
    """Where a line of the older version is in the newer one; None when it changed or went away."""
    file = next((file for file in files if path in (file.path, file.previous_path)), None)
    if file is None:
        return number
    if file.status == "removed" or file.patch is None:
        return None
    for line in lines_of(file.patch):
        if line.old == number:
            return line.new
    return _after(file.patch, number)


def _after(patch: str, number: int) -> int:
    shift = 0
    for header in _HUNK.finditer(patch):
        old, old_count, new_count = int(header.group(1)), int(header.group(2) or 1), int(header.group(4) or 1)
        if old + max(old_count, 1) <= number or (old_count == 0 and old < number):
            shift += new_count - old_count
    return number + shift
