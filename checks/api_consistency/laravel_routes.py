"""Reads the route files of a Laravel application: ``Route::get``, groups, resources."""

from __future__ import annotations

from checks.api_consistency.model import Declared, Route, Router, join_paths
from checks.api_consistency.reading import FileReader, strings_in
from checks.api_consistency.sources import Sources
from checks.syntax.model import (
    Attr,
    Block,
    Call,
    Expr,
    ExprStmt,
    Function,
    Literal,
    Mapping,
    Module,
    Return,
    Sequence,
    dotted,
)

MARKERS = ("Route::",)

_VERBS = {
    "get": "GET", "post": "POST", "put": "PUT", "patch": "PATCH", "delete": "DELETE", "options": "OPTIONS", "any": "ANY",
}  # fmt: skip
_API = ("index", "store", "show", "update", "destroy")
_ACTIONS = {
    "index": ("GET", False),
    "store": ("POST", False),
    "show": ("GET", True),
    "update": ("PUT", True),
    "destroy": ("DELETE", True),
}
_DEPTH = 10


def read(module: Module, sources: Sources) -> Declared | None:
    """All routes of the file; those of ``routes/api.php`` stand below ``/api``."""
    if "routes/" not in "/" + module.path:
        return None
    reader = FileReader(module, sources, "laravel")
    prefix = "/api" if module.path.endswith("routes/api.php") else ""
    reader.routers["<app>"] = Router("<app>", "", True, 1, 1)
    _block(module.body, prefix, "", reader, 0)
    return reader.result() if reader.routes else None


def _block(body: Block, prefix: str, controller: str, reader: FileReader, depth: int) -> None:
    for item in body.items if depth < _DEPTH else ():
        value = item.value if isinstance(item, (ExprStmt, Return)) else None
        if isinstance(value, Call):
            _statement(value, prefix, controller, reader, depth)


def _statement(call: Call, prefix: str, controller: str, reader: FileReader, depth: int) -> None:
    chain: list[tuple[str, Call]] = []
    current: Expr = call
    while isinstance(current, Call) and isinstance(current.callee, Attr):
        chain.append((current.callee.name, current))
        current = current.callee.base
    if dotted(current) != "Route":
        return
    by_name = dict(reversed(chain))
    for name, part in reversed(chain):
        if name == "prefix":
            prefix = join_paths(prefix, reader.constant(part.positional(0)) or "")
        elif name == "controller":
            controller = _class(part.positional(0))
        elif name == "group":
            options = part.positional(0)
            given = options.get("prefix") if isinstance(options, Mapping) else None
            inner = join_paths(prefix, reader.constant(given) or "") if given is not None else prefix
            handler = part.args[-1].value if part.args else None
            if isinstance(handler, Function):
                _block(handler.body, inner, controller, reader, depth + 1)
            return
        elif name in _VERBS:
            path = reader.constant(part.positional(0))
            if path is not None:
                target = _handler(part.positional(1), controller)
                _add(part, (_VERBS[name],), join_paths(prefix, path), target, reader)
            return
        elif name == "match":
            path = reader.constant(part.positional(1))
            methods = tuple(m.upper() for m in strings_in(part.positional(0)))
            if path is not None and methods:
                _add(
                    part, methods, join_paths(prefix, path), _handler(part.positional(2), controller), reader
                )
            return
        elif name in ("apiResource", "resource"):
            _resource(part, by_name, prefix, reader)
            return


def _resource(part: Call, chain: dict[str, Call], prefix: str, reader: FileReader) -> None:
    noun = reader.constant(part.positional(0))
    if noun is None:
        return
    only = strings_in(chain["only"].positional(0)) if "only" in chain else _API
    left = strings_in(chain["except"].positional(0)) if "except" in chain else ()
    cls = _class(part.positional(1))
    path = join_paths(prefix, noun.replace(".", "/{parent}/"))
    for action in _API:
        if action in only and action not in left:
            method, one = _ACTIONS[action]
            _add(part, (method,), join_paths(path, "{id}") if one else path, f"{cls}.{action}", reader)


def _class(expr: Expr | None) -> str:
    if isinstance(expr, Attr) and expr.name == "class":
        return dotted(expr.base)
    if isinstance(expr, Literal) and isinstance(expr.value, str):
        return expr.value.rpartition("\\")[2]
    return ""


def _handler(expr: Expr | None, controller: str) -> Function | str | None:
    if isinstance(expr, Function):
        return expr
    if isinstance(expr, Sequence) and len(expr.items) == 2:
        action = expr.items[1]
        if isinstance(action, Literal):
            return f"{_class(expr.items[0])}.{action.value}"
    if isinstance(expr, Attr):
        return f"{_class(expr)}.__invoke"
    if isinstance(expr, Literal) and isinstance(expr.value, str):
        cls, at, method = expr.value.rpartition("\\")[2].partition("@")
        return f"{cls}.{method}" if at else f"{controller}.{expr.value}"
    return None


def _add(
    part: Call, methods: tuple[str, ...], path: str, handler: Function | str | None, reader: FileReader
) -> None:
    line = part.callee.end_line
    end = line if isinstance(handler, Function) else part.end_line
    reader.routes.append(Route("<app>", methods, path, line, max(line, end), handler, "laravel"))
