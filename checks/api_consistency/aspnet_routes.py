"""Reads routes of ASP.NET Core from one C# file: controllers by their attributes, and minimal APIs."""

from __future__ import annotations

import re

from checks.api_consistency.java_routes import answered_type, classes_in, marked
from checks.api_consistency.model import Declared, Mount, Route, RouteOptions, Router
from checks.api_consistency.reading import FileReader
from checks.api_consistency.sources import Sources
from checks.syntax.model import (
    Assign,
    Attr,
    Call,
    Class,
    Expr,
    Function,
    Literal,
    Module,
    Name,
    Node,
    dotted,
    enclosing,
)

MARKERS = (
    "WebApplication",
    "Microsoft.AspNetCore",
    "ControllerBase",
    "ApiController",
    "MapGet",
    "MapPost",
    "MapGroup",
)
"""A file without any of these words declares no route that this reader knows."""

_VERBS = {
    "HttpGet": "GET", "HttpPost": "POST", "HttpPut": "PUT", "HttpPatch": "PATCH", "HttpDelete": "DELETE",
    "HttpHead": "HEAD", "HttpOptions": "OPTIONS",
}  # fmt: skip
_MAPS = {"MapGet": "GET", "MapPost": "POST", "MapPut": "PUT", "MapPatch": "PATCH", "MapDelete": "DELETE"}
_VERSION_HOLE = re.compile(r"v\{version(?::apiVersion)?\}", re.IGNORECASE)


def read(module: Module, sources: Sources) -> Declared | None:
    """What the file declares; None when it declares nothing."""
    reader = FileReader(module, sources, "aspnet")
    for cls in classes_in(module):
        marks = marked(cls.decorators)
        if "ApiController" in marks or any(
            dotted(b).rpartition(".")[2] in ("ControllerBase", "Controller") for b in cls.bases
        ):
            _controller(cls, marks, reader)
    _minimal(module, reader)
    found = reader.result()
    return found if found.routes or found.mounts else None


def _path(text: str | None, cls: str = "", action: str = "") -> str | None:
    if text is None:
        return None
    text = re.sub(r"\[controller\]", cls.removesuffix("Controller").lower(), text, flags=re.IGNORECASE)
    text = re.sub(r"\[action\]", action, text, flags=re.IGNORECASE)
    return _VERSION_HOLE.sub("v1", text)


def _text(annotation: Expr | None, reader: FileReader) -> str | None:
    """The template of an attribute; ``""`` for one without."""
    if not isinstance(annotation, Call) or annotation.positional(0) is None:
        return ""
    return reader.constant(annotation.positional(0))


def _controller(cls: Class, marks: dict[str, Expr], reader: FileReader) -> None:
    at = marks.get("Route") or next(iter(marks.values()), None)
    prefix = _path(_text(marks.get("Route"), reader), cls.name)
    line, end = (at.line, at.end_line) if at is not None else (cls.line, cls.line)
    reader.routers[cls.name] = Router(
        cls.name,
        prefix,
        True,
        line,
        end,
        deprecated="Obsolete" in marks,
        hidden="ApiExplorerSettings" in marks,
    )
    for member in cls.body.items:
        if isinstance(member, Function):
            _action(member, cls, reader)


def _action(member: Function, cls: Class, reader: FileReader) -> None:
    marks = marked(member.decorators)
    for name in _VERBS.keys() & marks.keys():
        mark = marks[name]
        text = _text(mark, reader)
        if not text and "Route" in marks:
            text = _text(marks["Route"], reader)
        path = _path(text, cls.name, member.name.removesuffix("Async"))
        if path is None:
            continue
        router = cls.name
        if path.startswith(("/", "~/")):
            router = reader.declare(reader.module.body, "<root>", "", root=True)
            path = path.lstrip("~")
        reader.routes.append(
            Route(
                router,
                (_VERBS[name],),
                "/" + path.strip("/") if path else "",
                mark.line,
                mark.end_line,
                member,
                "aspnet",
                RouteOptions(response_type=answered_type(member.returns), deprecated="Obsolete" in marks),
                owner=cls,
            )
        )


