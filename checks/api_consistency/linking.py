"""Joins what the files declare into operations with their full paths."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from posixpath import dirname

from checks.api_consistency.model import (
    Declared,
    Mount,
    Operation,
    Place,
    Route,
    Router,
    Spot,
    join_paths,
    normalise,
)
from checks.api_consistency.sources import Sources, Symbol
from checks.languages import language_of
from checks.syntax.model import Function, function_name

_DEPTH = 8
_CHAINS = 12
"""Most ways to one router that are followed; more is a repository that generates its mounts."""

_SLASH_MATTERS = frozenset({"fastapi", "flask", "django", "drf", "starlette", "aiohttp"})
"""Frameworks in which ``/orders/`` and ``/orders`` are two paths; elsewhere ``/`` is the mounted router's root."""

RouterId = tuple[str, str]
"""(file, router name)."""


@dataclass(frozen=True, slots=True)
class Chain:
    """One way from the root to a router."""

    prefixes: tuple[str, ...]
    known: bool
    places: tuple[Place, ...]
    deprecated: bool = False
    hidden: bool = False


class Linker:
    """Resolves routers across the files of one revision."""

    def __init__(self, files: Mapping[str, Declared], sources: Sources) -> None:
        self.files = files
        self.sources = sources
        self.routers: dict[RouterId, Router] = {}
        self.aliases: dict[RouterId, RouterId] = {}
        for path, declared in files.items():
            for router in declared.routers:
                self.routers[path, router.name] = router
            for alias, name in declared.aliases:
                self.aliases[path, alias] = (path, name)
        self.go_routers: dict[str, list[RouterId]] = defaultdict(list)
        self.go_aliases: dict[str, list[tuple[str, RouterId]]] = defaultdict(list)
        """Last part of an alias in a Go file -> the alias and its router."""
        self.mapped: dict[str, list[RouterId]] = defaultdict(list)
        """C# extension method -> the routers that it adds to."""
        for known in self.routers:
            if known[0].endswith(".go"):
                self.go_routers[known[1]].append(known)
        for (path, alias), target in self.aliases.items():
            if path.endswith(".go"):
                self.go_aliases[alias.rpartition(".")[2]].append((alias, target))
            elif path.endswith(".cs"):
                self.mapped[alias].append(target)
        self.parents: dict[RouterId, list[tuple[str, Mount]]] = defaultdict(list)
        for path, declared in files.items():
            for mount in declared.mounts:
                child = self.resolve(path, mount.child)
                if child is not None:
                    self.parents[child].append((path, mount))
        self._chains: dict[RouterId, tuple[Chain, ...]] = {}

    def _in_packages(self, path: str, name: str) -> RouterId | None:
        """A Go router by the last part of its name: in the same package, else the only one of that name."""
        last = name.removesuffix("()").rpartition(".")[2] if "()" in name or "." not in name else name
        bare = name.removesuffix("()").rpartition(".")[2]
        named = [i for i in self.go_routers.get(name, ()) if i[1] == name]
        for wanted in dict.fromkeys((last, bare)):
            named += [target for alias, target in self.go_aliases.get(bare, ()) if alias == wanted]
        named = list(dict.fromkeys(named))
        exact = [target for alias, target in self.go_aliases.get(bare, ()) if alias == name]
        if not exact and "." in name:  # a method: by its own name where only one type has it
            exact = [target for alias, target in self.go_aliases.get(bare, ()) if "." in alias]
        named = exact or named
        near = [i for i in named if dirname(i[0]) == dirname(path)]
        if "." not in name and near:
            named = near
        if len(named) > 1 and "." in name:
            owner = name.partition(".")[0].lower().rstrip("s")
            named = [i for i in named if owner and owner in i[0].lower()] or named
        return named[0] if len(named) == 1 else None

    def resolve(self, path: str, name: str) -> RouterId | None:
        """The router that a name means in a file, through aliases and imports."""
        if name.startswith("require:"):
            file = self.sources.file_of(path, name.partition(":")[2])
            return self._only_router(file) if file is not None and file in self.files else None
        local = self._in_file(path, name)
        if local is not None:
            return local
        bare = name.removesuffix(".routes()").removesuffix(".middleware()").removesuffix("()")
        if bare != name:
            local = self._in_file(path, bare)
            if local is not None:
                return local
        if (
            path.endswith(".py")
            and "." in bare
            and "/" not in bare
            and self.files[path].framework == "django"
        ):
            file = self.sources.file_of(path, bare)
            if file is not None and (file, "urlpatterns") in self.routers:
                return file, "urlpatterns"
        if path.endswith(".go"):
            return self._in_packages(path, name)
        if path.endswith(".cs"):
            mapped = self.mapped.get(name.removeprefix("<mapped>"), []) if name.startswith("<mapped>") else []
            return mapped[0] if len(mapped) == 1 else None
        symbol = self.sources.find(path, bare)
        if symbol is None or symbol.path not in self.files:
            return None
        if symbol.path == path and symbol.name == bare:
            return None
        found = self._in_file(symbol.path, symbol.name) or self._in_file(symbol.path, symbol.name + "()")
        if found is not None:
            return found
        if symbol.name in ("", "default") or "()" in name:
            return self._only_router(symbol.path)
        return None

    def _only_router(self, path: str) -> RouterId | None:
        """The one router of a file that nothing in the file itself mounts."""
        exported = self.sources.find(path, "default")
        if exported is not None and exported.path == path and (path, exported.name) in self.routers:
            return path, exported.name
        names = [r.name for r in self.files[path].routers]
        inner = {m.child for m in self.files[path].mounts}
        outer = [n for n in names if n not in inner]
        return (path, outer[0]) if len(outer) == 1 else None

    def _in_file(self, path: str, name: str) -> RouterId | None:
        if (path, name) in self.routers:
            return path, name
        return self.aliases.get((path, name))

    def chains(self, router: RouterId, depth: int = 0) -> tuple[Chain, ...]:
        """All ways to a router, outermost prefix first."""
        if router in self._chains:
            return self._chains[router]
        found = self._compute(router, depth)
        if depth == 0:
            self._chains[router] = found
        return found

    def _compute(self, router: RouterId, depth: int) -> tuple[Chain, ...]:
        own = self.routers[router]
        place = Place(router[0], own.line, own.end_line)
        prefix = own.prefix or ""
        places = (place,) if own.prefix != "" else ()
        known = own.prefix is not None
        declared = self.files[router[0]]
        if declared.framework == "jaxrs":
            outer, outer_known = self._global_prefix(router[0], optional=True)
            return (Chain((outer, prefix), known and outer_known, places, own.deprecated, own.hidden),)
        if depth > _DEPTH or (own.root and not self.parents.get(router)):
            return (Chain((prefix,), known and depth <= _DEPTH, places, own.deprecated, own.hidden),)
        if declared.framework == "nest":
            outer, outer_known = self._global_prefix(router[0])
            return (Chain((outer, prefix), known and outer_known, places),)
        found: list[Chain] = []
        for path, mount in self.parents.get(router, ()):
            parent = self.resolve(path, mount.parent)
            if parent is None or parent == router:
                above: tuple[Chain, ...] = (Chain((), False, ()),)
            else:
                above = self.chains(parent, depth + 1)
            for chain in above:
                inner = () if mount.replaces else (prefix,)
                here = (Place(path, mount.line, mount.end_line),)
                found.append(
                    Chain(
                        (*chain.prefixes, mount.prefix or "", *inner),
                        chain.known and mount.prefix is not None and (known or mount.replaces),
                        (*chain.places, *here, *(() if mount.replaces else places)),
                        chain.deprecated or mount.deprecated or own.deprecated,
                        chain.hidden or mount.hidden or own.hidden,
                    )
                )
            if len(found) >= _CHAINS:
                break
        if not found:
            rootless = declared.framework == "django" and self._is_django_root(router[0])
            return (Chain((prefix,), rootless, places, own.deprecated, own.hidden),)
        return tuple(dict.fromkeys(found[:_CHAINS]))

    def _is_django_root(self, path: str) -> bool:
        declared = self.files[path]
        if declared.mounts:
            return True
        group = self.sources.group(path)
        return not any(
            d.framework == "django" and d.mounts and self.sources.group(p) == group
            for p, d in self.files.items()
        )

    def _global_prefix(self, path: str, *, optional: bool = False) -> tuple[str, bool]:
        group = self.sources.group(path)
        starts = [d for p, d in self.files.items() if d.starts_application and self.sources.group(p) == group]
        if not starts and optional:
            return "", True
        if len({d.global_prefix for d in starts}) != 1:
            return "", False
        prefix = starts[0].global_prefix
        return prefix or "", prefix is not None


