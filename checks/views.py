"""What a rule sees: one changed file with its syntax and data flow, or the whole change with both trees."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import Generic, TypeVar

from checks.changes import ChangedFile, ChangeSet, Status, Tree
from checks.config import CheckConfig
from checks.focus import left_out, without
from checks.keeping import Keeper
from checks.languages import language_of, reported
from checks.mergedtree import MergedTree
from checks.report import RunError
from checks.rules import Defect, Site
from checks.silence import is_test_path
from checks.syntax import parse
from checks.syntax.flow import Flow
from checks.syntax.model import Module, Node

T = TypeVar("T")

_AROUND = 3
"""Lines above and below an added one that are read with it."""

MODULES_KEPT_BYTES = 800_000
"""Source text whose modules one revision keeps at a time; a module takes some 40 times its text."""
TEXTS_KEPT_BYTES = 8_000_000


class Kept(Generic[T]):
    """What was made last, up to a number of bytes; the least recently used goes first."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._size = 0
        self._items: dict[str, tuple[T, int]] = {}

    def __contains__(self, key: str) -> bool:
        return key in self._items

    def get(self, key: str) -> T:
        """The item; KeyError when it is not kept."""
        found = self._items.pop(key)
        self._items[key] = found
        return found[0]

    def put(self, key: str, item: T, size: int) -> None:
        """Keep an item; those that have waited longest go when there is no room."""
        self._items[key] = (item, size)
        self._size += size
        while self._size > self._limit and len(self._items) > 1:
            oldest = next(iter(self._items))
            self._size -= self._items.pop(oldest)[1]


class RepoView:
    """One revision of the repository: texts, and modules parsed once each as far as memory allows."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self._modules: Kept[Module | None] = Kept(MODULES_KEPT_BYTES)
        self._texts: Kept[str | None] = Kept(TEXTS_KEPT_BYTES)

    def paths(self) -> tuple[str, ...]:
        """All regular files, sorted."""
        return self.tree.paths()

    def text(self, path: str) -> str | None:
        """Decoded text (UTF-8, undecodable bytes replaced); None when there is no such readable file."""
        if path in self._texts:
            return self._texts.get(path)
        content = self.tree.read(path)
        text = None if content is None else content.decode("utf-8", "replace")
        self._texts.put(path, text, len(content or b""))
        return text

    def identity(self, path: str) -> str | None:
        """A name of the file's content, equal for equal content; None when there is no such file."""
        identity = getattr(self.tree, "identity", None)
        if identity is not None:
            return str(found) if (found := identity(path)) is not None else None
        content = self.tree.read(path)
        return None if content is None else hashlib.sha256(content).hexdigest()

    def module(self, path: str) -> Module | None:
        """The parsed file; None when absent or in a language without an adapter."""
        if path in self._modules:
            return self._modules.get(path)
        content = self.tree.read(path)
        module = None if content is None else parse(path, language_of(path), content)
        self._modules.put(path, module, 0 if module is None else len(module.source))
        return module

    def search(
        self, words: Iterable[str], *, suffixes: tuple[str, ...] = ()
    ) -> Iterator[tuple[str, int, str]]:
        """(path, line, text) of every line that holds one of ``words`` as a whole word."""
        return self.tree.search(words, suffixes=suffixes)


