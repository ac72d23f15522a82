"""Where at head a line of base stood, or what is left next to it."""

from __future__ import annotations

from checks.api_consistency.model import Place
from checks.changes import ChangedFile, Status


def remaining_place(change: ChangedFile, base_line: int, head_text: str | None) -> Place:
    """The head line of a base line; for a removed one the line that was put in its place, or else the nearest line
    before it that is left and not blank.

    Line 1 of a deleted file, whose path is the one it had.
    """
    if change.status is Status.DELETED or head_text is None:
        return Place(change.path, 1, 1)
    lines = head_text.split("\n")
    kept_before = base_line - sum(1 for n in change.removed if n <= base_line)
    kept = [n for n in range(1, len(lines) + 1) if n not in change.added]
    index = min(kept_before, len(kept)) - 1
    if base_line in change.removed:
        start = base_line
        while start - 1 in change.removed:
            start -= 1
        first = (kept[index] if index >= 0 else 0) + 1
        written = first
        while written + 1 in change.added and written < first + base_line - start:
            written += 1
        if first in change.added and lines[written - 1].strip():
            return Place(change.path, written, written)
    while index > 0 and not lines[kept[index] - 1].strip():
        index -= 1
    line = kept[index] if 0 <= index < len(kept) else 1
    return Place(change.path, line, line)
