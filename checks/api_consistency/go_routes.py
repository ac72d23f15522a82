"""Reads routes of net/http, chi, gorilla, Gin, Echo and Fiber from one Go file."""

from __future__ import annotations

import re

from checks.api_consistency.model import Declared, Mount, Route, Router
from checks.api_consistency.reading import FileReader
from checks.api_consistency.sources import Sources
from checks.syntax.model import (
    Assign,
    Attr,
    Call,
    Expr,
    Function,
    Literal,
    Mapping,
    Module,
    Name,
    Node,
    Return,
    Unary,
    dotted,
    enclosing,
)

MARKERS = ("net/http", "go-chi/chi", "gin-gonic/gin", "labstack/echo", "gofiber/fiber", "gorilla/mux")
"""A file that imports none of these declares no route that this reader knows."""

_CONSTRUCTORS = frozenset(
    {
        "chi.NewRouter", "chi.NewMux", "gin.Default", "gin.New", "echo.New", "fiber.New", "http.NewServeMux",
        "mux.NewRouter", "http.ServeMux",
    }
)  # fmt: skip
_ROUTER_TYPE = re.compile(
    r"\b(?:chi\.(?:Router|Mux)|gin\.(?:Engine|RouterGroup|IRouter|IRoutes)|http\.ServeMux|echo\.(?:Echo|Group)"
    r"|fiber\.(?:App|Router)|mux\.Router)\b"
)
_APPLICATION = re.compile(r"\*(?:fiber\.App|gin\.Engine|echo\.Echo|http\.ServeMux|chi\.Mux)\b")
_VERBS = {
    "Get": "GET", "Post": "POST", "Put": "PUT", "Patch": "PATCH", "Delete": "DELETE", "Head": "HEAD",
    "Options": "OPTIONS", "GET": "GET", "POST": "POST", "PUT": "PUT", "PATCH": "PATCH", "DELETE": "DELETE",
    "HEAD": "HEAD", "OPTIONS": "OPTIONS", "Any": "ANY",
}  # fmt: skip
_PATTERN = re.compile(r"^(?:(?P<method>[A-Z]+)\s+)?(?:[\w.-]+(?=/))?(?P<path>/.*)$")


def read(module: Module, sources: Sources) -> Declared | None:
    """What the file declares; None when it declares and mounts nothing."""
    reader = _Reader(module, sources, "go")
    nodes = list(module.walk())
    for node in nodes:
        if isinstance(node, Assign):
            reader.assignment(node)
        elif isinstance(node, Function):
            reader.function(node)
    for node in nodes:
        if isinstance(node, Assign):
            reader.group(node)
    for node in nodes:
        if isinstance(node, Call):
            reader.call(node)
        elif isinstance(node, Return) and isinstance(node.value, Name):
            reader.returned(node, node.value.id)
    declared = reader.result()
    return declared if declared.routes or declared.mounts else None


def _type_made(expr: Expr | None) -> str:
    """``OrderHandler`` of ``&OrderHandler{}`` and ``NewOrderHandler(...)``."""
    if isinstance(expr, Unary):
        expr = expr.operand
    if isinstance(expr, Mapping):
        return expr.type_name.rpartition(".")[2].lstrip("*&")
    if isinstance(expr, Call):
        last = dotted(expr.callee).rpartition(".")[2]
        return last[3:] if last.startswith("New") and len(last) > 3 else ""
    return ""


