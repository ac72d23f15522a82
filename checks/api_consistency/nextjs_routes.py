"""Reads Next.js route handlers: the path is the file's place, the methods are its exported functions."""

from __future__ import annotations

import re

from checks.api_consistency.model import METHODS, Declared, Route, Router
from checks.api_consistency.sources import Sources
from checks.syntax.model import Module

_PAGE_ROUTE = re.compile(r"(?:^|/)pages/(?P<path>api/.*?)(?:/index)?\.[jt]sx?$")
_METHOD = re.compile(r"\bmethod\b[^\n]{0,20}?===?\s*['\"]([A-Z]+)['\"]|\bcase\s+['\"]([A-Z]+)['\"]")
MARKERS = ("pages/api/", "/route.ts", "/route.js", "/route.tsx", "/route.jsx", "/route.mjs")
"""Looked for in the path too, which is what tells such a file."""

_APP_ROUTE = re.compile(r"(?:^|/)app/(?P<path>.*?)/?route\.[a-z]+$")


def _page(module: Module, sources: Sources) -> Declared | None:
    """A file below ``pages/api``: one handler for the methods that it compares with."""
    match = _PAGE_ROUTE.search(module.path)
    known = sources.declared(module.path)
    if match is None or known is None or not known.default:
        return None
    text = module.source.decode("utf-8", "replace")
    methods = tuple(dict.fromkeys(m for pair in _METHOD.findall(text) for m in pair if m in METHODS)) or (
        "ANY",
    )
    node = known.functions.get(known.default)
    line = node.line if node is not None else 1
    # The one handler does the work of all its methods, so nothing is said of what each of them does.
    routes = tuple(
        Route("<app>", (m,), "/" + match.group("path"), line, line, None, "nextjs") for m in methods
    )
    return Declared(module.path, "nextjs", (Router("<app>", "", True, 1, 1),), routes)


def read(module: Module, sources: Sources) -> Declared | None:
    """Routes of an app-router file; None for any other."""
    match = _APP_ROUTE.search(module.path)
    known = sources.declared(module.path)
    if match is None and known is not None:
        return _page(module, sources)
    if match is None or known is None:
        return None
    segments = [s for s in match.group("path").split("/") if s and not s.startswith(("(", "@"))]
    path = "/" + "/".join(segments)
    routes = []
    for method in METHODS:
        function = known.functions.get(method)
        value = known.values.get(method)
        node = function if function is not None else value
        if node is None:
            continue
        line = node.line
        end = function.body.line if function is not None and function.body.line <= line + 8 else line
        handler = function if function is not None else None
        routes.append(Route("<app>", (method,), path, line, max(line, end), handler or method, "nextjs"))
    if not routes:
        return None
    return Declared(module.path, "nextjs", (Router("<app>", "", True, 1, 1),), tuple(routes))
