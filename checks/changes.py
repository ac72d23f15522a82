"""The change under review: which files changed, which lines were added, and both trees behind them.

:class:`ChangeSet` is what every check sees. It is built by :mod:`checks.gitrepo` from a real repository, or
by :func:`in_memory` from texts (rule examples, tests, ``evenhand scan``).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache
from types import TracebackType
from typing import Protocol, Self

from checks.silence import SIZE_LIMIT_BYTES

CONTEXT_LINES = 3
"""Unchanged lines around a change that a hunk includes, as on GitHub: the lines where a comment may stand."""


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
        added = _in_order(self.added)
        at = bisect_left(added, line)
        if at < len(added) and added[at] <= end_line:
            return True
        gaps = _in_order(self.deletion_gaps)
        at = bisect_left(gaps, line)
        return at < len(gaps) and gaps[at] < end_line

    def commentable(self, line: int) -> bool:
        """Whether GitHub accepts a review comment on this head line (it lies in a hunk)."""
        return any(h.head_start <= line < h.head_start + h.head_length for h in self.hunks)


@lru_cache(maxsize=512)
def _in_order(lines: frozenset[int]) -> tuple[int, ...]:
    return tuple(sorted(lines))


class Tree(Protocol):
    """Read-only view of one revision."""

    def read(self, path: str) -> bytes | None:
        """Content of a regular file; None when absent, a symlink, a submodule or over the size limit."""
        ...

    def paths(self) -> tuple[str, ...]:
        """All regular files, sorted."""
        ...

    def search(
        self, words: Iterable[str], *, suffixes: tuple[str, ...] = ()
    ) -> Iterator[tuple[str, int, str]]:
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

    def search(
        self, words: Iterable[str], *, suffixes: tuple[str, ...] = ()
    ) -> Iterator[tuple[str, int, str]]:
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
    tip_tree: Tree | None = None
    """Tree of ``base_tip``; None where it is not known or the base branch has not moved since ``base``."""

    def file(self, path: str) -> ChangedFile | None:
        """The changed file at this head path."""
        return next((f for f in self.files if f.path == path), None)

    def close(self) -> None:
        """Let go of what the trees hold open (git processes, a temporary index). Reading after it is an error."""
        for tree in (self.base_tree, self.head_tree, self.tip_tree):
            close = getattr(tree, "close", None)
            if close is not None:
                close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def in_memory(
    head: Mapping[str, str | bytes],
    base: Mapping[str, str | bytes] | None = None,
    tip: Mapping[str, str | bytes] | None = None,
) -> ChangeSet:
    """The change from ``base`` to ``head``, whole trees given as texts; without ``base`` everything is added.

    A path in both with the same content is unchanged, one in ``base`` alone is deleted. Renames are not looked for.
    ``tip`` is the base branch where it has moved on since ``base``.
    """
    new = {path: _as_bytes(content) for path, content in head.items()}
    old = {path: _as_bytes(content) for path, content in (base or {}).items()}
    files = tuple(
        changed_text(path, old.get(path), new.get(path))
        for path in sorted(new.keys() | old.keys())
        if old.get(path) != new.get(path)
    )
    moved = None if tip is None else MemoryTree({path: _as_bytes(content) for path, content in tip.items()})
    return ChangeSet(
        "base" if base is not None else "nothing",
        "head",
        files,
        MemoryTree(old),
        MemoryTree(new),
        tip_tree=moved,
    )


def changed_text(path: str, old: bytes | None, new: bytes | None) -> ChangedFile:
    """One entry of a change, its lines compared here. ``None`` stands for "no such file"."""
    status = Status.ADDED if old is None else Status.DELETED if new is None else Status.MODIFIED
    content = content_of(new if new is not None else old or b"")
    if content is not Content.TEXT:
        return ChangedFile(path, status, content)
    added, removed, gaps, hunks = _compare(split_lines(old or b""), split_lines(new or b""))
    return ChangedFile(path, status, content, None, added, removed, gaps, hunks)


def content_of(content: bytes) -> Content:
    """What a regular file holds. Binary as git decides it: a NUL in the first 8,000 bytes."""
    if len(content) > SIZE_LIMIT_BYTES:
        return Content.TOO_LARGE
    if b"\0" in content[:8000]:
        return Content.BINARY
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return Content.UNDECODABLE
    return Content.TEXT


def split_lines(content: bytes) -> list[bytes]:
    """Lines as git counts them: ended by ``\\n`` alone and with it, so that a missing last newline is a difference."""
    lines = content.split(b"\n")
    last = lines.pop()
    ended = [line + b"\n" for line in lines]
    return [*ended, last] if last else ended


def _as_bytes(content: str | bytes) -> bytes:
    return content.encode("utf-8", "surrogateescape") if isinstance(content, str) else content


def _compare(
    old: list[bytes], new: list[bytes]
) -> tuple[frozenset[int], frozenset[int], frozenset[int], tuple[Hunk, ...]]:
    added: set[int] = set()
    removed: set[int] = set()
    gaps: set[int] = set()
    hunks: list[Hunk] = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for group in matcher.get_grouped_opcodes(CONTEXT_LINES):
        for tag, base_from, base_to, head_from, head_to in group:
            if tag == "equal":
                continue
            added.update(range(head_from + 1, head_to + 1))
            removed.update(range(base_from + 1, base_to + 1))
            if tag == "delete":
                gaps.add(head_from)
        first, last = group[0], group[-1]
        base_length, head_length = last[2] - first[1], last[4] - first[3]
        hunks.append(
            Hunk(first[1] + bool(base_length), base_length, first[3] + bool(head_length), head_length)
        )
    return frozenset(added), frozenset(removed), frozenset(gaps), tuple(hunks)
