"""Reads routes of FastAPI, Starlette, Flask, Quart and aiohttp from one Python file."""

from __future__ import annotations

from checks.api_consistency.model import Declared, Mount, Route, RouteOptions, Router, join_paths
from checks.api_consistency.reading import FileReader, is_false, is_true, names_in, status_code, strings_in
from checks.api_consistency.sources import Sources
from checks.syntax.model import (
    Assign,
    Attr,
    Call,
    Class,
    Expr,
    Function,
    Literal,
    Loop,
    Module,
    Name,
    Node,
    Return,
    Sequence,
    dotted,
    enclosing,
)

MARKERS = ("fastapi", "flask", "starlette", "quart", "aiohttp", "APIRouter", "Blueprint")
"""A file without any of these words declares no route that this reader knows."""

_ROOTS = {
    "FastAPI": "fastapi", "Starlette": "starlette", "Flask": "flask", "Quart": "flask", "OpenAPI": "flask",
    "RouteTableDef": "aiohttp", "APIFlask": "flask",
}  # fmt: skip
_ROUTERS = {"APIRouter": "fastapi", "Blueprint": "flask", "APIBlueprint": "flask", "Router": "starlette"}
_VERBS = frozenset({"get", "post", "put", "patch", "delete", "head", "options"})
_REGISTER = frozenset({"include_router", "register_blueprint", "mount"})


def read(module: Module, sources: Sources) -> Declared | None:
    """What the file declares; None when it has nothing to do with these frameworks."""
    text = module.source
    framework = (
        "fastapi" if b"fastapi" in text else "flask" if b"flask" in text or b"quart" in text else "starlette"
    )
    if b"aiohttp" in text and framework == "starlette":
        framework = "aiohttp"
    reader = _Reader(module, sources, framework)
    nodes = list(module.walk())
    for node in nodes:
        if isinstance(node, Assign):
            reader.assignment(node)
    for node in nodes:
        if isinstance(node, (Function, Class)):
            reader.decorated(node)
        elif isinstance(node, Call):
            reader.call(node)
    for node in nodes:
        if isinstance(node, Return) and isinstance(node.value, Name):
            function = enclosing(node, Function)
            key = reader.router_key(node, node.value.id)
            if function is not None and key is not None and function.name:
                reader.aliases.append((function.name + "()", key))
    declared = reader.result()
    return declared if declared.routes or declared.mounts or declared.routers else None


