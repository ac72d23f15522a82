"""What is known of a file as plain lists, for a document that outlives a review, and back.

Nodes are kept as the way to them from their file's root, so that the file is parsed again only when one is looked at.
"""

from __future__ import annotations

import hashlib
from dataclasses import fields
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import checks
from checks.api_consistency.data_access import Access
from checks.api_consistency.handler import HandlerFacts
from checks.api_consistency.inputs import Inputs
from checks.api_consistency.model import Declared, Field, Mount, Place, Route, RouteOptions, Router, Spot
from checks.api_consistency.responses import Answer
from checks.syntax.model import Function, Module, Node, function_name

_KINDS: dict[str, type] = {
    "P": Place, "F": Field, "I": Inputs, "A": Access, "N": Answer, "H": HandlerFacts, "R": Router, "M": Mount,
    "O": RouteOptions, "T": Route, "D": Declared, "@": Spot,
}  # fmt: skip
_TAGS = {kind: (tag, tuple(f.name for f in fields(kind))) for tag, kind in _KINDS.items()}
_GRAMMARS = (
    "",
    "-c-sharp",
    "-go",
    "-java",
    "-javascript",
    "-kotlin",
    "-php",
    "-python",
    "-ruby",
    "-typescript",
)

DAMAGED = (ValueError, TypeError, LookupError, AttributeError, RecursionError)
"""What reading a damaged document raises."""


class NotPlain(ValueError):
    """Something that no document can hold, such as a node that its file's root does not lead to."""


@cache
def reader_version() -> str:
    """Changes whenever what is read from the same file could."""
    digest = hashlib.sha256()
    root = Path(next(iter(checks.__path__)))
    for path in sorted(
        (*root.glob("api_consistency/*.py"), *root.glob("syntax/**/*.*"), root / "languages.py")
    ):
        if path.suffix in (".py", ".yml"):
            digest.update(path.name.encode() + path.read_bytes())
    for grammar in _GRAMMARS:
        try:
            digest.update(f"{grammar} {version('tree-sitter' + grammar)};".encode())
        except PackageNotFoundError:
            digest.update(f"{grammar} absent;".encode())
    return digest.hexdigest()


def plain(value: Any) -> Any:
    """Lists and scalars that :func:`whole` makes ``value`` of again. Raises NotPlain."""
    kind = value.__class__
    if value is None or kind in (str, int, bool, float):
        return value
    if kind is tuple:
        return ["", *map(plain, value)]
    if kind in _TAGS:
        tag, names = _TAGS[kind]
        return [tag, *(plain(getattr(value, name)) for name in names)]
    if kind is frozenset:
        return ["{", *sorted(map(plain, value))]
    if isinstance(value, Node):
        return plain(spot(value))
    raise NotPlain(f"{kind.__name__} cannot be kept")


def whole(value: Any) -> Any:
    """What :func:`plain` was given. Raises one of DAMAGED for anything else."""
    if value.__class__ is not list:
        return value
    tag, rest = value[0], [v if v.__class__ is not list else whole(v) for v in value[1:]]
    if tag == "":
        return tuple(rest)
    if tag == "{":
        return frozenset(rest)
    return _KINDS[tag](*rest)


def spot(node: Node) -> Spot:
    """Where a node stands. Raises NotPlain when its file's root does not lead to it."""
    steps: list[int] = []
    current = node
    while current.parent is not None:
        steps.append(next((i for i, c in enumerate(current.parent.children()) if c is current), -1))
        current = current.parent
    if not isinstance(current, Module) or -1 in steps:
        raise NotPlain(f"no way to {type(node).__name__} on line {node.line}")
    name = function_name(node) if isinstance(node, Function) else ""
    return Spot(current.path, tuple(reversed(steps)), node.start, name)
