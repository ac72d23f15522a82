"""Public names of a Python package, read from text with Griffe; nothing is imported or run."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import cast

import griffe

from checks.api_consistency.exports import PYTHON, Break, Parameter, Symbol, compare, removed
from checks.api_consistency.model import Place
from checks.views import RepoView

SIZE_LIMIT = 400_000
"""Characters of a module that is read; longer ones are generated."""
_HOPS = 6
_SILENT = frozenset(
    (
        "tests",
        "test",
        "internal",
        "experimental",
        "vendor",
        "vendored",
        "examples",
        "scripts",
        "conftest",
        "cli",
    )
)
_DEPRECATED = re.compile(r"DeprecationWarning|\bdeprecated\b", re.IGNORECASE)

logging.getLogger("griffe").setLevel(logging.CRITICAL)

_KINDS = {
    "positional-only": "positional",
    "positional or keyword": "",
    "keyword-only": "keyword",
    "variadic positional": "*",
    "variadic keyword": "**",
}


class PythonModules:
    """The modules of one package at one revision, each read when it is asked for."""

    def __init__(self, repo: RepoView, root: str, package: str) -> None:
        self.repo = repo
        self.root = root
        """Folder that holds the package, with a slash at its end where it is not the repository itself."""
        self.package = package
        self._read: dict[str, PythonModule | None] = {}
        self.unclear = False
        """Whether a module that was asked for could not be read."""

    @cached_property
    def _paths(self) -> frozenset[str]:
        return frozenset(self.repo.paths())

    def module(self, name: str) -> PythonModule | None:
        """The module of a dotted name; None when there is none that can be read."""
        if name not in self._read:
            self._read[name] = self._load(name)
        return self._read[name]

    def _load(self, name: str) -> PythonModule | None:
        stem = self.root + name.replace(".", "/")
        for path in (f"{stem}/__init__.py", f"{stem}.py"):
            if path in self._paths:
                text = self.repo.text(path)
                made = None if text is None else _read(name, path, text)
                self.unclear |= made is None
                return made
        return None

    def name_of(self, path: str) -> str | None:
        """The dotted name of a path of the package."""
        if not path.startswith(f"{self.root}{self.package}/") or not path.endswith(".py"):
            return None
        name = path[len(self.root) : -3].replace("/", ".")
        return name.removesuffix(".__init__")


class PythonModule:
    """One module: what it defines, what it imports from where, and what it says is public."""

    def __init__(self, name: str, path: str, text: str, tree: griffe.Module) -> None:
        self.name = name
        self.path = path
        self._lines = text.split("\n")
        self.tree = tree
        self.is_package = path.endswith("/__init__.py")
        self.exports = None if tree.exports is None else frozenset(str(e) for e in tree.exports)
        self.open = "__getattr__" in tree.members or bool(
            re.search(r"^\s*(?:globals\(\)|__all__ \+= )", text, re.M)
        )

    @cached_property
    def symbols(self) -> dict[str, Symbol]:
        """What is defined here."""
        return {n: s for n, m in self.tree.members.items() if (s := self._symbol(m)) is not None}

    @cached_property
    def imported(self) -> dict[str, str]:
        """Local name -> dotted target; ``*`` imports are left out."""
        found = {}
        for name, member in self.tree.members.items():
            if isinstance(member, griffe.Alias) and not name.endswith("/*"):
                found[name] = member.target_path
        return found

    @cached_property
    def stars(self) -> list[str]:
        """Modules of which everything is imported."""
        return [
            m.target_path.removesuffix(".*")
            for m in self.tree.members.values()
            if isinstance(m, griffe.Alias) and m.wildcard
        ]

    def line_of(self, name: str) -> int:
        """Where a name is imported or listed; 1 when it is not found."""
        pattern = re.compile(rf"\b{re.escape(name)}\b")
        return next((n for n, line in enumerate(self._lines, 1) if pattern.search(line)), 1)

    def _symbol(self, member: griffe.Object | griffe.Alias) -> Symbol | None:
        if isinstance(member, griffe.Alias) or member.lineno is None:
            return None
        end = member.endlineno or member.lineno
        if isinstance(member, griffe.Function):
            return self._function(member, end)
        if isinstance(member, griffe.Class):
            return self._class(member)
        if isinstance(member, griffe.Attribute):
            kind = "field" if isinstance(member.parent, griffe.Class) else "constant"
            return Symbol(member.name, kind, Place(self.path, member.lineno, end))
        return None

    def _function(self, member: griffe.Function, end: int) -> Symbol:
        first = member.lineno or 1
        while first < end and not re.match(r"\s*(?:async\s+)?def\b", self._lines[first - 1]):
            first += 1
        if "property" in member.labels or any(str(d.value).endswith("property") for d in member.decorators):
            return Symbol(member.name, "field", Place(self.path, first, first))
        params = [
            Parameter(
                p.name,
                "" if p.annotation is None else str(p.annotation),
                p.default is None,
                _KINDS[cast(griffe.ParameterKind, p.kind).value],
            )
            for p in member.parameters
        ]
        labels = member.labels
        if isinstance(member.parent, griffe.Class) and "staticmethod" not in labels:
            params = params[1:]
        text = "\n".join(self._lines[(member.lineno or 1) - 1 : end])
        return Symbol(
            member.name,
            "method" if isinstance(member.parent, griffe.Class) else "function",
            Place(self.path, first, first),
            params=tuple(params),
            is_async="async" in labels,
            deprecated=bool(_DEPRECATED.search(text)),
            marks=frozenset(("decorated",)) if _reshaped(member) else frozenset(),
        )

    def _class(self, member: griffe.Class) -> Symbol:
        first = member.lineno or 1
        end = member.endlineno or first
        while first < end and not re.match(r"\s*class\b", self._lines[first - 1]):
            first += 1
        bases = tuple(str(b) for b in member.bases)
        enum = any(b.rpartition(".")[2] in ("Enum", "StrEnum", "IntEnum", "Flag", "IntFlag") for b in bases)
        members = {}
        for name, inner in member.members.items():
            if name.startswith("_") and name not in (
                "__init__",
                "__call__",
                "__enter__",
                "__iter__",
                "__len__",
            ):
                continue
            if isinstance(inner, griffe.Attribute) and inner.labels == {"instance-attribute"}:
                continue  # set in a method: as often a detail as an offer
            made = self._symbol(inner)
            if made is not None:
                kind = "member" if enum and made.kind == "field" else made.kind
                members[name] = replace(made, kind=kind)
        if "__init__" not in members and any("dataclass" in str(d.value) for d in member.decorators):
            members["__init__"] = self._dataclass_init(member, Place(self.path, first, first))
        head = "\n".join(self._lines[max(0, (member.lineno or 1) - 1) : first])
        doc = member.docstring.value if member.docstring is not None else ""
        gone = bool(_DEPRECATED.search(head) or re.search(r"\bdeprecated\b", doc, re.IGNORECASE))
        marks = frozenset(("open",)) if "__getattr__" in member.members else frozenset[str]()
        return Symbol(
            member.name,
            "enum" if enum else "class",
            Place(self.path, first, first),
            bases=bases,
            members=members,
            deprecated=gone,
            marks=marks,
        )

    def _dataclass_init(self, member: griffe.Class, place: Place) -> Symbol:
        by_name = any("kw_only" in str(d.value) for d in member.decorators)
        params = []
        for name, inner in member.members.items():
            if isinstance(inner, griffe.Attribute) and inner.annotation is not None:
                annotation = str(inner.annotation)
                if "ClassVar" in annotation or re.search(r"init\s*=\s*False", str(inner.value)):
                    continue
                if "property" in inner.labels or name == "_":
                    continue
                params.append(Parameter(name, annotation, inner.value is None, "keyword" if by_name else ""))
        return Symbol("__init__", "method", place, params=tuple(params))


def _reshaped(member: griffe.Function) -> bool:
    """Whether a decorator may give the function another signature."""
    plain = (
        "staticmethod",
        "classmethod",
        "abstractmethod",
        "property",
        "cache",
        "wraps",
        "override",
        "final",
    )
    return any(not any(word in str(d.value) for word in plain) for d in member.decorators)


def _read(name: str, path: str, text: str) -> PythonModule | None:
    if len(text) > SIZE_LIMIT:
        return None
    # Griffe resolves relative imports by the file's name and its parents.
    parts = name.split(".")
    is_package = path.endswith("/__init__.py")
    parent: griffe.Module | None = None
    for part in parts[:-1]:
        made = griffe.Module(part, filepath=Path(part) / "__init__.py", parent=parent)
        parent = made
    file = Path(parts[-1]) / "__init__.py" if is_package else Path(f"{parts[-1]}.py")
    try:
        module = PythonModule(name, path, text, griffe.visit(parts[-1], file, text, parent=parent))
        module.symbols  # noqa: B018 - read here, where hostile text is expected
        return module
    except (SyntaxError, ValueError, RecursionError, MemoryError, griffe.GriffeError):
        return None


def python_breaks(
    base: PythonModules, head: PythonModules, changed_base: Iterable[str], changed_head: Iterable[str]
) -> Iterator[Break | Symbol]:
    """Breaks of the package between its revisions; and the public symbols of changed modules that did not break."""
    names = {n for p in changed_base if (n := base.name_of(p)) is not None}
    names |= {n for p in changed_head if (n := head.name_of(p)) is not None and base.module(n) is not None}
    names = {n for n in names if not any(p in _SILENT for p in n.split("."))}
    entries: dict[tuple[str, str], tuple[str, str, Symbol]] = {}
    for asked in sorted(_with_packages(names), key=lambda n: (n.count("."), n)):
        module = base.module(asked)
        if module is None or _private(asked):
            continue
        for name in _public_names(base, module):
            target = _definition(base, asked, name, names)
            if target is None:
                continue
            where, symbol = target
            entries.setdefault((where, symbol.name), (asked, name, symbol))
    gone_modules: dict[str, list[Break]] = {}
    for (where, _), (asked, name, symbol) in entries.items():
        shown = f"{asked}.{name}"
        module = head.module(asked)
        exported = _is_exported(base.module(asked))
        if symbol.deprecated or (symbol.kind == "constant" and not exported):
            continue
        if module is None:
            if head.unclear:
                continue
            gone_modules.setdefault(asked, []).append(removed(symbol, shown))
            continue
        found = _at_head(head, module, name)
        if found is False and head.unclear:
            continue
        if found is False:
            gone = removed(symbol, shown)
            owner, still = base.module(asked), head.module(where)
            if (
                owner is not None
                and still is not None
                and owner.name != where
                and symbol.name in still.symbols
            ):
                line = owner.line_of(name)  # it stands where it stood, and is offered no more
                gone = replace(gone, base=Place(owner.path, line, line))
            yield replace(gone, exported=exported)
        elif isinstance(found, Symbol):
            told = [replace(b, exported=exported) for b in _compared(symbol, found, shown, head)]
            yield from told or (symbol if where not in names else found,)
    for asked, breaks in gone_modules.items():
        first = breaks[0]
        count = len(breaks)
        if count > 1:
            message = f"The public module `{asked}` is gone with {count} names; imports of users fail after they upgrade."
            fix = f"Keep `{asked}` as a module that imports the names from where they are now, with a deprecation."
            first = Break(asked, message, fix, first.base, None)
        yield first


def _compared(base: Symbol, head: Symbol, shown: str, modules: PythonModules) -> Iterator[Break]:
    if "decorated" in base.marks or "decorated" in head.marks:
        return

    def inherited(owner: Symbol, name: str, hops: int = 0) -> bool:
        if set(owner.bases) - set(base.bases) or hops > _HOPS:
            return True
        module = modules.module(modules.name_of(owner.place.path) or "")
        for parent in owner.bases:
            target = (
                None if module is None else _definition(modules, module.name, parent.partition("[")[0], None)
            )
            if target is not None and (name in target[1].members or inherited(target[1], name, hops + 1)):
                return True
        return False

    yield from compare(base, head, PYTHON, shown, inherited)


def _is_exported(module: PythonModule | None) -> bool:
    """Whether what a module offers is meant to be imported from it: a package, or a module with a list of names."""
    return module is not None and (module.is_package or module.exports is not None)


def _private(name: str) -> bool:
    return any(p.startswith("_") for p in name.split("."))


def _with_packages(names: set[str]) -> set[str]:
    found = set(names)
    for name in names:
        parts = name.split(".")
        found.update(".".join(parts[:n]) for n in range(1, len(parts)))
    return found


def _public_names(modules: PythonModules, module: PythonModule, hops: int = 0) -> list[str]:
    if module.exports is not None:
        return sorted(module.exports)
    names = [n for n in module.symbols if not n.startswith("_")]
    if module.is_package:
        names += [n for n, t in module.imported.items() if not n.startswith("_") and _own(modules, t)]
        for star in module.stars if hops < _HOPS else ():
            target = modules.module(star) if _own(modules, star) else None
            names += [] if target is None else _public_names(modules, target, hops + 1)
    return list(dict.fromkeys(names))


def _own(modules: PythonModules, target: str) -> bool:
    return target == modules.package or target.startswith(f"{modules.package}.")


def _definition(
    modules: PythonModules, module_name: str, name: str, changed: set[str] | None, hops: int = 0
) -> tuple[str, Symbol] | None:
    """Where a name is defined, when that is in a changed module or the way there leads through one."""
    module = modules.module(module_name)
    if module is None or hops > _HOPS:
        return None
    if name in module.symbols:
        return (
            None
            if changed is not None and module_name not in changed and not hops
            else (module_name, module.symbols[name])
        )
    target = module.imported.get(name)
    if target is not None:
        owner, _, inner = target.rpartition(".")
        if not _own(modules, owner):
            return None
        if changed is not None and module_name not in changed and owner not in changed:
            step = modules.module(owner) if owner in _with_packages(changed) else None
            if step is None:
                return None
        return _definition(modules, owner, inner, changed, hops + 1)
    for star in module.stars:
        if _own(modules, star):
            found = _definition(modules, star, name, changed, hops + 1)
            if found is not None:
                return found
    return None


def _at_head(modules: PythonModules, module: PythonModule, name: str) -> Symbol | bool:
    """The symbol; True when it is there but unknown, False when it is gone."""
    if name in module.symbols or name in module.imported or module.stars:
        found = _definition(modules, module.name, name, None)
        if found is not None:
            return found[1]
        return name in module.imported or any(not _own(modules, s) for s in module.stars) or module.open
    if module.open:
        return True
    return modules.module(f"{module.name}.{name}") is not None
