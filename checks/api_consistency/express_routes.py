"""Reads routes of Express, Fastify, Hono, Koa-router and their kin from one JavaScript or TypeScript file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.api_consistency.model import Declared, Mount, Route, RouteOptions, Router
from checks.api_consistency.reading import FileReader, is_true, scope_of, strings_in
from checks.api_consistency.sources import Sources
from checks.syntax.model import (
    Assign,
    Attr,
    Await,
    Call,
    Class,
    Expr,
    Function,
    Literal,
    Mapping,
    Module,
    Name,
    Node,
    Return,
    Sequence,
    dotted,
    enclosing,
)

MARKERS = (
    "express",
    "fastify",
    "Fastify",
    "hono",
    "Hono",
    "koa",
    "Router",
    "router.",
    "app.get(",
    "app.post(",
    "app.use(",
)
"""A file without any of these words declares no route that this reader knows."""

_ROOTS = {
    "express": "express", "fastify": "fastify", "Fastify": "fastify", "Hono": "hono", "OpenAPIHono": "hono",
    "Koa": "koa", "restify.createServer": "express", "createApp": "hono",
}  # fmt: skip
_ROUTERS = {
    "Router": "express",
    "require().Router": "express",
    "express.Router": "express",
    "KoaRouter": "koa",
    "PromiseRouter": "express",
}
_VERBS = {
    "get": "GET", "post": "POST", "put": "PUT", "patch": "PATCH", "delete": "DELETE", "del": "DELETE", "head": "HEAD",
    "options": "OPTIONS", "all": "ANY",
}  # fmt: skip
_ROUTER_TYPE = re.compile(
    r"\b(?:Express|Application|I?Router|FastifyInstance|Hono|OpenAPIHono|FastifyPluginAsync\w*|App)\b"
)
_ROUTER_PARAM = re.compile(r"^(?:app|router|fastify|server|instance|api|r|scope)$")
_IMPORTED_ROUTER = re.compile(r"(?:app|router|routes|server|api)$", re.IGNORECASE)


def read(module: Module, sources: Sources) -> Declared | None:
    """What the file declares; None when it declares and mounts nothing."""
    source = module.source
    framework = next((f for f in ("fastify", "hono", "koa") if f.encode() in source.lower()), "express")
    reader = _Reader(module, sources, framework)
    nodes = list(module.walk())
    for node in nodes:
        if isinstance(node, Assign):
            reader.assignment(node)
        elif isinstance(node, Function):
            reader.function(node)
    for node in nodes:
        if isinstance(node, Call):
            reader.call(node)
        elif isinstance(node, Return) and isinstance(node.value, Name):
            reader.returned(node, node.value.id)
    declared = reader.result()
    return declared if declared.routes or declared.mounts else None


class _Reader(FileReader):
    def assignment(self, node: Assign) -> None:
        """``const router = express.Router()``, ``this.router = new Router({ prefix })``."""
        if node.value is None:
            return
        made = _constructor(node.value)
        if made is None:
            return
        call, root = made
        prefix: str | None = ""
        options = call.positional(0)
        if isinstance(options, Mapping) and options.get("prefix") is not None:
            prefix = self.constant(options.get("prefix"))
        for outer in _calls_above(call, node.value):
            if isinstance(outer.callee, Attr) and outer.callee.name == "basePath":
                prefix = self.constant(outer.positional(0))
        for target in node.targets:
            name = dotted(target)
            if name:
                self._declare(node, name, prefix, root)

    def _declare(self, node: Node, name: str, prefix: str | None, root: bool) -> None:
        if not name.startswith("this."):
            self.declare(node, name, prefix, root=root)
            return
        owner = enclosing(node, Class)
        if owner is not None:
            key = f"{owner.name}::{name}"
            self.routers[key] = Router(key, prefix, root, node.line, node.end_line)

    def function(self, node: Function) -> None:
        """A function that is handed the router: ``(app) => { app.get(...) }``, a Fastify plugin."""
        for param in node.params[:2]:
            typed = bool(_ROUTER_TYPE.search(param.annotation))
            named = not param.annotation and bool(_ROUTER_PARAM.match(param.name))
            parent = node.parent.parent if node.parent is not None else None
            handed = (
                isinstance(parent, Call)
                and isinstance(parent.callee, Attr)
                and parent.callee.name == "register"
            )
            if not param.name or not (typed or named or handed) or not _registers(node, param.name):
                continue
            key = self.declare(param, param.name, "", root=False)
            known = self.sources.declared(self.module.path)
            for name, function in (known.functions if known is not None else {}).items():
                if function is node:
                    self.aliases.append((name, key))
                    if known is not None and known.default == name:
                        self.aliases.append(("default", key))
            self.aliases.append((f"<{node.line}:{node.start}>", key))
            return

    def returned(self, node: Return, name: str) -> None:
        """``function ordersRouter() { const router = Router(); ...; return router }``."""
        key = self.router_key(node, name)
        function = enclosing(node, Function)
        scope = scope_of(node)
        if key is not None and function is not None and scope and "::" in key:
            self.aliases.append((scope[-1], key))

    # --- registrations -------------------------------------------------------------------------------------------

    def call(self, node: Call) -> None:
        """Any call that registers a route or mounts a router."""
        if not isinstance(node.callee, Attr):
            self._handed(node)
            return
        name = node.callee.name
        if name in _VERBS:
            self._verb(node, _VERBS[name])
        elif name == "use" or (name == "route" and len(node.args) == 2 and self.framework == "hono"):
            self._use(node)
        elif name == "register":
            self._register(node)
        elif name == "route" and isinstance(node.positional(0), Mapping):
            self._route_object(node)

    def _owner(self, call: Call) -> str | None:
        """The router that a registration call is made on."""
        current: Expr = call.callee.base if isinstance(call.callee, Attr) else call.callee
        while isinstance(current, Call):
            if _constructor(current) is not None and not isinstance(current.callee, Attr):
                holder = enclosing(call, Assign)
                return self.router_key(call, dotted(holder.targets[0])) if holder is not None else None
            current = current.callee.base if isinstance(current.callee, Attr) else current.callee
        name = dotted(current)
        if not name or "()" in name:
            return None
        if name.startswith("this."):
            owner = enclosing(call, Class)
            key = f"{owner.name}::{name}" if owner is not None else ""
            return key if key in self.routers else None
        key_found = self.router_key(call, name)
        if key_found is not None:
            return key_found
        known = self.sources.declared(self.module.path)
        if known is not None and name in known.imports and _IMPORTED_ROUTER.search(name):
            module = known.imports[name][0]
            if module.startswith((".", "@/", "~/", "src/")):
                return name
        return None

    def _verb(self, node: Call, method: str) -> None:
        first = node.positional(0)
        chained = _route_call(node)
        paths: tuple[str, ...]
        if chained is not None:
            text = self.constant(chained.positional(0))
            paths = (text,) if text is not None else ()
            handlers = [a.value for a in node.args]
        else:
            if isinstance(first, Sequence):
                paths = strings_in(first)
            else:
                text = self.constant(first) if first is not None else None
                paths = (text,) if text is not None else ()
            handlers = [a.value for a in node.args[1:]]
        if not paths or not handlers:
            return
        owner = self._owner(chained if chained is not None else node)
        if owner is None:
            return
        line = node.callee.end_line
        schemas: list[Expr] = []
        for handler in handlers[:-1]:
            if isinstance(handler, Call):
                schemas.extend(a.value for a in handler.args)
            elif isinstance(handler, Mapping) and handler.get("schema") is not None:
                schemas.append(handler.get("schema") or handler)
        handler = handlers[-1]
        if isinstance(handler, Sequence) and handler.items:
            handler = handler.items[-1]
        target, head = _handler(handler)
        end = max(line, head if head else node.end_line)
        for path in paths:
            if path and not path.startswith(("/", "*")):
                continue
            self.routes.append(
                Route(
                    owner,
                    (method,),
                    path,
                    line,
                    end,
                    target,
                    self.framework,
                    RouteOptions(schemas=tuple(schemas)),
                )
            )

    def _route_object(self, node: Call) -> None:
        """``fastify.route({ method: 'GET', url: '/orders', handler })``."""
        options = node.positional(0)
        owner = self._owner(node)
        if not isinstance(options, Mapping) or owner is None:
            return
        path = self.constant(options.get("url") or options.get("path"))
        methods = tuple(m.upper() for m in strings_in(options.get("method")))
        handler = options.get("handler")
        if path is None or not methods or handler is None:
            return
        schema = options.get("schema")
        target, _ = _handler(handler)
        url = options.get("url") or options.get("path") or options
        self.routes.append(
            Route(
                owner,
                methods,
                path,
                node.line,
                max(node.line, url.end_line),
                target,
                self.framework,
                RouteOptions(
                    schemas=(schema,) if schema is not None else (),
                    deprecated=isinstance(schema, Mapping) and is_true(schema.get("deprecated")),
                    hidden=isinstance(schema, Mapping) and is_true(schema.get("hide")),
                ),
            )
        )

    def _use(self, node: Call) -> None:
        owner = self._owner(node)
        if owner is None or not node.args:
            return
        first = node.positional(0)
        prefix: str | None = ""
        children = [a.value for a in node.args]
        if first is not None and not isinstance(first, (Function, Call, Mapping)):
            text = self.constant(first)
            if text is not None:
                prefix, children = text, children[1:]
            elif len(children) > 1 and not isinstance(first, Name):
                prefix, children = None, children[1:]
        for child in children:
            for name in _children(child):
                self.mounts.append(Mount(owner, prefix, self._name(node, name), node.line, node.end_line))

    def _name(self, node: Node, name: str) -> str:
        bare = name.removesuffix(".routes()").removesuffix(".middleware()")
        return self.router_key(node, bare) or name

    def _register(self, node: Call) -> None:
        """``fastify.register(routes, { prefix: '/orders' })``."""
        owner = self._owner(node)
        child = node.positional(0)
        if owner is None or child is None:
            return
        options = node.positional(1)
        prefix: str | None = ""
        if isinstance(options, Mapping) and options.get("prefix") is not None:
            prefix = self.constant(options.get("prefix"))
        if isinstance(child, Function):
            name = f"<{child.line}:{child.start}>"
        else:
            names = _children(child)
            name = names[0] if names else ""
        if name:
            self.mounts.append(Mount(owner, prefix, name, node.line, max(node.line, node.callee.end_line)))

    def _handed(self, node: Call) -> None:
        """``registerOrders(app)``, ``require('./routes')(app)``."""
        names = _children(node.callee)
        if not names or not node.args:
            return
        for arg in node.args[:2]:
            if isinstance(arg.value, Name):
                key = self.router_key(node, arg.value.id)
                if key is not None and names[0] not in ("express", "Router"):
                    self.mounts.append(Mount(key, "", names[0], node.line, node.end_line))
                    return


def _children(expr: Expr) -> tuple[str, ...]:
    """Names of routers that an argument may stand for."""
    if isinstance(expr, Await):
        return _children(expr.value)
    if isinstance(expr, Call):
        required = expr.positional(0)
        if dotted(expr.callee) == "require" and isinstance(required, Literal):
            return (f"require:{required.value}",)
    if isinstance(expr, Attr) and expr.name in ("default", "router"):
        inner = _children(expr.base)
        if inner and inner[0].startswith("require:"):
            return inner
    name = dotted(expr)
    return (name,) if name else ()


def _constructor(expr: Expr) -> tuple[Call, bool] | None:
    """The call that makes an application or router inside an expression such as ``new Hono().get(...)``."""
    current: Expr = expr
    while isinstance(current, Call):
        name = dotted(current.callee)
        if name in _ROUTERS:
            return current, False
        if name in _ROOTS:
            return current, True
        if not isinstance(current.callee, Attr):
            return None
        current = current.callee.base
    return None


def _calls_above(inner: Call, outer: Expr) -> Iterator[Call]:
    node: Node | None = inner.parent
    while node is not None and node is not outer.parent:
        if isinstance(node, Call):
            yield node
        node = node.parent


def _route_call(node: Call) -> Call | None:
    """The ``router.route('/x')`` below ``.get(...)`` in a chain."""
    current: Expr = node.callee.base if isinstance(node.callee, Attr) else node.callee
    while isinstance(current, Call) and isinstance(current.callee, Attr):
        if current.callee.name == "route" and len(current.args) == 1:
            return current
        if current.callee.name not in _VERBS:
            return None
        current = current.callee.base
    return None


def _handler(expr: Expr) -> tuple[Function | str | None, int]:
    """The handler function or its name, and the line its body starts on (0 when it stands elsewhere)."""
    if isinstance(expr, Function):
        return expr, expr.body.line if expr.body.line <= expr.line + 8 else expr.line
    if isinstance(expr, Call):
        if isinstance(expr.callee, Attr) and expr.callee.name == "bind":
            return dotted(expr.callee.base) or None, 0
        for arg in expr.args:
            if isinstance(arg.value, (Function, Name, Attr)):
                found, head = _handler(arg.value)
                if found is not None:
                    return found, head
        return None, 0
    return dotted(expr) or None, 0


def _registers(function: Function, name: str) -> bool:
    for node in function.body.walk():
        if isinstance(node, Call) and isinstance(node.callee, Attr):
            first = node.positional(0)
            mounts = node.callee.name in ("use", "register")
            routes = node.callee.name in (*_VERBS, "route") and isinstance(
                first, (Literal, Mapping, Sequence)
            )
            if (mounts or routes) and dotted(node.callee.base) == name:
                return True
            if dotted(node.callee.base).startswith(f"{name}.route()"):
                return True
        elif isinstance(node, Call) and any(
            isinstance(a.value, Name) and a.value.id == name for a in node.args
        ):
            return True
    return False
