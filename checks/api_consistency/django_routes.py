"""Reads Django URL configurations and Django REST framework routers, with the views they name."""

from __future__ import annotations

from checks.api_consistency.model import Declared, Mount, Route, RouteOptions, Router
from checks.api_consistency.reading import FileReader, is_false, is_true, status_code, strings_in
from checks.api_consistency.sources import Sources
from checks.syntax.model import (
    Assign,
    Attr,
    Call,
    Class,
    Expr,
    ExprStmt,
    Function,
    Literal,
    Mapping,
    Module,
    Name,
    Node,
    dotted,
)

MARKERS = ("django", "rest_framework", "urlpatterns")

_VERBS = ("get", "post", "put", "patch", "delete", "head", "options")
_GENERIC = {
    "ListAPIView": ("GET",),
    "CreateAPIView": ("POST",),
    "RetrieveAPIView": ("GET",),
    "UpdateAPIView": ("PUT", "PATCH"),
    "DestroyAPIView": ("DELETE",),
    "ListCreateAPIView": ("GET", "POST"),
    "RetrieveUpdateAPIView": ("GET", "PUT", "PATCH"),
    "RetrieveDestroyAPIView": ("GET", "DELETE"),
    "RetrieveUpdateDestroyAPIView": ("GET", "PUT", "PATCH", "DELETE"),
}
_ACTIONS = {
    "list": ("GET", False),
    "create": ("POST", False),
    "retrieve": ("GET", True),
    "update": ("PUT", True),
    "partial_update": ("PATCH", True),
    "destroy": ("DELETE", True),
}
_MIXINS = {
    "ModelViewSet": tuple(_ACTIONS),
    "ReadOnlyModelViewSet": ("list", "retrieve"),
    "ListModelMixin": ("list",),
    "CreateModelMixin": ("create",),
    "RetrieveModelMixin": ("retrieve",),
    "UpdateModelMixin": ("update", "partial_update"),
    "DestroyModelMixin": ("destroy",),
}


def read(module: Module, sources: Sources) -> Declared | None:
    """What a URL configuration declares; None for any other file."""
    if b"urlpatterns" not in module.source and b"register" not in module.source:
        return None
    reader = _Reader(module, sources, "django")
    nodes = list(module.walk())
    for node in nodes:
        if isinstance(node, Assign):
            reader.assignment(node)
    for node in nodes:
        if isinstance(node, Call):
            reader.call(node)
    declared = reader.result()
    return declared if declared.routes or declared.mounts else None


