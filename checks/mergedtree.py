"""What the base branch would hold after the merge: its tip with the files of the change put on top.

Some defects exist only there: two branches that each add a migration after the same parent are both right on their own.
Nothing is merged line by line. A file that the change touches is read at head, every other one at the tip.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from checks.changes import ChangeSet, Status, Tree


class MergedTree:
    """A :class:`checks.changes.Tree` over the tip of the base branch and the changed files of head."""

    def __init__(self, change: ChangeSet, tip: Tree) -> None:
        self._tip = tip
        self._head = change.head_tree
        self._own = {f.path for f in change.files if f.status is not Status.DELETED}
        self._gone = {f.base_path for f in change.files if f.status in (Status.DELETED, Status.RENAMED)}
        self._paths: tuple[str, ...] | None = None

    def read(self, path: str) -> bytes | None:
        """See :class:`checks.changes.Tree`."""
        if path in self._own:
            return self._head.read(path)
        return None if path in self._gone else self._tip.read(path)

    def paths(self) -> tuple[str, ...]:
        """See :class:`checks.changes.Tree`."""
        if self._paths is None:
            self._paths = tuple(sorted((set(self._tip.paths()) - self._gone) | self._own))
        return self._paths

    def search(
        self, words: Iterable[str], *, suffixes: tuple[str, ...] = ()
    ) -> Iterator[tuple[str, int, str]]:
        """See :class:`checks.changes.Tree`."""
        wanted = tuple(words)
        hits = {
            hit
            for hit in self._tip.search(wanted, suffixes=suffixes)
            if hit[0] not in self._own and hit[0] not in self._gone
        }
        hits |= {hit for hit in self._head.search(wanted, suffixes=suffixes) if hit[0] in self._own}
        yield from sorted(hits)