def link(files: Mapping[str, Declared], sources: Sources) -> tuple[Operation, ...]:
    """Operations of all files, in file order, then as registered."""
    linker = Linker(files, sources)
    found: list[Operation] = []
    for path in sorted(files):
        group = sources.group(path)
        language = language_of(path)
        for route in files[path].routes:
            router = linker.resolve(path, route.router)
            chains = linker.chains(router) if router is not None else (Chain((), False, ()),)
            handler_file, code, told_by = _handler(path, route, sources)
            owner = route.owner
            view = partial(sources.class_at, owner) if owner is not None else None
            rests_on = (told_by, _start(owner), *map(_start, route.options.schemas))
            for chain in chains:
                full = join_paths(*chain.prefixes, route.path)
                bare = not route.path or (route.path == "/" and route.framework not in _SLASH_MATTERS)
                if bare and full != "/":
                    full = full.rstrip("/")
                for method in route.methods:
                    found.append(
                        Operation(
                            method=method,
                            path=normalise(full),
                            shown=full,
                            local_path=normalise(route.path) if route.path else "",
                            prefix_known=chain.known,
                            trailing_slash=full != "/" and (full.endswith(("/", "/$"))),
                            framework=route.framework,
                            language=language,
                            group=group,
                            file=route.file or path,
                            line=route.line,
                            end_line=route.end_line,
                            router=router[1] if router is not None else route.router,
                            handler_file=handler_file,
                            handler_name=_handler_name(route),
                            code=code,
                            view=view,
                            told_by=rests_on,
                            options=route.options,
                            mounts=chain.places,
                            deprecated=route.options.deprecated or chain.deprecated,
                            hidden=route.options.hidden or chain.hidden,
                        )
                    )
    return tuple(found)


