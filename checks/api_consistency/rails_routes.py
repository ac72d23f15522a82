"""Reads the routes file of a Rails application: namespaces, scopes, resources, members and single routes."""

from __future__ import annotations

from checks.api_consistency.model import Declared, Route, Router, join_paths
from checks.api_consistency.reading import FileReader, strings_in
from checks.api_consistency.sources import Sources
from checks.syntax.model import (
    Arg,
    Block,
    Call,
    Expr,
    ExprStmt,
    Function,
    If,
    Literal,
    Module,
    Name,
    Pair,
    Return,
    dotted,
)

MARKERS = ("routes.draw",)
"""Only the routes files are read."""

_VERBS = {"get": "GET", "post": "POST", "put": "PUT", "patch": "PATCH", "delete": "DELETE"}
_MANY = ("index", "create", "show", "update", "destroy")
_ONE = ("create", "show", "update", "destroy")
_ACTIONS = {
    "index": (("GET",), False), "create": (("POST",), False), "show": (("GET",), True),
    "update": (("PATCH",), True), "destroy": (("DELETE",), True),
}  # fmt: skip
"""Action -> methods, and whether the path ends in the id of one. The HTML forms ``new`` and ``edit`` are no API."""
_DEPTH = 12


def read(module: Module, sources: Sources) -> Declared | None:
    """All routes of the file."""
    reader = FileReader(module, sources, "rails")
    reader.routers["<app>"] = Router("<app>", "", True, 1, 1)
    for item in module.body.items:
        call = _call_of(item)
        if call is not None and dotted(call.callee).replace("()", "").endswith("routes.draw"):
            body = _block(call)
            if body is not None:
                _Scope("", "", "", reader, 0).block(body)
    return reader.result() if reader.routes else None


def _call_of(item: object) -> Call | None:
    value = item.value if isinstance(item, (ExprStmt, Return)) else None
    return value if isinstance(value, Call) else None


def _block(call: Call) -> Block | None:
    last = call.args[-1].value if call.args else None
    return last.body if isinstance(last, Function) else None


def _symbol(expr: Expr | None) -> str:
    return expr.value if isinstance(expr, Literal) and isinstance(expr.value, str) else ""


class _Scope:
    """Where the reader stands: the path so far, the module of controllers, the resource around."""

    def __init__(self, path: str, module: str, controller: str, reader: FileReader, depth: int) -> None:
        self.path = path
        self.module = module
        self.controller = controller
        self.reader = reader
        self.depth = depth
        self.collection = path
        self.member = path

    def block(self, body: Block) -> None:
        for item in body.items if self.depth < _DEPTH else ():
            if isinstance(item, If):
                self.block(item.body)
                continue
            call = _call_of(item)
            if call is not None and isinstance(call.callee, Name):
                self.call(call, call.callee.id)

    def call(self, call: Call, name: str) -> None:
        first = _symbol(call.positional(0))
        body = _block(call)
        if name == "namespace" and body is not None:
            path = _symbol(call.keyword("path")) or first
            module = _symbol(call.keyword("module")) or first
            self._inner(join_paths(self.path, path), f"{self.module}{module}/").block(body)
        elif name == "scope" and body is not None:
            path = first or _symbol(call.keyword("path"))
            module = _symbol(call.keyword("module"))
            inner = self._inner(join_paths(self.path, path), self.module + (f"{module}/" if module else ""))
            inner.controller = self.controller
            inner.block(body)
        elif (
            name in ("constraints", "defaults", "authenticate", "concern", "with_options", "shallow")
            and body is not None
        ):
            if name != "concern":
                self.block(body)
        elif name in ("resources", "resource"):
            for arg in call.args:
                if arg.name is None and _symbol(arg.value):
                    self._resource(call, _symbol(arg.value), many=name == "resources", body=body)
        elif name in ("member", "collection") and body is not None:
            inner = self._inner(self.member if name == "member" else self.collection, self.module)
            inner.controller = self.controller
            inner.block(body)
        elif name in _VERBS:
            self._single(call, name)

    def _inner(self, path: str, module: str) -> _Scope:
        return _Scope(path, module, "", self.reader, self.depth + 1)

    def _resource(self, call: Call, noun: str, *, many: bool, body: Block | None) -> None:
        given = call.keyword("path")
        plural = noun if many else (noun if noun.endswith("s") else noun + "s")
        controller = self.module + (_symbol(call.keyword("controller")) or plural)
        inner = self._inner(join_paths(self.path, _symbol(given) or noun), self.module)
        inner.controller = controller
        inner.collection = inner.path
        inner.member = join_paths(inner.path, ":id") if many else inner.path
        wanted = strings_in(call.keyword("only"))
        left = strings_in(call.keyword("except"))
        for action in _MANY if many else _ONE:
            if (call.keyword("only") is not None and action not in wanted) or action in left:
                continue
            methods, one = _ACTIONS[action]
            path = inner.member if one and many else inner.path
            self._add(call, methods, path, controller, action)
        if body is not None:
            nested = self._inner(
                join_paths(inner.path, f":{noun.rstrip('s')}_id") if many else inner.path, self.module
            )
            nested.controller = controller
            nested.collection, nested.member = inner.collection, inner.member
            nested.block(body)

    def _single(self, call: Call, verb: str) -> None:
        first = call.positional(0)
        to = _symbol(call.keyword("to"))
        path = _symbol(first)
        if not path and call.args:  # get "/x" => "orders#index"
            path, to = _arrow(call.args[0])
        if not path:
            return
        on = _symbol(call.keyword("on"))
        base = {"member": self.member, "collection": self.collection}.get(on, self.path)
        if not to and "/" not in path and self.controller:
            to = f"{self.controller.rpartition('/')[2]}#{_symbol(call.keyword('action')) or path}"
        controller, _, action = to.partition("#")
        self._add(call, (_VERBS[verb],), join_paths(base, path), self.module + controller, action)

    def _add(self, call: Call, methods: tuple[str, ...], path: str, controller: str, action: str) -> None:
        handler = f"rails:{controller}#{action}" if controller and action else None
        end = call.callee.end_line
        self.reader.routes.append(
            Route("<app>", methods, path, call.line, max(end, call.line), handler, "rails")
        )


def _arrow(arg: Arg) -> tuple[str, str]:
    pair = next((p for p in getattr(arg.value, "pairs", ()) if isinstance(p, Pair)), None)
    return (_symbol(pair.key), _symbol(pair.value)) if pair is not None else ("", "")