class _Reader(FileReader):
    def __init__(self, module: Module, sources: Sources, framework: str) -> None:
        super().__init__(module, sources, framework)
        self.reads_others = True
        self._slashless: set[str] = set()

    def assignment(self, node: Assign) -> None:
        """``urlpatterns = [...]``, ``router = DefaultRouter()``."""
        for target in node.targets:
            name = dotted(target)
            if name == "urlpatterns" or name.endswith(("_patterns", "_urlpatterns")):
                if name not in self.routers:
                    self.routers[name] = Router(name, "", False, node.line, node.end_line)
                if node.value is not None:
                    self._router_urls(name, node.value)
            elif isinstance(node.value, Call):
                made = dotted(node.value.callee).rpartition(".")[2]
                if made.endswith("Router") and made != "APIRouter":
                    self.routers[name] = Router(name, "", False, node.line, node.end_line)
                    if is_false(node.value.keyword("trailing_slash")):
                        self._slashless.add(name)

    def _router_urls(self, owner: str, value: Expr) -> None:
        for item in value.walk():
            if isinstance(item, Attr) and item.name == "urls" and dotted(item.base) in self.routers:
                call = next((p for p in item.ancestors() if isinstance(p, Call)), None)
                if call is None:
                    self.mounts.append(Mount(owner, "", dotted(item.base), item.line, item.end_line))

    def call(self, node: Call) -> None:
        """``path(...)``, ``re_path(...)``, ``router.register(...)``."""
        name = dotted(node.callee)
        last = name.rpartition(".")[2]
        if last in ("path", "re_path", "url"):
            self._path(node)
        elif last == "register" and isinstance(node.callee, Attr):
            owner = dotted(node.callee.base)
            if owner in self.routers:
                self._register(node, owner)

    def _owner(self, node: Node) -> str:
        """The pattern list that holds a ``path(...)``; nested ``include([...])`` are followed outwards."""
        for parent in node.ancestors():
            if isinstance(parent, Assign):
                for target in parent.targets:
                    if dotted(target) in self.routers:
                        return dotted(target)
            if isinstance(parent, Call) and dotted(parent.callee).rpartition(".")[2] in ("path", "re_path"):
                return f"<{parent.line}>"
            if isinstance(parent, ExprStmt):
                break
        return "urlpatterns"

    def _path(self, node: Call) -> None:
        prefix = self.constant(node.positional(0) or node.keyword("route"))
        target = node.positional(1) or node.keyword("view")
        if prefix is None or target is None:
            return
        owner = self._owner(node)
        if isinstance(target, Call) and dotted(target.callee).rpartition(".")[2] == "include":
            self._include(node, owner, prefix, target)
            return
        if isinstance(target, Call) and isinstance(target.callee, Attr) and target.callee.name == "as_view":
            self._class_view(node, owner, prefix, target)
            return
        written = dotted(target)
        if not written or written.startswith("admin."):
            return
        found = self.sources.function(self.module.path, written)
        methods = _function_methods(found[1]) if found is not None else ("ANY",)
        self.routes.append(Route(owner, methods, prefix, node.line, node.end_line, written, "django"))

    def _include(self, node: Call, owner: str, prefix: str, call: Call) -> None:
        what = call.positional(0)
        if what is None:
            return
        text = self.constant(what) if isinstance(what, Literal) else None
        child = text or dotted(what)
        if child.endswith(".urls") and child.removesuffix(".urls") in self.routers:
            child = child.removesuffix(".urls")
        if not child:
            child = f"<{node.line}>"
            self.routers[child] = Router(child, "", False, node.line, node.end_line)
        self.mounts.append(Mount(owner, prefix, child, node.line, node.end_line))

    def _class_view(self, node: Call, owner: str, path: str, call: Call) -> None:
        written = dotted(call.callee.base) if isinstance(call.callee, Attr) else ""
        found = self.sources.cls(self.module.path, written)
        mapping = call.positional(0)
        if isinstance(mapping, Mapping):
            for pair in mapping.pairs:
                if not (isinstance(pair.key, Literal) and isinstance(pair.value, Literal)):
                    continue
                self.routes.append(
                    Route(
                        owner,
                        (str(pair.key.value).upper(),),
                        path,
                        node.line,
                        node.end_line,
                        f"{written}.{pair.value.value}",
                        "drf",
                        owner=found[1] if found is not None else None,
                    )
                )
            return
        if found is None:
            self.routes.append(Route(owner, ("ANY",), path, node.line, node.end_line, written, "django"))
            return
        view = found[1]
        bases = {dotted(b).rpartition(".")[2] for b in view.bases}
        methods = {m.name.upper() for m in view.body.items if isinstance(m, Function) and m.name in _VERBS}
        framework = "drf" if any("API" in b or b in _GENERIC for b in bases) else "django"
        for base in bases & set(_GENERIC):
            methods |= set(_GENERIC[base])
        for method in sorted(methods) or ["ANY"]:
            self.routes.append(
                Route(
                    owner,
                    (method,),
                    path,
                    node.line,
                    node.end_line,
                    f"{written}.{method.lower()}",
                    framework,
                    owner=view,
                )
            )

    def _register(self, node: Call, owner: str) -> None:
        prefix = self.constant(node.positional(0) or node.keyword("prefix"))
        written = dotted(node.positional(1) or node.keyword("viewset"))
        if prefix is None or not written:
            return
        found = self.sources.cls(self.module.path, written)
        if found is None:
            return
        file, view = found
        slash = "" if owner in self._slashless else "/"
        lookup = next(
            (
                str(m.value.value)
                for m in view.body.items
                if isinstance(m, Assign)
                and isinstance(m.value, Literal)
                and any(dotted(t) == "lookup_field" for t in m.targets)
            ),
            "pk",
        )
        base = "/" + prefix.strip("/^$")
        for action in _viewset_actions(view):
            method, detail = _ACTIONS[action]
            path = f"{base}/{{{lookup}}}{slash}" if detail else f"{base}{slash}"
            self.routes.append(
                Route(
                    owner, (method,), path, node.line, node.end_line, f"{written}.{action}", "drf", owner=view
                )
            )
        for member in view.body.items:
            if isinstance(member, Function):
                self._extra_action(member, owner, base, lookup, slash, view, file)

    def _extra_action(
        self, member: Function, owner: str, base: str, lookup: str, slash: str, view: Class, file: str
    ) -> None:
        for decorator in member.decorators:
            if not (isinstance(decorator, Call) and dotted(decorator.callee).rpartition(".")[2] == "action"):
                continue
            methods = tuple(m.upper() for m in strings_in(decorator.keyword("methods"))) or ("GET",)
            name = self.constant(decorator.keyword("url_path")) or member.name
            detail = is_true(decorator.keyword("detail"))
            path = f"{base}/{{{lookup}}}/{name}{slash}" if detail else f"{base}/{name}{slash}"
            self.routes.append(
                Route(
                    owner,
                    methods,
                    path,
                    decorator.line,
                    decorator.end_line,
                    member,
                    "drf",
                    RouteOptions(status=status_code(decorator.keyword("status"))),
                    owner=view,
                    file=file,
                )
            )


def _viewset_actions(view: Class) -> tuple[str, ...]:
    found = {m.name for m in view.body.items if isinstance(m, Function) and m.name in _ACTIONS}
    for base in view.bases:
        found |= set(_MIXINS.get(dotted(base).rpartition(".")[2], ()))
    for member in view.body.items:
        if isinstance(member, Assign) and any(
            isinstance(t, Name) and t.id == "http_method_names" for t in member.targets
        ):
            allowed = {m.upper() for m in strings_in(member.value)}
            found = {a for a in found if _ACTIONS[a][0] in allowed}
    return tuple(a for a in _ACTIONS if a in found)


def _function_methods(function: Function) -> tuple[str, ...]:
    for decorator in function.decorators:
        name = dotted(decorator.callee if isinstance(decorator, Call) else decorator).rpartition(".")[2]
        if name in ("require_GET", "require_safe"):
            return ("GET",)
        if name == "require_POST":
            return ("POST",)
        if name in ("api_view", "require_http_methods"):
            given = decorator.positional(0) if isinstance(decorator, Call) else None
            return tuple(m.upper() for m in strings_in(given)) or ("GET",)
    return ("ANY",)
