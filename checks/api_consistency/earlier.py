"""What earlier reviews read from the files of a base revision, one document a file.

A document is found by its file's path and content. It holds the file's top-level names, which rest on the file alone; what
it declares of routes, and the facts of their handlers, which may rest on other files too and are used only where those are
the same (see :class:`checks.api_consistency.sources.Trace`). A damaged document is as good as none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from checks.api_consistency.declarations import Declarations, Later
from checks.api_consistency.handler import HandlerFacts
from checks.api_consistency.model import Declared
from checks.api_consistency.plain import DAMAGED, NotPlain, plain, reader_version, whole
from checks.api_consistency.sources import Known, Sources, Trace
from checks.keeping import Keeper
from checks.views import RepoView

_KIND = "api"


class Earlier:
    """Documents of one revision's files."""

    def __init__(self, keeper: Keeper, repo: RepoView) -> None:
        self._keeper = keeper
        self._repo = repo
        self._documents: dict[str, dict[str, Any]] = {}
        self.sources = Sources(repo, earlier=self.names)
        """The revision, its names taken from the documents."""

    def names(self, path: str) -> Declarations | None:
        """Top-level names of a file, its nodes left to be read when they are looked at."""
        try:
            language, imports, stars, functions, classes, values, default = self._document(path)["names"]
            return Declarations(
                str(language),
                None,
                {str(name): (str(m), int(level), str(taken)) for name, m, level, taken in imports},
                [(str(m), int(level)) for m, level in stars],
                Later(map(str, functions), lambda: self._parsed(path).functions),
                Later(map(str, classes), lambda: self._parsed(path).classes),
                Later(map(str, values), lambda: self._parsed(path).values),
                str(default),
            )
        except DAMAGED:
            return None

    def declared(self, path: str) -> tuple[Declared | None, Trace] | None:
        """What a file declares, with what that rests on; None when no earlier review knows."""
        try:
            value, rests_on = self._document(path)["declared"]
            trace = self._held(rests_on)
            found = whole(value) if trace is not None else None
        except DAMAGED:
            return None
        if trace is None or not isinstance(found, Declared | None):
            return None
        return found, trace

    def facts(self, path: str, identity: str) -> tuple[HandlerFacts, Trace] | None:
        """Facts of an operation registered in a file, with what they rest on; None when no earlier review knows."""
        try:
            kept = self._document(path)["facts"].get(identity)
            if kept is None:
                return None
            trace = self._held(kept[1])
            found = whole(kept[0]) if trace is not None else None
        except DAMAGED:
            return None
        return (found, trace) if trace is not None and isinstance(found, HandlerFacts) else None

    def keep(
        self,
        declared: Mapping[str, tuple[Declared | None, Trace]],
        facts: Mapping[str, Mapping[str, tuple[HandlerFacts, Trace]]],
    ) -> None:
        """Keeps what this review read of the files: (what it declares, trace) and facts by identity, by path."""
        for path in sorted({*declared, *facts, *self.sources.read_now()}):
            identity = self._repo.identity(path)
            if identity is None:
                continue
            document = dict(self._document(path))
            known = self.sources.read_now().get(path)
            try:
                if known is not None:
                    document["names"] = _names(known)
                if path in declared:
                    document["declared"] = [plain(declared[path][0]), self._resting(declared[path][1])]
                if path in facts:
                    fresh = {i: [plain(f), self._resting(t)] for i, (f, t) in facts[path].items()}
                    document["facts"] = {**document.get("facts", {}), **fresh}
            except NotPlain:
                continue  # what has no plain form is read anew each time, as without a store
            self._keeper.put(document, _KIND, reader_version(), path, identity)
        self._keeper.tidy()

    def _parsed(self, path: str) -> Declarations:
        known = self.sources.parsed(path)
        if known is None:
            raise LookupError(f"{path} cannot be read any more")
        return known

    def _document(self, path: str) -> dict[str, Any]:
        if path not in self._documents:
            identity = self._repo.identity(path)
            found = None if identity is None else self._keeper.get(_KIND, reader_version(), path, identity)
            self._documents[path] = found if isinstance(found, dict) else {}
        return self._documents[path]

    def _resting(self, trace: Trace) -> list[Any]:
        files = {path: self._repo.identity(path) for path in sorted(trace.files)}
        return [files, [[list(question), answer] for question, answer in sorted(trace.names.items())]]

    def _held(self, rests_on: Any) -> Trace | None:
        """The trace, when its files and answers are those of this revision."""
        files, names = rests_on
        if any(self._repo.identity(path) != identity for path, identity in files.items()):
            return None
        answers: dict[tuple[str, ...], Known] = {
            tuple(question): tuple(answer) if isinstance(answer, list) else answer
            for question, answer in names
        }
        trace = Trace(set(files), answers)
        return trace if self.sources.answers_alike(trace) else None


def _names(known: Declarations) -> list[Any]:
    return [
        known.language,
        [[name, *target] for name, target in known.imports.items()],
        [list(star) for star in known.stars],
        *(list(names) for names in _tables(known)),
        known.default,
    ]


def _tables(known: Declarations) -> Iterable[Iterable[str]]:
    return known.functions, known.classes, known.values
