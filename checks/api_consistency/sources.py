"""Files of one revision and the names in them: imports, functions, classes, constants, across files."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from posixpath import dirname, join, normpath
from typing import NamedTuple

from checks.api_consistency.declarations import Declarations, declarations
from checks.api_consistency.model import Spot
from checks.syntax.model import (
    Binary,
    Call,
    Class,
    Expr,
    Function,
    Literal,
    Mapping,
    Module,
    Name,
    Node,
    Template,
    dotted,
)
from checks.views import RepoView

_JS_SUFFIXES = (".ts", ".tsx", ".js", ".jsx", ".mjs", ".cjs", ".mts", ".cts")
_MANIFESTS = frozenset(
    {
        "package.json",
        "pyproject.toml",
        "setup.py",
        "setup.cfg",
        "requirements.txt",
        "manage.py",
        "go.mod",
        "Pipfile",
        "pom.xml",
        "build.gradle",
        "build.gradle.kts",
        "composer.json",
        "Gemfile",
    }
)
_CLASS_FILES = (".java", ".kt", ".cs", ".php")
"""Files that are named after the class they hold."""
_HOPS = 6
"""Longest chain of re-exports that is followed."""


@dataclass(frozen=True, slots=True)
class Symbol:
    """A name that was followed to the file that declares it; ``name`` is ``""`` for the file as a module."""

    path: str
    name: str


Known = str | tuple[str, ...] | None
"""What a revision answers to a question about its names."""


@dataclass(slots=True)
class Trace:
    """What a piece of knowledge rests on: it holds wherever the files are the same and the answers too."""

    files: set[str] = field(default_factory=set)
    """Files that were read."""
    names: dict[tuple[str, ...], Known] = field(default_factory=dict)
    """Questions about names of files, packages and classes, with their answers."""


class _Package(NamedTuple):
    """Functions and methods of a Go package as (file, name with its type)."""

    by_last: dict[str, list[tuple[str, str]]]
    by_name: dict[str, list[tuple[str, str]]]


class Sources:
    """One revision, read lazily; a head revision takes what the change left alone from its base."""

    def __init__(
        self,
        repo: RepoView,
        base: Sources | None = None,
        changed: frozenset[str] = frozenset(),
        earlier: Callable[[str], Declarations | None] = lambda path: None,
    ) -> None:
        """``earlier`` gives the names of a file that an earlier review read, where it kept them."""
        self.repo = repo
        self._base = base
        self._changed = changed
        self._earlier = earlier
        self._declarations: dict[str, Declarations | None] = {}
        self._reach: dict[str, frozenset[str]] = {}
        self.paths = repo.paths()
        self._known = frozenset(self.paths)
        self._by_stem: dict[str, list[str]] = defaultdict(list)
        self._go_folders: dict[str, list[str]] = defaultdict(list)
        self._class_files: dict[str, list[str]] = defaultdict(list)
        self._trace: Trace | None = None
        self._walked: dict[Function, tuple[Node, ...]] = {}
        self._answers: dict[tuple[str, ...], Known] = {}
        self._go_types: dict[tuple[str, str], str | None] = {}
        self._go_functions: dict[str, _Package] = {}
        self._ruby_files: dict[str, list[str]] = defaultdict(list)
        self._folders: dict[str, list[str]] = defaultdict(list)
        manifests: set[str] = set()
        for path in self.paths:
            name = path.rpartition("/")[2]
            if name in _MANIFESTS or name.endswith(".csproj"):
                manifests.add(dirname(path))
            if path.endswith(".rb"):
                self._ruby_files[name].append(path)
            if path.endswith(_CLASS_FILES):
                self._class_files[name.rpartition(".")[0]].append(path)
                self._folders[dirname(path)].append(path)
            if path.endswith(".go") and not path.endswith("_test.go"):
                self._go_folders[dirname(path)].append(path)
            if path.endswith(".py"):
                stem = dirname(path).rpartition("/")[2] if name == "__init__.py" else name[:-3]
                self._by_stem[stem].append(path)
        self._manifests = frozenset(manifests)
        self._go_by_last: dict[str, list[str]] = defaultdict(list)
        for folder in self._go_folders:
            self._go_by_last[folder.rpartition("/")[2]].append(folder)
        self._same_paths = base is not None and base.paths == self.paths

    def nodes_of(self, function: Function) -> tuple[Node, ...]:
        """All nodes of a function's body, parents first; those of the last few functions are at hand."""
        if function not in self._walked:
            if len(self._walked) >= _WALKED:
                del self._walked[next(iter(self._walked))]
            self._walked[function] = tuple(function.body.walk())
        return self._walked[function]

    # --- what an answer rests on ----------------------------------------------------------------------------------

    @contextmanager
    def tracing(self) -> Iterator[Trace]:
        """Collects what is read and asked inside; whatever traces around it learns of it too."""
        outer, own = self._trace, Trace()
        self._trace = own
        try:
            yield own
        finally:
            self._trace = outer
            if outer is not None:
                outer.files |= own.files
                outer.names |= own.names

    def holds(self, trace: Trace) -> bool:
        """Whether what rests on ``trace`` at base holds in this revision too."""
        return self._changed.isdisjoint(trace.files) and self.answers_alike(trace)

    def answers_alike(self, trace: Trace) -> bool:
        """Whether this revision gives the answers about names that ``trace`` has."""
        return all(
            (self._same_paths and question[0] in _OF_PATHS) or self._answer(question) == answer
            for question, answer in trace.names.items()
        )

    def _read(self, path: str) -> None:
        if self._trace is not None:
            self._trace.files.add(path)

    def _ask(self, *question: str) -> Known:
        answer = self._answer(question)
        if self._trace is not None:
            self._trace.names[question] = answer
        return answer

    def _answer(self, question: tuple[str, ...]) -> Known:
        if question not in self._answers:
            outer, self._trace = self._trace, None
            try:
                self._answers[question] = self._found(*question)
            finally:
                self._trace = outer
        return self._answers[question]

    def _found(self, kind: str, key: str, more: str = "", level: str = "0") -> Known:
        if kind == "import":
            python = key.endswith(".py")
            return self._python_file(key, more, int(level)) if python else self._javascript_file(key, more)
        if kind == "class":
            return tuple(self._class_files.get(key, ()))
        if kind == "ruby":
            return tuple(self._ruby_files.get(key, ()))
        if kind == "settings":
            return tuple(p for p in self.paths if p.endswith(".py") and "settings" in p)
        if kind == "packages":
            return self._go_packages(key)
        if kind == "function":
            return self._go_function(key, more)
        if kind == "type":
            return next((p for p in self._go_folders.get(key, ()) if self._has_class(p, more)), None)
        raise LookupError(f"no such question: {kind}")

    def named(self, name: str) -> tuple[str, ...]:
        """Ruby files of this name."""
        return _paths(self._ask("ruby", name))

    def settings(self) -> tuple[str, ...]:
        """Python files that may hold Django's settings."""
        return _paths(self._ask("settings", ""))

    def shared(self, path: str) -> Sources | None:
        """The base revision when this file is the same in it."""
        return self._base if self._base is not None and path not in self._changed else None

    def text(self, path: str) -> str | None:
        """Decoded text, or None."""
        self._read(path)
        shared = self.shared(path)
        return shared.text(path) if shared is not None else self.repo.text(path)

    def module(self, path: str) -> Module | None:
        """The parsed file, or None."""
        self._read(path)
        shared = self.shared(path)
        if shared is not None:
            return shared.module(path)
        known = self._declarations.get(path)
        return known.module if known is not None and known.module is not None else self.repo.module(path)

    def declared(self, path: str) -> Declarations | None:
        """Top-level names of a file; None when it cannot be read."""
        self._read(path)
        shared = self.shared(path)
        if shared is not None:
            return shared.declared(path)
        if path not in self._declarations:
            known = self._earlier(path) if path in self._known else None
            self._declarations[path] = known if known is not None else self._parsed(path)
        return self._declarations[path]

    def parsed(self, path: str) -> Declarations | None:
        """As :meth:`declared`, from the parsed file even where an earlier review kept its names."""
        self._read(path)
        shared = self.shared(path)
        if shared is not None:
            return shared.parsed(path)
        known = self._declarations.get(path)
        if path not in self._declarations or (known is not None and known.module is None):
            self._declarations[path] = self._parsed(path)
        return self._declarations[path]

    def read_now(self) -> dict[str, Declarations]:
        """Names of the files that this review parsed itself, by path."""
        return {p: d for p, d in self._declarations.items() if d is not None and d.module is not None}

    def _parsed(self, path: str) -> Declarations | None:
        module = self.repo.module(path) if path in self._known else None
        return None if module is None else declarations(module)

    # --- nodes that an earlier review read ---------------------------------------------------------------------------

    def function_at(self, place: Function | Spot) -> Function:
        """The function at a place."""
        node = self._node_at(place) if isinstance(place, Spot) else place
        if not isinstance(node, Function):
            raise LookupError("no function where an earlier review found one")
        return node

    def class_at(self, place: Class | Spot) -> Class:
        """The class at a place."""
        node = self._node_at(place) if isinstance(place, Spot) else place
        if not isinstance(node, Class):
            raise LookupError("no class where an earlier review found one")
        return node

    def expr_at(self, place: Expr | Spot) -> Expr:
        """The expression at a place."""
        node = self._node_at(place) if isinstance(place, Spot) else place
        if not isinstance(node, Expr):
            raise LookupError("no expression where an earlier review found one")
        return node

    def _node_at(self, place: Spot) -> Node:
        known = self.parsed(place.path)
        if known is None or known.module is None:
            raise LookupError(f"{place.path} cannot be read any more")
        return node_at(known.module, place)

    def named_function(self, symbol: Symbol) -> Function:
        """The function that a symbol of :meth:`function_named` means."""
        known = self.declared(symbol.path)
        if known is None:
            raise LookupError(f"{symbol.path} cannot be read any more")
        return known.functions[symbol.name]

    def reach(self, path: str, hops: int = 2) -> frozenset[str]:
        """The file and those of this repository that it imports, through so many hops."""
        if path not in self._reach:
            found = {path}
            edge = {path}
            for _ in range(hops):
                nearer: set[str] = set()
                for file in edge:
                    known = self.declared(file)
                    for module, level, taken in (
                        (*known.imports.values(), *((m, n, "") for m, n in known.stars)) if known else ()
                    ):
                        for target in (module, f"{module}.{taken}") if file.endswith(".py") else (module,):
                            other = self.file_of(file, target, level)
                            if other is not None:
                                nearer.add(other)
                edge = nearer - found
                found |= nearer
            if path.endswith(".go"):
                found.update(self._go_folders.get(dirname(path), ()))
            elif path.endswith(_CLASS_FILES):
                found.update(self._beside(path))
                for file in sorted(found):
                    found.update(self._beside(file) if dirname(file) != dirname(path) else ())
            self._reach[path] = frozenset(found)
        return self._reach[path]

    def _beside(self, path: str) -> set[str]:
        """Files of the classes that a file imports, and those in its folder, which it may name without importing."""
        suffix = path[path.rindex(".") :]
        found = {p for p in self._folders.get(dirname(path), ()) if p.endswith(suffix)}
        known = self.declared(path)
        for name, (module, _level, _taken) in (known.imports if known is not None else {}).items():
            tail = f"{module.replace('.', '/')}/{name}{suffix}".lower()
            found.update(p for p in self._class_files.get(name, ()) if p.lower().endswith(tail))
        return found

    def group(self, path: str) -> str:
        """Folder of the service that holds the file: the nearest one with a package manifest, else the root."""
        folder = dirname(path)
        while folder:
            if folder in self._manifests:
                return folder
            folder = dirname(folder)
        return ""

    # --- names across files --------------------------------------------------------------------------------------

    def file_of(self, origin: str, module: str, level: int = 0) -> str | None:
        """The file that an import in ``origin`` names, or None for a foreign package."""
        found = self._ask("import", origin, module, str(level))
        return found if isinstance(found, str) else None

    def _python_file(self, origin: str, module: str, level: int) -> str | None:
        tail = module.replace(".", "/")
        if level:
            folder = dirname(origin)
            for _ in range(level - 1):
                folder = dirname(folder)
            return self._first(join(folder, tail) if tail else folder)
        if not tail:
            return None
        stem = tail.rpartition("/")[2]
        wanted = (f"{tail}.py", f"{tail}/__init__.py")
        matches = [
            p for p in self._by_stem.get(stem, ()) if any(p == w or p.endswith("/" + w) for w in wanted)
        ]
        if not matches:
            return None
        return max(matches, key=lambda p: (_common(p, origin), -len(p)))

    def _first(self, stem: str) -> str | None:
        for candidate in (f"{stem}.py", f"{stem}/__init__.py"):
            candidate = candidate.lstrip("/")
            if candidate in self._known:
                return candidate
        return None

    def _javascript_file(self, origin: str, module: str) -> str | None:
        if module.startswith("."):
            starts = [normpath(join(dirname(origin), module))]
        elif module.startswith(("@/", "~/", "src/", "#")):
            tail = module.partition("/")[2] if not module.startswith("src/") else module
            group = self.group(origin)
            starts = [join(group, tail), join(group, "src", tail), join(group, "app", tail)]
        else:
            return None
        for start in starts:
            stems = [start]
            for suffix in (".js", ".mjs", ".cjs", ".jsx"):
                if start.endswith(suffix):
                    stems.append(start[: -len(suffix)])
            if start in self._known and start.endswith(_JS_SUFFIXES):
                return start
            for stem in stems:
                for suffix in _JS_SUFFIXES:
                    for candidate in (stem + suffix, f"{stem}/index{suffix}"):
                        if candidate in self._known:
                            return candidate
        return None

    def find(self, origin: str, name: str) -> Symbol | None:
        """Follows a dotted name from a file through imports and re-exports to the file that declares it."""
        if origin.endswith(_CLASS_FILES):
            return self._class_symbol(origin, name)
        path, rest = origin, name
        for _ in range(_HOPS):
            known = self.declared(path)
            if known is None:
                return None
            head, _, tail = rest.partition(".")
            if head == "default" and head not in known.functions and known.default:
                rest = known.default + (f".{tail}" if tail else "")
                head = known.default
            target = self._import_of(path, known, rest)
            if target is None:
                if (
                    head in known.functions
                    or head in known.classes
                    or head in known.values
                    or rest in known.functions
                ):
                    return Symbol(path, rest)
                for module, level in known.stars:
                    file = self.file_of(path, module, level)
                    other = self.declared(file) if file is not None and file != path else None
                    if other is not None and (
                        head in other.functions or head in other.classes or head in other.values
                    ):
                        return Symbol(file or "", rest)
                return Symbol(path, rest)
            path, rest = target
            if not rest:
                return Symbol(path, "")
        return None

    def _class_symbol(self, origin: str, name: str) -> Symbol | None:
        """A class, or a member of it, in a language whose files are named after their classes."""
        known = self.declared(origin)
        if known is None:
            return None
        head = name.partition(".")[0]
        if head in known.classes or head in known.functions or head in known.values:
            return Symbol(origin, name)
        suffix = origin[origin.rindex(".") :]
        found = [p for p in _paths(self._ask("class", head)) if p.endswith(suffix) and p != origin]
        if len(found) > 1:
            module = known.imports.get(head, ("", 0, ""))[0].replace(".", "/").replace("\\", "/")
            near = [p for p in found if module and p.lower().endswith(f"{module}/{head}{suffix}".lower())]
            found = near or [p for p in found if dirname(p) == dirname(origin)] or found
        if not found:
            return None
        return Symbol(max(found, key=lambda p: (_common(p, origin), -len(p), p)), name)

    def _import_of(self, path: str, known: Declarations, name: str) -> tuple[str, str] | None:
        """(file, remaining name) when the first part of ``name`` is imported from a file of this repository."""
        best: tuple[str, str] | None = None
        parts = name.split(".")
        for local in (".".join(parts[:n]) for n in range(1, len(parts) + 1)):  # the longest import wins
            if local not in known.imports:
                continue
            module, level, taken = known.imports[local]
            rest = name[len(local) + 1 :]
            if taken:
                inner = (
                    self.file_of(path, f"{module}.{taken}" if module else taken, level)
                    if path.endswith(".py")
                    else None
                )
                if inner is not None:
                    best = inner, rest
                    continue
                file = self.file_of(path, module, level)
                if file is None:
                    continue
                best = file, f"{taken}.{rest}" if rest else taken
                if taken == "default" and rest:
                    other = self.declared(file)
                    if other is not None and not other.default and "default" not in other.functions:
                        best = file, rest  # const orders = require("./orders"); orders.list
            else:
                file = self.file_of(path, module, level)
                if file is not None:
                    best = file, rest
        return best if best is None or best != (path, name) else None

    def function(self, origin: str, name: str) -> tuple[str, Function] | None:
        """The function a dotted name stands for, with its file."""
        symbol = self.function_named(origin, name)
        known = self.declared(symbol.path) if symbol is not None else None
        return (
            (symbol.path, known.functions[symbol.name]) if symbol is not None and known is not None else None
        )

    def function_named(self, origin: str, name: str) -> Symbol | None:
        """The function a dotted name stands for, by its file and its name in :attr:`Declarations.functions`."""
        if origin.endswith(".go"):
            self._read(origin)
            place = _paths(self._ask("function", origin, name))
            return Symbol(*place) if place else None
        symbol = self.find(origin, name)
        known = self.declared(symbol.path) if symbol is not None else None
        if symbol is None or known is None:
            return None
        if symbol.name in known.functions:
            return symbol
        head, _, tail = symbol.name.partition(".")
        value = known.values.get(head)
        if tail and isinstance(value, Call):  # const controller = new OrdersController()
            made = self.find(symbol.path, dotted(value.callee))
            other = self.declared(made.path) if made is not None else None
            if made is not None and other is not None and f"{made.name}.{tail}" in other.functions:
                return Symbol(made.path, f"{made.name}.{tail}")
        if isinstance(value, Name) and not tail and value.id != head:
            return self.function_named(symbol.path, value.id)
        return None

    def _go_packages(self, origin: str) -> tuple[str, ...]:
        """Folders of the packages that a Go file imports, by the last two parts of their paths."""
        known = self.declared(origin)
        folders: list[str] = []
        for module, _level, _taken in known.imports.values() if known is not None else ():
            tail = module.split("/")[-2:]
            for folder in self._go_by_last.get(tail[-1], ()):
                if folder.split("/")[-len(tail) :] == tail or folder == tail[-1]:
                    folders.append(folder)
        return tuple(folders)

    def _go_named(self, folder: str) -> _Package:
        """Functions and methods of a package."""
        if folder not in self._go_functions:
            files = self._go_folders.get(folder, ())
            if (
                self._base is not None
                and self._base._go_folders.get(folder, []) == files
                and all(self.shared(p) is not None for p in files)
            ):
                self._go_functions[folder] = self._base._go_named(folder)
                return self._go_functions[folder]
            package = _Package(defaultdict(list), defaultdict(list))
            for path in files:
                other = self.declared(path)
                for key in other.functions if other is not None else ():
                    package.by_last[key.rpartition(".")[2]].append((path, key))
                    package.by_name[key].append((path, key))
            self._go_functions[folder] = package
        return self._go_functions[folder]

    def _has_class(self, path: str, name: str) -> bool:
        known = self.declared(path)
        return known is not None and name in known.classes

    def _go_function(self, origin: str, name: str) -> tuple[str, ...] | None:
        """(file, name with its type) of a function of the same package or of an imported one; a method by its own name
        and a hint of its type."""
        owner, _, last = name.rpartition(".")
        known = self.declared(origin)
        if known is None or not last:
            return None
        folders = dict.fromkeys((dirname(origin), *_paths(self._answer(("packages", origin)))))
        packages = [self._go_named(folder) for folder in folders]
        lists = [p.by_last[last] for p in packages if last in p.by_last]
        if sum(map(len, lists)) > 1:

            def called(key: str) -> list[list[tuple[str, str]]]:
                return [p.by_name[key] for p in packages if key in p.by_name]

            lists = called(name)
            if not lists and owner:
                made = self._go_type(origin, owner)
                lists = called(f"{made}.{last}") if made is not None else []
                lists += called(last) if made == last else []
            if not lists and (not owner or owner in known.imports):
                lists = called(last)
        return lists[0][0] if len(lists) == 1 and len(lists[0]) == 1 else None

    def _go_type(self, origin: str, owner: str) -> str | None:
        """The type that a name of a Go file is declared or made with, where the text says so first."""
        if (origin, owner) not in self._go_types:
            hint = rf"\b{re.escape(owner)}\s*(?::?=|\b)\s*(?:&|\*)?(?:\w+\.)?(?:New)?(\w+)"
            match = re.search(hint, self.text(origin) or "")
            self._go_types[origin, owner] = match.group(1) if match is not None else None
        return self._go_types[origin, owner]

    def cls(self, origin: str, name: str) -> tuple[str, Class] | None:
        """The class a dotted name stands for, with its file."""
        symbol = self.class_named(origin, name)
        known = self.declared(symbol.path) if symbol is not None else None
        return (symbol.path, known.classes[symbol.name]) if symbol is not None and known is not None else None

    def class_named(self, origin: str, name: str) -> Symbol | None:
        """The class a dotted name stands for, by its file and its name in :attr:`Declarations.classes`."""
        if origin.endswith(".go"):
            last = name.rpartition(".")[2]
            own = self.declared(origin)
            here = own is not None and last in own.classes
            path = origin if here else self._ask("type", dirname(origin), last)
            return Symbol(path, last) if isinstance(path, str) else None
        symbol = self.find(origin, name)
        known = self.declared(symbol.path) if symbol is not None else None
        if symbol is None or known is None or symbol.name not in known.classes:
            return None
        return symbol

    def value(self, origin: str, name: str) -> tuple[str, Expr] | None:
        """What a module-level name is bound to, with the file that binds it."""
        symbol = self.find(origin, name)
        known = self.declared(symbol.path) if symbol is not None else None
        if symbol is None or known is None:
            return None
        if symbol.name in known.values:
            return symbol.path, known.values[symbol.name]
        head, _, tail = symbol.name.partition(".")
        bound = known.values.get(head)
        if tail and isinstance(bound, Call):  # settings = Settings(); settings.API_PREFIX
            made = self.find(symbol.path, dotted(bound.callee))
            other = self.declared(made.path) if made is not None else None
            if made is not None and other is not None and f"{made.name}.{tail}" in other.values:
                return made.path, other.values[f"{made.name}.{tail}"]
        if tail and isinstance(bound, Mapping):
            member = bound.get(tail)
            if member is not None:
                return symbol.path, member
        return None

    def constant(self, origin: str, expr: Expr | None, depth: int = 0) -> str | None:
        """The text an expression stands for when it is built from constants alone."""
        if expr is None or depth > _HOPS:
            return None
        if isinstance(expr, Literal):
            return expr.value if isinstance(expr.value, str) else None
        if isinstance(expr, Template):
            parts = [self.constant(origin, part, depth + 1) for part in expr.parts]
            return None if any(p is None for p in parts) else "".join(p or "" for p in parts)
        if isinstance(expr, Binary) and expr.op == "+":
            left = self.constant(origin, expr.left, depth + 1)
            right = self.constant(origin, expr.right, depth + 1)
            return None if left is None or right is None else left + right
        name = dotted(expr)
        if name and "()" not in name:
            bound = self.value(origin, name)
            if bound is not None:
                return self.constant(bound[0], bound[1], depth + 1)
        if (
            isinstance(expr, Call)
            and expr.args
            and dotted(expr.callee) in ("os.getenv", "os.environ.get", "Field")
        ):
            fallback = expr.positional(1) or expr.keyword("default") or expr.positional(0)
            return self.constant(origin, fallback, depth + 1)
        return None


_WALKED = 8
"""Functions whose nodes are kept at hand: a handler is looked through several times, then no more."""
_OF_PATHS = frozenset({"import", "class", "ruby", "settings"})
"""Questions whose answers are the same wherever the same files are."""


def node_at(module: Module, place: Spot) -> Node:
    """The node at a place. Raises LookupError."""
    current: Node = module
    for step in place.steps:
        current = list(current.children())[step]
    if current.start != place.start:
        raise LookupError(f"{place.path}: the file is not the one that was read")
    return current


def _paths(answer: Known) -> tuple[str, ...]:
    return answer if isinstance(answer, tuple) else ()


def _common(left: str, right: str) -> int:
    """Number of leading folders two paths share."""
    count = 0
    for one, other in zip(left.split("/"), right.split("/"), strict=False):
        if one != other:
            break
        count += 1
    return count