# --- minimal APIs ------------------------------------------------------------------------------------------------


def _minimal(module: Module, reader: FileReader) -> None:
    if not any(
        word in module.source
        for word in (
            b"MapGet",
            b"MapPost",
            b"MapPut",
            b"MapDelete",
            b"MapGroup",
            b"IEndpointRouteBuilder",
            b"WebApplication",
        )
    ):
        return
    nodes = list(module.walk())
    for node in nodes:
        if isinstance(node, Function) and node.name:
            for param in node.params[:1]:
                if _BUILDER.search(param.annotation):
                    key = reader.declare(param, param.name, "", root=False)
                    reader.aliases.append((node.name, key))
    for node in nodes:
        if isinstance(node, Assign) and isinstance(node.value, Call):
            name = next((t.id for t in node.targets if isinstance(t, Name)), "")
            group = _group(node.value)
            if name and group is not None:
                parent = _router(node, group, reader)
                key = reader.declare(node, name, "", root=False)
                if parent != key:
                    prefix = _path(reader.constant(group.positional(0)))
                    reader.mounts.append(Mount(parent, prefix, key, node.line, node.end_line))
    for node in nodes:
        if isinstance(node, Call) and isinstance(node.callee, Attr) and node.callee.name.startswith("Map"):
            _handed(node, node.callee, reader)
        if isinstance(node, Call) and isinstance(node.callee, Attr) and node.callee.name in _MAPS:
            path = _path(reader.constant(node.positional(0)))
            handler = node.positional(1)
            if path is None or handler is None:
                continue
            line = node.callee.end_line
            target = handler if isinstance(handler, Function) else dotted(handler) or None
            holder = enclosing(node, Class)
            if isinstance(target, str) and "." not in target and holder is not None:
                target = f"{holder.name}.{target}"
            end = max(line, handler.line) if isinstance(handler, Function) else node.end_line
            reader.routes.append(
                Route(
                    _router(node, node, reader),
                    (_MAPS[node.callee.name],),
                    "/" + path.strip("/") if path.strip("/") else "",
                    line,
                    end,
                    target,
                    "aspnet",
                )
            )


_BUILDER = re.compile(r"\b(?:IEndpointRouteBuilder|RouteGroupBuilder|WebApplication)\b")


def _handed(node: Call, callee: Attr, reader: FileReader) -> None:
    """``api.MapOrders()``, ``app.MapGroup("/x").MapOrders()``: an extension method of another file maps its routes."""
    if callee.name in (*_MAPS, "MapGroup", "Map", "MapControllers", "MapRazorPages", "MapHub", "MapFallback"):
        return
    group = _group(callee.base) if isinstance(callee.base, Call) else None
    prefix = _path(reader.constant(group.positional(0))) if group is not None else ""
    parent = _router(node, group if group is not None else node, reader)
    reader.mounts.append(Mount(parent, prefix, f"<mapped>{callee.name}", node.line, node.end_line))


def _group(value: Call) -> Call | None:
    """The ``MapGroup`` call in ``app.MapGroup("/x").RequireAuthorization()``."""
    current: Expr = value
    while isinstance(current, Call) and isinstance(current.callee, Attr):
        if current.callee.name == "MapGroup" and isinstance(current.positional(0), Literal):
            return current
        current = current.callee.base
    return None


def _router(node: Node, call: Call, reader: FileReader) -> str:
    """The router that a mapping call is made on; a builder that nothing here made is the application."""
    base: Expr = call.callee.base if isinstance(call.callee, Attr) else call.callee
    name = dotted(base)
    known = reader.router_key(node, name) if name else None
    return known if known is not None else reader.declare(reader.module.body, "<app>", "", root=True)