def _rails_action(route: str, sources: Sources) -> Symbol | None:
    """The method of ``rails:api/v1/orders#index``."""
    controller, _, action = route.removeprefix("rails:").partition("#")
    for path in sources.named(f"{controller.rpartition('/')[2]}_controller.rb"):
        if not ("/" + path).endswith(f"/{controller}_controller.rb"):
            continue
        known = sources.declared(path)
        for name in known.functions if known is not None else ():
            if name.endswith(f"Controller.{action}"):
                return Symbol(path, name)
    return None


Handler = tuple[str, Callable[[], Function] | None, object]
"""(file, what finds the function, what tells it from others in the file)."""


def _handler(path: str, route: Route, sources: Sources) -> Handler:
    if isinstance(route.handler, (Function, Spot)):
        return path, partial(sources.function_at, route.handler), route.handler.start
    if isinstance(route.handler, str):
        if route.handler.startswith("rails:"):
            found = _rails_action(route.handler, sources)
            return (path, None, -1) if found is None else _named(found, sources)
        found = sources.function_named(path, route.handler)
        if found is not None:
            return _named(found, sources)
        view = (
            sources.class_named(path, route.handler.rpartition(".")[0]) if route.owner is not None else None
        )
        if view is not None:
            return view.path, None, -1
    return path, None, -1


def _named(symbol: Symbol, sources: Sources) -> Handler:
    return symbol.path, partial(sources.named_function, symbol), symbol.name


def _start(node: object) -> int:
    return getattr(node, "start", -1)


def _handler_name(route: Route) -> str:
    if isinstance(route.handler, str):
        return route.handler.rpartition("#" if route.framework == "rails" else ".")[2]
    if isinstance(route.handler, Spot):
        return route.handler.name
    return function_name(route.handler) if route.handler is not None else ""
