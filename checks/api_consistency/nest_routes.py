"""Reads NestJS controllers and the global prefix of their application."""

from __future__ import annotations

import re

from checks.api_consistency.model import Declared, Route, RouteOptions, Router, join_paths
from checks.api_consistency.reading import FileReader, is_true, status_code, strings_in
from checks.api_consistency.sources import Sources
from checks.syntax.model import Attr, Call, Class, Expr, Function, Literal, Mapping, Module, dotted

MARKERS = ("@nestjs/",)

_VERBS = {
    "Get": "GET", "Post": "POST", "Put": "PUT", "Patch": "PATCH", "Delete": "DELETE", "Head": "HEAD",
    "Options": "OPTIONS", "All": "ANY",
}  # fmt: skip


def read(module: Module, sources: Sources) -> Declared | None:
    """Controllers of the file, and its ``setGlobalPrefix`` when it starts the application."""
    reader = FileReader(module, sources, "nest")
    for node in module.walk():
        if isinstance(node, Class):
            _controller(node, reader)
    found = reader.result()
    starts = b"NestFactory" in module.source
    if not starts:
        return found if found.routers else None
    prefix: str | None = ""
    for node in module.walk():
        if isinstance(node, Call) and isinstance(node.callee, Attr) and node.callee.name == "setGlobalPrefix":
            prefix = reader.constant(node.positional(0))
    return Declared(
        module.path,
        "nest",
        found.routers,
        found.routes,
        global_prefix=prefix,
        starts_application=True,
        reads_others=reader.reads_others,
    )


def _controller(cls: Class, reader: FileReader) -> None:
    for decorator in cls.decorators:
        if not isinstance(decorator, Call) or dotted(decorator.callee) != "Controller":
            continue
        prefix, version = _controller_path(decorator.positional(0), reader)
        if version is not None and prefix is not None:
            prefix = join_paths(f"v{version}", prefix)
        hidden = any(
            isinstance(d, Call) and dotted(d.callee) == "ApiExcludeController" for d in cls.decorators
        )
        reader.routers[cls.name] = Router(
            cls.name, prefix, False, decorator.line, decorator.end_line, hidden=hidden
        )
        for member in cls.body.items:
            if isinstance(member, Function):
                _handler(member, cls, reader)


def _controller_path(argument: Expr | None, reader: FileReader) -> tuple[str | None, str | None]:
    if argument is None:
        return "", None
    if isinstance(argument, Mapping):
        given = argument.get("path")
        version = argument.get("version")
        text = version.value if isinstance(version, Literal) else None
        return ("" if given is None else reader.constant(given)), (str(text) if text is not None else None)
    listed = strings_in(argument)
    if len(listed) == 1:
        return listed[0], None
    return reader.constant(argument), None


def _handler(member: Function, cls: Class, reader: FileReader) -> None:
    status = None
    deprecated = hidden = False
    for decorator in member.decorators:
        if not isinstance(decorator, Call):
            continue
        name = dotted(decorator.callee)
        argument = decorator.positional(0)
        if name == "HttpCode":
            status = status_code(argument)
        elif name == "ApiOperation" and isinstance(argument, Mapping):
            deprecated = is_true(argument.get("deprecated"))
        elif name == "ApiExcludeEndpoint":
            hidden = True
    for decorator in member.decorators:
        if not isinstance(decorator, Call) or dotted(decorator.callee) not in _VERBS:
            continue
        argument = decorator.positional(0)
        paths = strings_in(argument) if argument is not None else ("",)
        if not paths:
            text = reader.constant(argument)
            paths = (text,) if text is not None else ()
        for path in paths:
            if path and not path.startswith("/"):
                path = "/" + path
            reader.routes.append(
                Route(
                    cls.name,
                    (_VERBS[dotted(decorator.callee)],),
                    re.sub(r"/+$", "", path),
                    decorator.line,
                    decorator.end_line,
                    member,
                    "nest",
                    RouteOptions(status=status, deprecated=deprecated, hidden=hidden),
                    owner=cls,
                )
            )