class _Reader(FileReader):
    def __init__(self, module: Module, sources: Sources, framework: str) -> None:
        super().__init__(module, sources, framework)
        self.made: dict[Function, dict[str, str]] = {}

    def name(self, node: Node, expr: Expr) -> str:
        """Dotted name, with a method's receiver replaced by its type: ``s.router`` -> ``Server.router``."""
        written = dotted(expr)
        head, _, rest = written.partition(".")
        for parent in node.ancestors():
            if (
                isinstance(parent, Function)
                and parent.receiver is not None
                and parent.receiver[0] == head
                and rest
            ):
                return f"{parent.receiver[1].lstrip('*')}.{rest}"
        return written

    def made_in(self, scope: Function) -> dict[str, str]:
        """Variables of a function that hold a value whose type is written where they are bound."""
        if scope not in self.made:
            self.made[scope] = {
                dotted(target): made
                for node in scope.body.walk()
                if isinstance(node, Assign) and (made := _type_made(node.value))
                for target in node.targets
            }
        return self.made[scope]

    def callee(self, node: Node, expr: Expr) -> str:
        """Name of a function that is handed a router, with the type for a method where this function tells it:
        ``(&OrderHandler{}).Register``, ``NewOrderHandler(db).Register``, ``h.Register``."""
        if not isinstance(expr, Attr):
            return dotted(expr)
        base: Expr | None = expr.base
        if isinstance(base, Name):
            known = self.name(node, expr)
            if known != dotted(expr):
                return known
            scope = enclosing(node, Function)
            kept = self.made_in(scope).get(base.id) if scope is not None else None
            if kept:
                return f"{kept}.{expr.name}"
        made = _type_made(base)
        return f"{made}.{expr.name}" if made else dotted(expr)

    def known(self, node: Node, expr: Expr) -> str | None:
        """The router an expression means: one of this file, or a field of the receiver declared in another."""
        current = expr
        while isinstance(current, Call) and isinstance(current.callee, Attr):  # r.With(auth), r.Use(...)
            current = current.callee.base
        name = self.name(node, current)
        if not name:
            return None
        if name == "http":
            return self.declare(self.module, "http", "", root=True) if "http" not in self.routers else "http"
        found = self.router_key(node, name)
        if found is not None:
            return found
        return (
            name
            if "." in name and re.search(r"(?:router|mux|engine|app|echo|r)$", name, re.IGNORECASE)
            else None
        )

    def assignment(self, node: Assign) -> None:
        """``r := chi.NewRouter()``, ``s := &server{router: mux.NewRouter()}``."""
        made = node.value.operand if isinstance(node.value, Unary) else node.value
        if isinstance(made, Mapping):
            for pair in made.pairs:
                built = isinstance(pair.value, Call) and dotted(pair.value.callee) in _CONSTRUCTORS
                if built and isinstance(pair.key, (Name, Literal)):
                    field = pair.key.id if isinstance(pair.key, Name) else str(pair.key.value)
                    key = f"{made.type_name.rpartition('.')[2].lstrip('*&')}.{field}"
                    self.routers[key] = Router(key, "", True, pair.line, pair.end_line)
        if isinstance(node.value, Call) and dotted(node.value.callee) in _CONSTRUCTORS:
            for target in node.targets:
                name = self.name(node, target)
                if "." in name:
                    self.routers[name] = Router(name, "", True, node.line, node.end_line)
                elif name:
                    self.declare(node, name, "", root=True)

    def function(self, node: Function) -> None:
        """A function that is handed a router."""
        for param in node.params:
            if param.name and _ROUTER_TYPE.search(param.annotation):
                # A whole application that nothing here hands over is the root.
                key = self.declare(param, param.name, "", root=bool(_APPLICATION.search(param.annotation)))
                if node.receiver is not None:
                    self.aliases.append((f"{node.receiver[1].lstrip('*')}.{node.name}", key))
                else:
                    self.aliases.append((node.name or f"<{node.line}:{node.start}>", key))
                return

    def returned(self, node: Return, name: str) -> None:
        """A function that makes and returns a router."""
        key = self.router_key(node, name)
        function = enclosing(node, Function)
        if key is not None and "::" in key and function is not None and function.name:
            self.aliases.append((function.name, key))

    def group(self, node: Assign) -> None:
        """``v1 := r.Group("/api/v1")``, ``api := r.PathPrefix("/api").Subrouter()``."""
        call = node.value
        if not isinstance(call, Call) or not isinstance(call.callee, Attr):
            return
        if call.callee.name == "Subrouter" and isinstance(call.callee.base, Call):
            call = call.callee.base
        if not isinstance(call.callee, Attr) or call.callee.name not in ("Group", "PathPrefix", "Route"):
            return
        parent = self.known(node, call.callee.base)
        if parent is None or isinstance(call.positional(0), Function):
            return
        prefix = self.constant(call.positional(0))
        for target in node.targets[:1]:
            name = dotted(target)
            if name and name != "_":
                key = self.declare(node, name, "", root=False)
                if key != parent:
                    self.mounts.append(Mount(parent, prefix, key, node.line, node.end_line))

    def call(self, node: Call) -> None:
        """Registrations and mounts."""
        if not isinstance(node.callee, Attr):
            self._handed(node)
            return
        name = node.callee.name
        if name in _VERBS and len(node.args) >= 2:
            self._verb(node, (_VERBS[name],), 0)
        elif name in ("Method", "MethodFunc") and len(node.args) == 3:
            method = node.positional(0)
            text = method.value if isinstance(method, Literal) else dotted(method).rpartition("Method")[2]
            self._verb(node, (str(text).upper(),), 1)
        elif name in ("HandleFunc", "Handle") and len(node.args) >= 2:
            self._pattern(node)
        elif name in ("Route", "Group"):
            self._nested(node)
        elif name == "Mount":
            self._mount(node)
        else:
            self._handed(node)

    def _verb(self, node: Call, methods: tuple[str, ...], at: int) -> None:
        router = self.known(node, node.callee.base) if isinstance(node.callee, Attr) else None
        path = self.constant(node.positional(at))
        if router is None or path is None or (path and not path.startswith("/")):
            return
        self._add(router, methods, path, node, node.args[-1].value)

    def _add(self, router: str, methods: tuple[str, ...], path: str, node: Call, handler: Expr) -> None:
        line = node.callee.end_line
        if isinstance(handler, Function):
            self.routes.append(Route(router, methods, path, line, max(line, handler.line), handler, "go"))
            return
        while isinstance(handler, Call):
            inner = handler.args[-1].value if handler.args else None
            if inner is None or (
                dotted(handler.callee) not in ("http.HandlerFunc", "gin.WrapF") and not dotted(inner)
            ):
                break
            if dotted(handler.callee) == "http.HandlerFunc" or not re.match(
                r"^[A-Za-z]", dotted(handler.callee)
            ):
                handler = inner
                continue
            break
        name = self.name(node, handler.callee if isinstance(handler, Call) else handler)
        self.routes.append(Route(router, methods, path, line, node.end_line, name or None, "go"))

    def _pattern(self, node: Call) -> None:
        """``mux.HandleFunc("GET /orders/{id}", h)``, gorilla's ``r.HandleFunc("/x", h).Methods("GET")``."""
        base = node.callee.base if isinstance(node.callee, Attr) else None
        router = self.known(node, base) if base is not None else None
        match = _PATTERN.match(self.constant(node.positional(0)) or "")
        if router is None or match is None:
            return
        handler = node.positional(1)
        path = match.group("path").replace("{$}", "")
        if isinstance(handler, Call) and dotted(handler.callee) == "http.StripPrefix":
            child = handler.positional(1)
            if child is not None:
                self.mounts.append(
                    Mount(router, path.rstrip("/"), self._child(node, child), node.line, node.end_line)
                )
            return
        if path.endswith("/") and isinstance(handler, Name) and self.router_key(node, handler.id):
            self.mounts.append(Mount(router, "", self._child(node, handler), node.line, node.end_line))
            return
        methods: tuple[str, ...] = (match.group("method") or "ANY",)
        outer = node.parent
        if isinstance(outer, Attr) and outer.name == "Methods" and isinstance(outer.parent, Call):
            given = []
            for arg in outer.parent.args:
                text = (
                    arg.value.value
                    if isinstance(arg.value, Literal)
                    else dotted(arg.value).rpartition("Method")[2]
                )
                given.append(str(text).upper())
            methods = tuple(given) or methods
        if handler is not None:
            self._add(router, methods, path, node, handler)

    def _nested(self, node: Call) -> None:
        """``r.Route("/orders", func(r chi.Router) { ... })``."""
        function = node.args[-1].value if node.args else None
        parent = self.known(node, node.callee.base) if isinstance(node.callee, Attr) else None
        if function is None or parent is None:
            return
        prefix = self.constant(node.positional(0)) if len(node.args) == 2 else ""
        if isinstance(function, (Name, Attr)) and self.callee(
            node, function
        ):  # r.Route("/orders", s.orderRoutes)
            if len(node.args) == 2 or node.args[0].value is function:
                self.mounts.append(
                    Mount(parent, prefix, self.callee(node, function), node.line, node.end_line)
                )
            return
        if not isinstance(function, Function):
            return
        child = f"<{function.line}:{function.start}>"
        self.mounts.append(Mount(parent, prefix, child, node.line, node.line))

    def _mount(self, node: Call) -> None:
        parent = self.known(node, node.callee.base) if isinstance(node.callee, Attr) else None
        child = node.positional(1)
        if parent is not None and child is not None:
            prefix = self.constant(node.positional(0))
            self.mounts.append(Mount(parent, prefix, self._child(node, child), node.line, node.end_line))

    def _child(self, node: Node, child: Expr) -> str:
        name = dotted(child)
        return self.router_key(node, name) or name

    def _handed(self, node: Call) -> None:
        """``registerOrders(v1, store)``, ``h.Register(r)``."""
        callee = self.callee(node, node.callee)
        if not callee or callee.startswith(("http.", "log.", "fmt.", "middleware.", "chi.")):
            return
        for arg in node.args[:2]:
            value = arg.value
            if (
                isinstance(value, Call)
                and isinstance(value.callee, Attr)
                and value.callee.name in ("Group", "PathPrefix")
            ):
                parent = self.known(node, value.callee.base)
                if parent is not None and not isinstance(value.positional(0), Function):
                    prefix = self.constant(value.positional(0))
                    self.mounts.append(Mount(parent, prefix, callee, node.line, node.end_line))
                    return
            if isinstance(value, (Name, Attr)) and dotted(value):
                key = self.router_key(node, self.name(node, value))
                if key is not None:
                    self.mounts.append(Mount(key, "", callee, node.line, node.end_line))
                    return
