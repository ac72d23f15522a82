"""The change under review: which files changed, which lines were added, and both trees behind them.

:class:`ChangeSet` is what every check sees. It is built by :mod:`checks.gitrepo` from a real repository, or
by :func:`in_memory` from texts (rule examples, tests, ``evenhand scan``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Status(StrEnum):
    """What happened to a file between base and head."""

    ADDED = "added"
    MODIFIED = "modified"
    DELETED = "deleted"
    RENAMED = "renamed"
    COPIED = "copied"


class Content(StrEnum):
    """What a changed entry holds; only TEXT is read by rules."""

    TEXT = "text"
    BINARY = "binary"
    SUBMODULE = "submodule"
    SYMLINK = "symlink"
    TOO_LARGE = "too_large"
    UNDECODABLE = "undecodable"


@dataclass(frozen=True, slots=True)
class Hunk:
    """One hunk of the unified diff with three lines of context: the lines a review comment may stand on."""

    base_start: int
    base_length: int
    head_start: int
    head_length: int


@dataclass(frozen=True, slots=True)
class ChangedFile:
    """One entry of the change. Line numbers are 1-based; ``added`` counts in head, ``removed`` in base."""

    path: str
    """Path at head (at base for a deleted file)."""
    status: Status
    content: Content = Content.TEXT
    old_path: str | None = None
    """Path at base when it differs from ``path``."""
    added: frozenset[int] = frozenset()
    removed: frozenset[int] = frozenset()
    deletion_gaps: frozenset[int] = frozenset()
    """Head line numbers n such that base lines were deleted (and none put in their place) between n and n + 1;
    0 when they stood before the first line."""
    hunks: tuple[Hunk, ...] = ()

    @property
    def base_path(self) -> str | None:
        """Path of the file's base version, None for an added file."""
        if self.status is Status.ADDED:
            return None
        return self.old_path or self.path

    def touches(self, line: int, end_line: int) -> bool:
        """Whether a span of head lines is the change's own: a line added, or one deleted strictly inside it."""
        if len(self.added) < end_line - line + 1:
            hit = any(line <= n <= end_line for n in self.added)
        else:
            hit = any(n in self.added for n in range(line, end_line + 1))
        return hit or any(line <= gap < end_line for gap in self.deletion_gaps)

    def commentable(self, line: int) -> bool:
        """Whether GitHub accepts a review comment on this head line (it lies in a hunk)."""
        return any(h.head_start <= line < h.head_start + h.head_length for h in self.hunks)


class Tree(Protocol):
    """Read-only view of one revision."""

    def read(self, path: str) -> bytes | None:
        """Content of a regular file; None when absent, a symlink, a submodule or over the size limit."""
        ...

    def paths(self) -> tuple[str, ...]:
        """All regular files, sorted."""
        ...

    def search(self, words: Iterable[str], *, suffixes: tuple[str, ...] = ()) -> Iterator[tuple[str, int, str]]:
        """(path, line, text) of every line that holds one of ``words`` as a whole word, in path order."""
        ...


class MemoryTree:
    """A :class:`Tree` over texts."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = dict(files)

    def read(self, path: str) -> bytes | None:
        """See :class:`Tree`."""
        return self._files.get(path)

    def paths(self) -> tuple[str, ...]:
        """See :class:`Tree`."""
        return tuple(sorted(self._files))

    def search(self, words: Iterable[str], *, suffixes: tuple[str, ...] = ()) -> Iterator[tuple[str, int, str]]:
        """See :class:`Tree`."""
        import re

        wanted = [re.escape(w) for w in words if w]
        if not wanted:
            return
        pattern = re.compile(r"(?<![A-Za-z0-9_])(?:" + "|".join(wanted) + r")(?![A-Za-z0-9_])")
        for path in self.paths():
            if suffixes and not path.endswith(suffixes):
                continue
            text = self._files[path].decode("utf-8", "replace")
            for number, line in enumerate(text.split("\n"), 1):
                if pattern.search(line):
                    yield path, number, line


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """Everything a check may look at. Pure data but for the two lazily read trees."""

    base: str
    """Merge base the head is compared with (a commit id, or a word for what stands in its place)."""
    head: str
    files: tuple[ChangedFile, ...]
    base_tree: Tree
    head_tree: Tree
    base_tip: str | None = None
    """Tip of the base branch where known: what head would be merged into."""
    head_time_s: int | None = None
    """Committer time of head, seconds since the epoch: the clock for dated rules."""

    def file(self, path: str) -> ChangedFile | None:
        """The changed file at this head path."""
        return next((f for f in self.files if f.path == path), None)
