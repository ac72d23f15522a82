"""One revision of a git repository as a :class:`checks.changes.Tree`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from checks.diffparse import REGULAR_MODES
from checks.gitprocess import Git, MissingObjects, ObjectReader
from checks.silence import SIZE_LIMIT_BYTES

SEARCH_LIMIT_BYTES = 16 * 1024 * 1024
"""A search reads no more of git's answer than this: far over what a rule can use."""
_LINE_LIMIT = 10_000
_WORDS_A_CALL = 400


class GitTree:
    """Files of one tree. Names that are not UTF-8 are left out: no rule can name them."""

    def __init__(self, git: Git, tree: str, reader: ObjectReader) -> None:
        self._git = git
        self._tree = tree
        self._reader = reader
        self._is_small: dict[str, bool] = {}

    @cached_property
    def _entries(self) -> dict[str, str]:
        listing = self._git.run("ls-tree", "-r", "-z", "--full-tree", self._tree).out
        entries: dict[str, str] = {}
        for record in listing.split(b"\0"):
            meta, tab, name = record.partition(b"\t")
            if not tab:
                continue
            mode, _, object_id = meta.decode("ascii").split(" ")
            if mode in REGULAR_MODES:
                try:
                    entries[name.decode("utf-8")] = object_id
                except UnicodeDecodeError:
                    continue
        return dict(sorted(entries.items()))

    def read(self, path: str) -> bytes | None:
        """See :class:`checks.changes.Tree`."""
        object_id = self._entries.get(path)
        return None if object_id is None else self._reader.read(object_id, SIZE_LIMIT_BYTES)

    def identity(self, path: str) -> str | None:
        """Object id of a file's content; None when there is no such file."""
        return self._entries.get(path)

    def paths(self) -> tuple[str, ...]:
        """See :class:`checks.changes.Tree`."""
        return tuple(self._entries)

    def search(
        self, words: Iterable[str], *, suffixes: tuple[str, ...] = ()
    ) -> Iterator[tuple[str, int, str]]:
        """See :class:`checks.changes.Tree`. One ``git grep`` for up to 400 words; binary files and those over the size limit
        are passed over."""
        wanted = sorted({w for w in words if w and "\n" not in w and "\0" not in w})
        found: set[tuple[str, int, str]] = set()
        for start in range(0, len(wanted), _WORDS_A_CALL):
            some = wanted[start : start + _WORDS_A_CALL]
            try:
                found.update(self._grep(some, suffixes, ()))
            except MissingObjects:
                left_out = [path for path in self._missing if path.endswith(suffixes or ("",))]
                found.update(self._grep(some, suffixes, left_out))
        self._weigh({path for path, _, _ in found})
        yield from (hit for hit in sorted(found) if self._is_small[hit[0]])

    @cached_property
    def _missing(self) -> tuple[str, ...]:
        """Files whose content a partial clone left out: in a mirror of ours those over the size limit."""
        listed = self._git.run("rev-list", "--objects", "--no-walk", "--missing=print", self._tree, "--").out
        absent = {line[1:].decode("ascii") for line in listed.split(b"\n") if line.startswith(b"?")}
        return tuple(path for path, object_id in self._entries.items() if object_id in absent)

    def _weigh(self, paths: Iterable[str]) -> None:
        """Learn which of the files are small enough to be read."""
        new = {path: self._entries[path] for path in paths if path not in self._is_small}
        sizes = self._reader.sizes(new.values()) if new else {}
        for path, object_id in new.items():
            size = sizes[object_id]
            self._is_small[path] = size is not None and size <= SIZE_LIMIT_BYTES

    def _grep(
        self, words: list[str], suffixes: tuple[str, ...], left_out: Sequence[str]
    ) -> Iterator[tuple[str, int, str]]:
        arguments = [
            "grep",
            "-z",
            "-n",
            "-w",
            "-F",
            "-I",
            "--full-name",
            "--no-color",
            "--no-recurse-submodules",
        ]
        for word in words:
            arguments += ["-e", word]
        arguments.append(self._tree)
        arguments.append("--")
        arguments += [f":(top)*{_literal(suffix)}" for suffix in suffixes]
        arguments += [f":(top,exclude,literal){path}" for path in left_out]
        output = self._git.run(*arguments, ok=(0, 1), limit_bytes=SEARCH_LIMIT_BYTES).out
        prefix = self._tree.encode("ascii") + b":"
        position = 0
        while True:
            name_end = output.find(b"\0", position)
            number_end = output.find(b"\0", name_end + 1)
            line_end = output.find(b"\n", number_end + 1)
            if name_end < 0 or number_end < 0 or line_end < 0:
                return
            name = output[position:name_end].removeprefix(prefix).decode("utf-8", "replace")
            text = output[number_end + 1 : line_end].decode("utf-8", "replace")
            if name in self._entries:
                yield name, int(output[name_end + 1 : number_end]), text[:_LINE_LIMIT]
            position = line_end + 1

    def close(self) -> None:
        """End the git processes behind this tree."""
        self._reader.close()


def _literal(suffix: str) -> str:
    return "".join("\\" + c if c in "*?[]\\" else c for c in suffix)
