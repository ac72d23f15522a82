"""Top-level names of one file: imports, functions, classes, constants and a JavaScript default export."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, MutableMapping
from dataclasses import dataclass, field
from typing import TypeVar

from checks.syntax.model import (
    Assign,
    Attr,
    Block,
    Call,
    Class,
    Expr,
    ExprStmt,
    Function,
    If,
    Import,
    Literal,
    Mapping,
    Module,
    Name,
    Node,
    OpaqueStmt,
    Try,
    dotted,
)

_DEFAULT_EXPORT = re.compile(
    r"(?:^|\n)\s*(?:export\s+default\s+(?!(?:async\s+)?function\b|class\b|abstract\b|new\b)([A-Za-z_$][\w$]*)"
    r"|module\.exports\s*=\s*([A-Za-z_$][\w$]*))\s*;?\s*(?:\n|$)"
)
_DEFAULT_DEFINITION = re.compile(
    r"export\s+default\s+(?:async\s+)?(?:abstract\s+)?(?:function\*?|class)\s+([A-Za-z_$][\w$]*)"
)
_RE_EXPORT = re.compile(r"export\s*\{([^{}]*)\}\s*from\s*['\"]([^'\"]+)['\"]")


N = TypeVar("N", bound=Node)

_NESTING = ("java", "kotlin", "csharp", "ruby", "php")
"""Languages whose classes stand in classes, modules and namespaces."""


class Later(MutableMapping[str, N]):
    """Names that are known, of nodes that are read when the first is looked at."""

    def __init__(self, names: Iterable[str], read: Callable[[], MutableMapping[str, N]]) -> None:
        self._names = dict.fromkeys(names)
        self._read = read

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def __getitem__(self, name: str) -> N:
        if name not in self._names:
            raise KeyError(name)
        return self._read()[name]

    def __setitem__(self, name: str, value: N) -> None:
        raise TypeError("what was read stays as it is")

    def __delitem__(self, name: str) -> None:
        raise TypeError("what was read stays as it is")


@dataclass(slots=True)
class Declarations:
    """Top-level names of one file."""

    language: str
    module: Module | None = None
    """The file they were read from; None when they come from an earlier review."""
    imports: dict[str, tuple[str, int, str]] = field(default_factory=dict)
    """local name -> (module, leading dots, name in it; ``""`` for the module itself)."""
    stars: list[tuple[str, int]] = field(default_factory=list)
    functions: MutableMapping[str, Function] = field(default_factory=dict)
    """Top-level functions by name, methods as ``Class.method``."""
    classes: MutableMapping[str, Class] = field(default_factory=dict)
    values: MutableMapping[str, Expr] = field(default_factory=dict)
    """Module-level names (and ``Class.name``) bound once, with what they are bound to."""
    default: str = ""
    """Local name of a JavaScript default export."""


def declarations(module: Module) -> Declarations:
    """Collects the top-level names of one file."""
    found = Declarations(module.language, module)
    _collect(module.body, found)
    if module.language == "python":
        inner = Declarations(module.language, module)
        for node in module.walk():
            if isinstance(node, Import):
                _collect_one(node, inner)
        for name, target in inner.imports.items():  # imports inside create_app() and its like
            found.imports.setdefault(name, target)
    if module.language in ("javascript", "typescript", "tsx"):
        text = module.source.decode("utf-8", "replace")
        match = next(reversed(list(_DEFAULT_EXPORT.finditer(text))), None)
        if match is not None:
            found.default = match.group(1) or match.group(2)
        else:
            match = _DEFAULT_DEFINITION.search(text)
            found.default = match.group(1) if match is not None else found.default
        for match in _RE_EXPORT.finditer(text):
            for part in match.group(1).split(","):
                names = part.split()
                if names and names[0] != "type":
                    found.imports.setdefault(names[-1], (match.group(2), 0, names[0]))
    return found


def _collect(block: Block, found: Declarations) -> None:
    for item in block.items:
        _collect_one(item, found)


def _collect_one(item: Node, found: Declarations) -> None:
    if isinstance(item, Import):
        for name, alias in item.names:
            if name == "*" and alias == "*":
                found.stars.append((item.module, item.level))
            elif name == "":
                dots = (
                    "." in item.module and alias == item.module.partition(".")[0] and "/" not in item.module
                )
                found.imports[item.module if dots else alias or item.module] = (item.module, item.level, "")
            elif name == "*":
                found.imports[alias] = (item.module, item.level, "")
            else:
                found.imports[alias or name] = (item.module, item.level, name)
    elif isinstance(item, Function):
        if item.receiver is not None:
            found.functions[f"{item.receiver[1].lstrip('*')}.{item.name}"] = item
        else:
            found.functions[item.name or "default"] = item
    elif isinstance(item, Class):
        found.classes[item.name or "default"] = item
        for member in item.body.items:
            if isinstance(member, Class) and found.language in _NESTING:
                _collect_one(member, found)
            if isinstance(member, Function):
                found.functions[f"{item.name}.{member.name}"] = member
            elif isinstance(member, Assign) and member.value is not None:
                for target in member.targets:
                    if isinstance(target, Name):
                        if isinstance(member.value, Function):
                            found.functions[f"{item.name}.{target.id}"] = member.value
                        else:
                            found.values[f"{item.name}.{target.id}"] = member.value
    elif isinstance(item, Assign) and item.value is not None:
        for target in item.targets:
            _bind(target, item.value, found)
    elif isinstance(item, ExprStmt):
        value = item.value
        if isinstance(value, (Assign, Function, Class)):
            _collect_one(value, found)
    elif isinstance(item, (If, Try)):
        _collect(item.body, found)
    elif isinstance(item, OpaqueStmt) and found.language in _NESTING:
        for inner in item.items:
            if isinstance(inner, Block):
                _collect(inner, found)
            elif isinstance(inner, Class):
                _collect_one(inner, found)


def _bind(target: Expr, value: Expr, found: Declarations) -> None:
    required = _required_module(value)
    if isinstance(target, Name):
        if required:
            found.imports[target.id] = (required[0], 0, required[1])
        elif isinstance(value, Function):
            found.functions.setdefault(target.id, value)
        elif isinstance(value, Class):
            found.classes.setdefault(target.id, value)
        else:
            found.values[target.id] = value
            if isinstance(value, Call):
                inner = next((a.value for a in value.args if isinstance(a.value, Function)), None)
                if inner is not None:  # asyncHandler(async (req, res) => ...)
                    found.functions.setdefault(target.id, inner)
            if isinstance(value, Mapping):
                _members(target.id, value, found)
    elif isinstance(target, Mapping) and required:
        for pair in target.pairs:
            if isinstance(pair.key, Literal) and isinstance(pair.key.value, str):
                local = pair.value.id if isinstance(pair.value, Name) else pair.key.value
                found.imports[local] = (required[0], 0, pair.key.value)
    elif isinstance(target, Attr):
        base = dotted(target)
        if base.startswith(("exports.", "module.exports.")):
            if isinstance(value, Function):
                found.functions.setdefault(target.name, value)
            elif isinstance(value, Name) and value.id != target.name:
                found.values.setdefault(target.name, value)
            elif not isinstance(value, Name):
                found.values.setdefault(target.name, value)
                inner = _wrapped(value)
                if inner is not None:
                    found.functions.setdefault(target.name, inner)
        elif base == "module.exports":
            if isinstance(value, Function):
                found.functions.setdefault("default", value)
                found.default = "default"
            elif isinstance(value, Mapping):
                _members("", value, found)


def _members(owner: str, value: Mapping, found: Declarations) -> None:
    for pair in value.pairs:
        if isinstance(pair.key, Literal) and isinstance(pair.key.value, str):
            name = f"{owner}.{pair.key.value}" if owner else pair.key.value
            inner = _wrapped(pair.value)
            if inner is not None:
                found.functions.setdefault(name, inner)
            elif not (isinstance(pair.value, Name) and pair.value.id == name):
                found.values.setdefault(name, pair.value)


def _wrapped(value: Expr) -> Function | None:
    if isinstance(value, Function):
        return value
    if isinstance(value, Call):
        return next((a.value for a in value.args if isinstance(a.value, Function)), None)
    return None


def _required_module(value: Expr) -> tuple[str, str] | None:
    """``require("x")`` -> (x, default), ``require("x").y`` -> (x, y)."""
    if isinstance(value, Attr):
        inner = _required_module(value.base)
        return (inner[0], value.name) if inner is not None and inner[1] == "default" else None
    if isinstance(value, Call) and dotted(value.callee) == "require":
        argument = value.positional(0)
        if isinstance(argument, Literal) and isinstance(argument.value, str):
            return argument.value, "default"
    return None
