"""From git's answer to "what changed" to plain data: the entries of ``--raw -z`` and the lines of each patch.

Names, modes and ids come from the raw part alone, where NUL bytes part the fields, so that a path cannot pretend to
be a header. The patch part gives lines only; each file's hunks are parsed on their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from unidiff.errors import UnidiffParseError
from unidiff.patch import PatchSet

from checks.changes import Hunk

REGULAR_MODES = frozenset({"100644", "100755", "100664"})
SYMLINK_MODE = "120000"
SUBMODULE_MODE = "160000"

_SECTION = re.compile(rb"^diff --git ", re.MULTILINE)
_HUNK = re.compile(rb"^@@ -\d", re.MULTILINE)


class DiffError(ValueError):
    """git's diff is not of the shape that it documents; the text says what was found."""


@dataclass(frozen=True, slots=True)
class RawEntry:
    """One record of ``git diff --raw -z``. Paths are decoded with surrogate escapes, so no bytes are lost."""

    old_mode: str
    new_mode: str
    old_id: str
    new_id: str
    letter: str
    """A, M, D, R, C or T."""
    path: str
    old_path: str | None

    @property
    def sections(self) -> int:
        """Number of patch sections that git prints for it: a change of type is a deletion and an addition."""
        return 2 if self.letter == "T" else 1


@dataclass(frozen=True, slots=True)
class PatchLines:
    """The lines of one file's patch, in the terms of :class:`checks.changes.ChangedFile`."""

    added: frozenset[int] = frozenset()
    removed: frozenset[int] = frozenset()
    deletion_gaps: frozenset[int] = frozenset()
    hunks: tuple[Hunk, ...] = ()
    binary: bool = False


def split_diff(output: bytes) -> tuple[list[RawEntry], bytes]:
    """Entries and the patch text of ``git diff --raw --patch -z``."""
    entries: list[RawEntry] = []
    position = 0
    while output[position : position + 1] == b":":
        end = _field_end(output, position)
        fields = output[position + 1 : end].decode("ascii", "replace").split(" ")
        if len(fields) != 5:
            raise DiffError(f"a raw record has {len(fields)} fields instead of 5")
        letter = fields[4][:1]
        names = []
        for _ in range(2 if letter in "RC" else 1):
            start, end = end + 1, _field_end(output, end + 1)
            names.append(output[start:end].decode("utf-8", "surrogateescape"))
        position = end + 1
        old_path = names[0] if len(names) == 2 else None
        entries.append(RawEntry(fields[0], fields[1], fields[2], fields[3], letter, names[-1], old_path))
    return entries, output[position:].lstrip(b"\0")


def patch_sections(patch: bytes) -> Iterator[bytes]:
    """The patch cut at its ``diff --git`` lines. Lines of content start with another character, so none is cut."""
    starts = [match.start() for match in _SECTION.finditer(patch)]
    for start, end in pairwise([*starts, len(patch)]):
        yield patch[start:end]


def parse_section(section: bytes) -> PatchLines:
    """Lines of one section. Raises DiffError where its hunks contradict themselves (a cut patch)."""
    first = _HUNK.search(section)
    if first is None:
        return PatchLines(binary=b"\nBinary files " in section or b"\nGIT binary patch" in section)
    # Latin-1 keeps one character a byte whatever the encoding, and lines are cut at line feeds only, as git does.
    text = section[first.start() :].decode("latin-1")
    lines = [line + "\n" for line in text.removesuffix("\n").split("\n")]
    try:
        (patched,) = PatchSet(["--- a/file\n", "+++ b/file\n", *lines])
    except (UnidiffParseError, ValueError) as error:
        raise DiffError(f"a patch cannot be parsed: {error}") from error
    added: set[int] = set()
    removed: set[int] = set()
    gaps: set[int] = set()
    hunks: list[Hunk] = []
    for hunk in patched:
        hunks.append(Hunk(hunk.source_start, hunk.source_length, hunk.target_start, hunk.target_length))
        # git gives the line before an empty side ("+4,0"); otherwise the first line of the side itself.
        head_line = hunk.target_start - 1 if hunk.target_length else hunk.target_start
        run_added = run_removed = 0
        for line in hunk:
            if line.is_added and line.target_line_no is not None:
                added.add(line.target_line_no)
                head_line = line.target_line_no
                run_added += 1
            elif line.is_removed and line.source_line_no is not None:
                removed.add(line.source_line_no)
                run_removed += 1
            elif line.is_context and line.target_line_no is not None:
                if run_removed and not run_added:
                    gaps.add(head_line)
                run_added = run_removed = 0
                head_line = line.target_line_no
        if run_removed and not run_added:
            gaps.add(head_line)
    return PatchLines(frozenset(added), frozenset(removed), frozenset(gaps), tuple(hunks))


def _field_end(output: bytes, start: int) -> int:
    end = output.find(b"\0", start)
    if end < 0:
        raise DiffError("a raw record is cut short")
    return end