class _Reader(FileReader):
    def assignment(self, node: Assign) -> None:
        """``router = APIRouter(prefix="/orders")``, ``app = Flask(__name__)``."""
        call = node.value
        if not isinstance(call, Call):
            return
        made = dotted(call.callee).rpartition(".")[2]
        root = made in _ROOTS or dotted(call.callee) in ("web.Application", "aiohttp.web.Application")
        if not root and made not in _ROUTERS:
            if made != "Api":
                return
            self._flask_restful(node, call)
            return
        given = call.keyword("prefix") or call.keyword("url_prefix")
        if root or given is None:
            prefix: str | None = ""
        else:
            prefix = self.constant(given)
        for target in node.targets:
            name = dotted(target)
            if name:
                self.declare(
                    node,
                    name,
                    prefix,
                    root=root,
                    deprecated=is_true(call.keyword("deprecated")),
                    hidden=is_false(call.keyword("include_in_schema")),
                )

    def _flask_restful(self, node: Assign, call: Call) -> None:
        """``api = Api(app, prefix="/api")`` is one more way to reach the application it wraps."""
        parent = dotted(call.positional(0))
        given = call.keyword("prefix")
        prefix = "" if given is None else self.constant(given)
        for target in node.targets:
            name = dotted(target)
            if not name:
                continue
            key = self.declare(node, name, prefix, root=not parent)
            if parent:
                self.mounts.append(Mount(self._known(node, parent), "", key, node.line, node.end_line))

    def _known(self, node: Node, name: str) -> str:
        return self.router_key(node, name) or name

    # --- registrations -------------------------------------------------------------------------------------------

    def decorated(self, node: Function | Class) -> None:
        """``@router.get("/x")`` on a function, ``@blp.route("/x")`` on a class-based view."""
        for decorator in node.decorators:
            if not isinstance(decorator, Call) or not isinstance(decorator.callee, Attr):
                continue
            verb = decorator.callee.name
            owner = dotted(decorator.callee.base)
            if not owner or (verb not in _VERBS and verb not in ("route", "api_route")):
                continue
            path = self.constant(
                decorator.positional(0) or decorator.keyword("path") or decorator.keyword("rule")
            )
            if path is None or (path and not path.startswith("/")):
                continue
            router = self._known(node, owner)
            if isinstance(node, Class):
                self._class_view(router, path, decorator, node)
                continue
            if verb in _VERBS:
                methods: tuple[str, ...] = (verb.upper(),)
            else:
                methods = tuple(m.upper() for m in strings_in(decorator.keyword("methods"))) or ("GET",)
            self.routes.append(
                Route(
                    router,
                    methods,
                    path,
                    decorator.line,
                    decorator.end_line,
                    node,
                    self.framework,
                    _options(decorator, self.module),
                )
            )

    def _class_view(self, router: str, path: str, call: Call, view: Class) -> None:
        for member in view.body.items:
            if isinstance(member, Function) and member.name in _VERBS:
                self.routes.append(
                    Route(
                        router, (member.name.upper(),), path, call.line, call.end_line, member, self.framework
                    )
                )

    def call(self, node: Call) -> None:
        """Calls that register without a decorator."""
        if not isinstance(node.callee, Attr):
            called = dotted(node.callee)
            if called == "Route":
                self._starlette_route(node)
            elif called in ("Mount", "Starlette") and isinstance(node.keyword("routes"), Name):
                self._starlette_list(node, called)
            return
        name = node.callee.name
        owner = dotted(node.callee.base)
        if name in _REGISTER:
            self._include(node, owner)
        elif name in ("add_api_route", "add_url_rule"):
            self._add(node, owner)
        elif name == "add_resource":
            self._add_resource(node, owner)
        elif name.startswith("add_") and owner.endswith(".router") and name[4:] in _VERBS:
            self._plain(node, self._known(node, owner.removesuffix(".router")), name[4:].upper())
        elif owner == "web" and name in _VERBS and self.framework == "aiohttp":
            self.routers.setdefault("web", Router("web", "", True, 1, 1))
            self._plain(node, "web", name.upper())

    def _plain(self, node: Call, router: str, method: str) -> None:
        path = self.constant(node.positional(0))
        if path is not None:
            handler = dotted(node.positional(1))
            self.routes.append(
                Route(router, (method,), path, node.line, node.end_line, handler or None, self.framework)
            )

    def _starlette_route(self, node: Call) -> None:
        path = self.constant(node.positional(0) or node.keyword("path"))
        handler = dotted(node.positional(1) or node.keyword("endpoint"))
        if path is None or not handler or not path.startswith("/"):
            return
        prefixes: list[str] = []
        known = True
        for parent in node.ancestors():
            if isinstance(parent, Call) and dotted(parent.callee) == "Mount":
                prefix = self.constant(parent.positional(0) or parent.keyword("path"))
                known = known and prefix is not None
                prefixes.append(prefix or "")
        methods = tuple(m.upper() for m in strings_in(node.keyword("methods"))) or ("GET",)
        full = join_paths(*reversed(prefixes), path) if prefixes else path
        listed = enclosing(node, Assign)
        name = dotted(listed.targets[0]) if listed is not None else ""
        if isinstance(listed.value if listed is not None else None, Sequence) and name:
            if name not in self.routers:
                self.declare(self.module, name, "", root=False)
            self.routes.append(Route(name, methods, full, node.line, node.end_line, handler, "starlette"))
            return
        if "routes" not in self.routers:
            self.declare(self.module, "routes", "" if known else None, root=True)
        self.routes.append(Route("routes", methods, full, node.line, node.end_line, handler, "starlette"))

    def _starlette_list(self, node: Call, called: str) -> None:
        """``Starlette(routes=routes)`` and ``Mount("/notes", routes=note_routes)`` of a list that has a name."""
        prefixes: list[str] = []
        known = True
        for parent in (node, *node.ancestors()):
            if isinstance(parent, Call) and dotted(parent.callee) == "Mount":
                prefix = self.constant(parent.positional(0) or parent.keyword("path"))
                known = known and prefix is not None
                prefixes.append(prefix or "")
        listed = enclosing(node, Assign)
        within = (
            dotted(listed.targets[0]) if listed is not None and isinstance(listed.value, Sequence) else ""
        )
        if not within:
            within = self.declare(self.module, "routes of the application", "", root=True)
        elif within not in self.routers:
            self.declare(self.module, within, "", root=False)
        path = join_paths(*reversed(prefixes)) if prefixes else ""
        self.mounts.append(
            Mount(within, path if known else None, dotted(node.keyword("routes")), node.line, node.end_line)
        )

    def _include(self, node: Call, owner: str) -> None:
        name = node.callee.name if isinstance(node.callee, Attr) else ""
        child = node.positional(1) if name == "mount" else node.positional(0)
        child = child or node.keyword("router") or node.keyword("blueprint") or node.keyword("app")
        given = (
            node.positional(0) if name == "mount" else node.keyword("prefix") or node.keyword("url_prefix")
        )
        prefix = "" if given is None else self.constant(given)
        if child is None or not owner:
            return
        for written in self._children(node, child):
            target = self._known(node, written)
            self.mounts.append(
                Mount(
                    self._known(node, owner),
                    prefix,
                    target,
                    node.line,
                    node.end_line,
                    deprecated=is_true(node.keyword("deprecated")),
                    hidden=is_false(node.keyword("include_in_schema")),
                    replaces=name == "register_blueprint" and given is not None,
                )
            )

    def _children(self, node: Call, child: Expr) -> tuple[str, ...]:
        """The routers that an argument means: one name, or every item of the loop it comes from."""
        name = dotted(child)
        head = name.partition(".")[0]
        for parent in node.ancestors():
            if isinstance(parent, Loop) and isinstance(parent.target, Name) and parent.target.id == head:
                items = parent.iterable
                if isinstance(items, Name):
                    bound = self.sources.value(self.module.path, items.id)
                    items = bound[1] if bound is not None else None
                if isinstance(items, Sequence):
                    return tuple(n + name[len(head) :] for n in names_in(items))
                return ()
        return (name,) if name else ()

    def _add(self, node: Call, owner: str) -> None:
        path = self.constant(node.positional(0) or node.keyword("path") or node.keyword("rule"))
        if path is None or not owner or not path.startswith("/"):
            return
        endpoint = node.keyword("endpoint") if self.framework == "fastapi" else node.keyword("view_func")
        if endpoint is None:
            endpoint = node.positional(1) if self.framework == "fastapi" else node.positional(2)
        router = self._known(node, owner)
        if (
            isinstance(endpoint, Call)
            and isinstance(endpoint.callee, Attr)
            and endpoint.callee.name == "as_view"
        ):
            self.reads_others = True
            found = self.sources.cls(self.module.path, dotted(endpoint.callee.base))
            if found is not None:
                self._class_view(router, path, node, found[1])
            return
        methods = tuple(m.upper() for m in strings_in(node.keyword("methods"))) or ("GET",)
        handler = dotted(endpoint)
        self.routes.append(
            Route(
                router,
                methods,
                path,
                node.line,
                node.end_line,
                handler or None,
                self.framework,
                _options(node, self.module),
            )
        )

    def _add_resource(self, node: Call, owner: str) -> None:
        self.reads_others = True
        found = self.sources.cls(self.module.path, dotted(node.positional(0)))
        if found is None or not owner:
            return
        for arg in node.args[1:]:
            path = self.constant(arg.value) if arg.name is None else None
            if path is not None and path.startswith("/"):
                self._class_view(self._known(node, owner), path, node, found[1])


def _options(call: Call, module: Module) -> RouteOptions:
    model = call.keyword("response_model")
    return RouteOptions(
        status=status_code(call.keyword("status_code")),
        response_type="" if model is None or isinstance(model, Literal) else module.text(model),
        deprecated=is_true(call.keyword("deprecated")),
        hidden=is_false(call.keyword("include_in_schema")),
    )
