"""The API at base and at head, read once a change and shared by the rules of the family."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cached_property, lru_cache
from weakref import WeakKeyDictionary

from checks.api_consistency import (
    aspnet_routes,
    django_routes,
    express_routes,
    go_routes,
    java_routes,
    laravel_routes,
    nest_routes,
    nextjs_routes,
    python_routes,
    rails_routes,
)
from checks.api_consistency.earlier import Earlier
from checks.api_consistency.handler import HandlerFacts, read_handler
from checks.api_consistency.linking import link
from checks.api_consistency.model import Declared, Operation, Place
from checks.api_consistency.sources import Sources, Trace
from checks.changes import Status
from checks.languages import language_of
from checks.silence import is_test_path, silent_path_reason
from checks.syntax.model import Module
from checks.views import ChangeView

Reader = Callable[[Module, Sources], Declared | None]

_READERS: dict[str, tuple[tuple[tuple[str, ...], Reader], ...]] = {
    "python": ((python_routes.MARKERS, python_routes.read), (django_routes.MARKERS, django_routes.read)),
    "javascript": (
        (nest_routes.MARKERS, nest_routes.read),
        (nextjs_routes.MARKERS, nextjs_routes.read),
        (express_routes.MARKERS, express_routes.read),
    ),
    "go": ((go_routes.MARKERS, go_routes.read),),
    "java": ((java_routes.MARKERS, java_routes.read),),
    "csharp": ((aspnet_routes.MARKERS, aspnet_routes.read),),
    "ruby": ((rails_routes.MARKERS, rails_routes.read),),
    "php": ((laravel_routes.MARKERS, laravel_routes.read),),
}
_SHARED = {"typescript": "javascript", "tsx": "javascript"}
_FILE_LIMIT = 6000
"""Most source files of one revision that are looked at."""


@lru_cache(maxsize=4 * _FILE_LIMIT)
def _readers(path: str) -> tuple[tuple[tuple[str, ...], Reader], ...]:
    """Readers that a file may be for; none for tests and generated files."""
    language = language_of(path)
    if is_test_path(path) or silent_path_reason(path) or path.endswith(".d.ts"):
        return ()
    return _READERS.get(_SHARED.get(language, language), ())


class Model:
    """All operations of one revision."""

    def __init__(self, sources: Sources, base: Model | None = None, earlier: Earlier | None = None) -> None:
        self.sources = sources
        self._base = base
        self._earlier = earlier
        self._new_facts: dict[str, dict[str, tuple[HandlerFacts, Trace]]] = defaultdict(dict)
        self._new_declared: dict[str, tuple[Declared | None, Trace]] = {}
        self._facts: dict[int, tuple[HandlerFacts, Trace]] = {}
        self._traces: dict[str, Trace] = {}

    @cached_property
    def declared(self) -> dict[str, Declared]:
        """What each file declares."""
        found: dict[str, Declared] = {}
        looked = 0
        for path in self.sources.paths:
            readers = _readers(path)
            if not readers:
                continue
            looked += 1
            if looked > _FILE_LIMIT:
                break
            shared = self.sources.shared(path)
            if shared is not None and self._base is not None:
                known = self._base.declared.get(path)
                if known is None:
                    continue
                if not known.reads_others or self.sources.holds(self._base._traces[path]):
                    found[path] = known
                    continue
            kept = self._earlier.declared(path) if self._earlier is not None else None
            if kept is not None:
                declared, self._traces[path] = kept
            else:
                with self.sources.tracing() as self._traces[path]:
                    declared = _read(path, readers, self.sources)
                self._new_declared[path] = declared, self._traces[path]
            if declared is not None:
                found[path] = declared
        return found

    @cached_property
    def operations(self) -> tuple[Operation, ...]:
        """Every operation."""
        return link(self.declared, self.sources)

    @cached_property
    def keys(self) -> frozenset[tuple[str, str, str]]:
        """(service folder, method, path) of every operation."""
        return frozenset((o.group, o.method, o.path) for o in self.operations)

    def in_group(self, group: str) -> tuple[Operation, ...]:
        """Operations of one service."""
        return tuple(o for o in self.operations if o.group == group)

    def facts(self, operation: Operation) -> HandlerFacts:
        """What the handler does; computed when first asked, and taken from base where the change cannot bear on it."""
        return self._traced_facts(operation)[0]

    def _traced_facts(self, operation: Operation) -> tuple[HandlerFacts, Trace]:
        key = id(operation)
        if key not in self._facts:
            same = self._base._alike.get(_identity(operation)) if self._base is not None else None
            known = self._base._traced_facts(same) if self._base is not None and same is not None else None
            if known is not None and not self.sources.holds(known[1]):
                known = None
            if known is None and self._earlier is not None:
                known = self._earlier.facts(operation.file, repr(_identity(operation)))
            if known is None:
                with self.sources.tracing() as trace:
                    known = read_handler(operation, self.sources), trace
                trace.files |= {operation.file, operation.handler_file}
                if self._earlier is not None:
                    self._new_facts[operation.file][repr(_identity(operation))] = known
            self._facts[key] = known
        return self._facts[key]

    def keep(self) -> None:
        """Keeps for later reviews what this one had to read."""
        if self._earlier is not None:
            self._earlier.keep(self._new_declared, self._new_facts)

    @cached_property
    def _alike(self) -> dict[tuple[object, ...], Operation]:
        return {_identity(o): o for o in self.operations}


def _identity(operation: Operation) -> tuple[object, ...]:
    """What an operation's facts are computed from, beside the sources: equal for the same code in unchanged files."""
    return (
        operation.key,
        operation.shown,
        operation.framework,
        operation.file,
        operation.line,
        operation.handler_file,
        operation.handler_name,
        operation.options.response_type,
        operation.told_by,
    )


