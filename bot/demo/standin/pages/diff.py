"""Diffs with their inline comments, as rows for the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from bot.demo.standin.anchors import DiffLine, lines_of
from bot.demo.standin.git import ChangedFile
from bot.demo.standin.pages.text import html_of
from bot.demo.standin.state import ReviewComment

# A page is for reading: longer diffs are cut, and the page says so.
ROWS_A_FILE = 1_500


@dataclass(frozen=True, slots=True)
class CommentView:
    """One inline comment as the page shows it."""

    id: int
    author: str
    author_id: int
    by_bot: bool
    at: datetime
    edited: bool
    body: Markup
    place: str
    path: str
    minimized: str | None
    resolved: bool
    outdated: bool
    reactions: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a diff and the comments below it."""

    line: DiffLine
    comments: tuple[CommentView, ...]


@dataclass(frozen=True, slots=True)
class FileView:
    """One changed file."""

    file: ChangedFile
    rows: tuple[Row, ...]
    above: tuple[CommentView, ...]
    """Comments on the whole file."""
    cut: bool

    @property
    def commented(self) -> int:
        """How many comments hang on the file."""
        return len(self.above) + sum(len(row.comments) for row in self.rows)


def comment_view(comment: ReviewComment, replaced: Sequence[str] = ()) -> CommentView:
    """A comment ready for the page."""
    line = comment.line or comment.original_line
    start = comment.start_line or comment.original_start_line
    place = "" if line is None else f"lines {start}-{line}" if start else f"line {line}"
    counts = dict.fromkeys(dict.fromkeys(reaction.content for reaction in comment.reactions), 0)
    for reaction in comment.reactions:
        counts[reaction.content] += 1
    return CommentView(
        id=comment.id,
        author=comment.user.login,
        author_id=comment.user.id,
        by_bot=comment.user.type == "Bot",
        at=comment.created_at,
        edited=comment.updated_at != comment.created_at,
        body=html_of(comment.body, replaced),
        place=place,
        path=comment.path,
        minimized=comment.minimized,
        resolved=comment.resolved_by is not None,
        outdated=comment.subject_type == "line" and comment.line is None,
        reactions="  ".join(f"{content} {count}" for content, count in counts.items()),
    )


def file_view(file: ChangedFile, comments: Sequence[ReviewComment]) -> FileView:
    """A file's rows with the comments that still have their line."""
    lines = lines_of(file.patch) if file.patch else []
    mine = [comment for comment in comments if comment.path == file.path]
    placed = {comment.id: _row_of(lines, comment) for comment in mine}
    rows = tuple(
        Row(
            line,
            tuple(
                comment_view(comment, _replaced(lines, comment))
                for comment in mine
                if placed[comment.id] is line
            ),
        )
        for line in lines[:ROWS_A_FILE]
    )
    above = tuple(comment_view(comment) for comment in mine if comment.subject_type == "file")
    return FileView(file, rows, above, len(lines) > ROWS_A_FILE)


def _row_of(lines: Sequence[DiffLine], comment: ReviewComment) -> DiffLine | None:
    if comment.line is None:
        return None
    for line in lines:
        if (line.old if comment.side == "LEFT" else line.new) == comment.line and line.mark != "@":
            return line
    return None


def _replaced(lines: Sequence[DiffLine], comment: ReviewComment) -> list[str]:
    first, last = comment.start_line or comment.line, comment.line
    if first is None or last is None or comment.side == "LEFT":
        return []
    return [line.text for line in lines if line.new is not None and first <= line.new <= last]
