"""What every route reader needs: names of routers by scope, constants, status codes."""

from __future__ import annotations

import re
from http import HTTPStatus

from checks.api_consistency.model import Declared, Mount, Route, Router
from checks.api_consistency.sources import Sources
from checks.syntax.model import (
    Class,
    Expr,
    Function,
    Literal,
    Module,
    Name,
    Node,
    Sequence,
    dotted,
    function_name,
)

_HTTP_NAME = re.compile(r"HTTP_(\d{3})")


def scope_of(node: Node) -> tuple[str, ...]:
    """Names of the functions and classes around a node, outermost first."""
    names: list[str] = []
    for parent in node.ancestors():
        if isinstance(parent, Function):
            names.append(function_name(parent) or f"<{parent.line}:{parent.start}>")
        elif isinstance(parent, Class):
            names.append(parent.name)
    return tuple(reversed(names))


class FileReader:
    """Collects what one file declares. Routers are found by name, from the innermost scope outwards."""

    def __init__(self, module: Module, sources: Sources, framework: str) -> None:
        self.module = module
        self.sources = sources
        self.framework = framework
        self.routers: dict[str, Router] = {}
        self.routes: list[Route] = []
        self.mounts: list[Mount] = []
        self.aliases: list[tuple[str, str]] = []
        self.reads_others = False

    def declare(self, node: Node, name: str, prefix: str | None, *, root: bool, **flags: bool) -> str:
        """Adds a router that is bound to ``name`` where ``node`` stands; returns its identity."""
        key = "::".join((*scope_of(node), name))
        self.routers[key] = Router(key, prefix, root, node.line, node.end_line, **flags)
        return key

    def router_key(self, node: Node, name: str) -> str | None:
        """Identity of the router that ``name`` means at ``node``; None when this file declares none."""
        scope = scope_of(node)
        for depth in range(len(scope), -1, -1):
            key = "::".join((*scope[:depth], name))
            if key in self.routers:
                return key
        return None

    def constant(self, expr: Expr | None) -> str | None:
        """Text of a constant expression."""
        if expr is not None and not isinstance(expr, Literal):
            self.reads_others = True
        return self.sources.constant(self.module.path, expr)

    def result(self) -> Declared:
        """What was collected."""
        return Declared(
            self.module.path,
            self.framework,
            tuple(self.routers.values()),
            tuple(self.routes),
            tuple(self.mounts),
            tuple(self.aliases),
            reads_others=self.reads_others,
        )


def status_code(expr: Expr | None) -> int | None:
    """The number a status expression stands for: ``201``, ``status.HTTP_201_CREATED``, ``HTTPStatus.CREATED``,
    ``http.StatusCreated``, ``StatusCodes.CREATED``."""
    if isinstance(expr, Literal):
        if isinstance(expr.value, bool):
            return None
        if isinstance(expr.value, int):
            return expr.value
        if isinstance(expr.value, str) and re.fullmatch(r"[1-5]\d\d(?: .*)?", expr.value):
            return int(expr.value[:3])
        return None
    name = dotted(expr)
    if not name:
        return None
    match = _HTTP_NAME.search(name)
    if match:
        return int(match.group(1))
    last = name.removesuffix(".value").rpartition(".")[2]
    owner = name.removesuffix(".value").rpartition(".")[0].rpartition(".")[2]
    if owner in (
        "HTTPStatus",
        "HttpStatus",
        "StatusCodes",
        "HttpStatusCode",
        "http",
        "status",
        "Status",
        "fiber",
    ):
        words = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", last.removeprefix("Status")).upper()
        try:
            return int(HTTPStatus[{"OK": "OK"}.get(words, words)])
        except KeyError:
            return None
    return None


def strings_in(expr: Expr | None) -> tuple[str, ...]:
    """Literal texts of a list, tuple or set; of a single literal too."""
    if isinstance(expr, Literal) and isinstance(expr.value, str):
        return (expr.value,)
    if isinstance(expr, Sequence):
        return tuple(i.value for i in expr.items if isinstance(i, Literal) and isinstance(i.value, str))
    return ()


def is_true(expr: Expr | None) -> bool:
    """Whether the expression is the literal true."""
    return isinstance(expr, Literal) and expr.value is True


def is_false(expr: Expr | None) -> bool:
    """Whether the expression is the literal false."""
    return isinstance(expr, Literal) and expr.value is False


def names_in(expr: Expr | None) -> tuple[str, ...]:
    """Dotted names in a list of names, or the one name."""
    if isinstance(expr, Sequence):
        return tuple(n for n in (dotted(i) for i in expr.items) if n)
    name = dotted(expr)
    return (name,) if name else ()


__all__ = ["FileReader", "Name", "is_false", "is_true", "names_in", "scope_of", "status_code", "strings_in"]