class Api:
    """Both revisions and what lies between them."""

    def __init__(self, view: ChangeView) -> None:
        changed = frozenset(p for f in view.change.files for p in (f.path, f.old_path) if p is not None)
        earlier = Earlier(view.keeper, view.base) if view.keeper is not None else None
        base_sources = earlier.sources if earlier is not None else Sources(view.base)
        self.base = Model(base_sources, earlier=earlier)
        view.at_end.append(self.base.keep)
        self.head = Model(Sources(view.head, base_sources, changed), self.base)
        self.changed_files = {f.path: f for f in view.change.files}
        self.silent = view.silent
        self.styles: dict[str, object] = {}
        """House styles by service folder, kept here by :mod:`.house_style`."""
        self.touches_code = any(language_of(p) in (*_READERS, *_SHARED) for p in changed)

    @cached_property
    def new(self) -> tuple[Operation, ...]:
        """Operations of changed files at head that no path and method of base has.

        An operation whose file the change did not touch became new by a mount elsewhere; it is listed too.
        """
        if not self.touches_code:
            return ()
        known = self.base.keys
        loose = {
            (o.group, o.method, o.local_path, o.file) for o in self.base.operations if not o.prefix_known
        }
        seen: set[tuple[str, str, str]] = set()
        found = []
        for operation in self.head.operations:
            key = (operation.group, operation.method, operation.path)
            if key in known or key in seen or (operation.group, "ANY", operation.path) in known:
                continue
            if (operation.group, operation.method, operation.local_path, operation.file) in loose:
                continue
            seen.add(key)
            found.append(operation)
        return tuple(found)

    @cached_property
    def new_here(self) -> tuple[Operation, ...]:
        """New operations whose own registration the change wrote."""
        return tuple(o for o in self.new if self.touched(o.place) and o.file not in self.silent)

    def touched(self, place: Place) -> bool:
        """Whether the change wrote any of these head lines."""
        changed = self.changed_files.get(place.path)
        if changed is None:
            return False
        return changed.status is Status.ADDED or changed.touches(place.line, place.end_line)


_CACHE: WeakKeyDictionary[ChangeView, Api] = WeakKeyDictionary()


def api_of(view: ChangeView) -> Api:
    """The API of a change; the same object for every rule."""
    if view not in _CACHE:
        _CACHE[view] = Api(view)
    return _CACHE[view]


def _read(path: str, readers: Iterable[tuple[tuple[str, ...], Reader]], sources: Sources) -> Declared | None:
    text = sources.text(path)
    if text is None:
        return None
    for markers, reader in readers:
        if not any(marker in text or marker in path for marker in markers):
            continue
        module = sources.module(path)
        declared = reader(module, sources) if module is not None else None
        if declared is not None:
            return declared
    return None