class FileView:
    """One text file of the change at one revision, as a rule of ``Scope.FILE`` sees it."""

    def __init__(self, change: ChangedFile, path: str, repo: RepoView, view: ChangeView) -> None:
        self.change = change
        self.path = path
        self.language = language_of(path)
        self.repo = repo
        self.view = view
        self.is_test = is_test_path(path)
        self._module: Module | None = None

    @cached_property
    def text(self) -> str:
        """Decoded text."""
        return self.repo.text(self.path) or ""

    @cached_property
    def lowered_text(self) -> str:
        """The text in lower case."""
        return self.text.lower()

    def mentions(self, *words: str) -> bool:
        """Whether one of ``words`` (in lower case) stands anywhere in the text, in any case: the cheapest first look."""
        text = self.lowered_text
        return any(w in text for w in words)

    def adds(self, *words: str) -> bool:
        """Whether one of ``words`` (in lower case) stands, in any case, on an added line or close above one; in a base
        version, anywhere."""
        if self.repo is self.view.base:
            return self.mentions(*words)
        near = {n - back for n in self.change.added for back in range(3)}
        lines = self.lowered_text.split("\n")
        text = "\n".join(lines[n - 1] for n in near if 0 < n <= len(lines))
        return any(w in text for w in words)

    @cached_property
    def near_added(self) -> list[tuple[int, str]]:
        """(first line, text) of the pieces of the file in which something added can stand: all of it in one piece, but
        for a focused view the added lines with what stands around them."""
        return [(1, self.text)]

    def _around_added(self) -> list[tuple[int, str]]:
        spans: list[list[int]] = []
        for number in sorted(self.change.added):
            if spans and number - spans[-1][1] <= 2 * _AROUND:
                spans[-1][1] = number
            else:
                spans.append([number, number])
        lines = self.lines
        found = []
        for first, last in spans:
            start = max(1, first - _AROUND)
            found.append((start, "\n".join(lines[start - 1 : last + _AROUND])))
        return found

    @cached_property
    def lines(self) -> list[str]:
        """Lines of the text; ``lines[0]`` is line 1."""
        return self.text.split("\n")

    @property
    def module(self) -> Module | None:
        """The parsed file, or None in a language without an adapter."""
        if self._module is None:
            self._module = self.repo.module(self.path)
        return self._module

    @cached_property
    def flow(self) -> Flow:
        """Data flow over :attr:`module`. Raises LookupError where there is no module."""
        module = self.module
        if module is None:
            raise LookupError(f"{self.path}: no syntax adapter for {self.language}")
        return Flow(module, self.repo)

    @cached_property
    def base(self) -> FileView | None:
        """The same file at base (under its old name); None when the change adds it."""
        path = self.change.base_path
        if path is None or self.repo is self.view.base:
            return None
        return FileView(self.change, path, self.view.base, self.view)

    @cached_property
    def focused(self) -> FileView:
        """The same file without the functions that the change cannot have touched; the view itself where that is
        none of them."""
        module = self.module
        far = (
            frozenset() if module is None or self.change.base_path is None else left_out(module, self.change)
        )
        made = self._leaving_out(far)
        if made is not self:
            made.__dict__["near_added"] = self._around_added()
        return made

    def where(
        self, words: frozenset[tuple[str, ...]] | None, names: frozenset[str] = frozenset()
    ) -> FileView:
        """The same file without the functions that neither hold all of one of ``words`` nor are called one of ``names``; the
        view itself when ``words`` is None."""
        module = self.module
        if words is None or module is None:
            return self
        return self._leaving_out(without(module, words, names))

    def _leaving_out(self, far: frozenset[int]) -> FileView:
        if not far:
            return self
        made = FileView(self.change, self.path, self.repo, self.view)
        made.__dict__["text"] = self.text
        made.__dict__["lowered_text"] = self.lowered_text
        made.__dict__["flow"] = self.flow.focused(far)
        made.__dict__["base"] = self.base
        made._module = made.flow.module
        return made

    @property
    def exhausted(self) -> bool:
        """Whether values were followed up to the limit of work for a file."""
        flow = self.__dict__.get("flow")
        return flow is not None and flow.exhausted

    def release(self) -> None:
        """Let go of the syntax and the flow: the file has been judged."""
        for name in ("flow", "focused", "lines", "text", "lowered_text"):
            self.__dict__.pop(name, None)
        self._module = None

    def touched(self, node: Node) -> bool:
        """Whether the node's span is the change's own."""
        return self.change.touches(node.line, node.end_line)

    def site(
        self,
        node: Node,
        defect: Defect | None = None,
        *,
        end: Node | None = None,
        touched_by: tuple[tuple[int, int], ...] = (),
    ) -> Site:
        """A site that spans ``node`` (up to the end of ``end`` where given)."""
        last = max(node.line, (end or node).end_line)
        return Site(self.path, node.line, last, reported(self.language), defect, touched_by=touched_by)

    def line_site(self, line: int, defect: Defect | None = None, end_line: int | None = None) -> Site:
        """A site on whole lines."""
        return Site(self.path, line, end_line or line, reported(self.language), defect)


class ChangeView:
    """The whole change, as a rule of ``Scope.CHANGE`` sees it."""

    def __init__(
        self,
        change: ChangeSet,
        config: CheckConfig,
        silent: frozenset[str] = frozenset(),
        keeper: Keeper | None = None,
    ) -> None:
        self.keeper = keeper
        """Where to keep what was read for later reviews; None for nowhere."""
        self.at_end: list[Callable[[], None]] = []
        """What to do when all rules have run."""
        self.change = change
        self.config = config
        self.head = RepoView(change.head_tree)
        self.base = RepoView(change.base_tree)
        self.silent = silent
        """Head paths of changed files that are not judged."""
        self.problems: list[RunError] = []
        """What a rule could not do, such as run an engine that is not installed; the report's errors name it."""

    @cached_property
    def merged(self) -> RepoView:
        """What the base branch holds after the merge; head itself where the base branch has not moved."""
        tip = self.change.tip_tree
        return self.head if tip is None else RepoView(MergedTree(self.change, tip))

    @cached_property
    def files(self) -> tuple[FileView, ...]:
        """Changed text files at head that are judged, in path order; deleted ones are not among them."""
        return tuple(
            FileView(f, f.path, self.head, self)
            for f in sorted(self.change.files, key=lambda f: f.path)
            if f.status is not Status.DELETED and f.path not in self.silent
        )
