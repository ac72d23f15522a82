"""Profilers and debug modes of Go services."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.syntax import model as m
from checks.syntax.flow import Flow

_PROFILED = "`net/http/pprof` is served to everyone who reaches this port"
_APART = re.compile(r"(?i)admin|debug|internal|private|ops|diag|metrics|monitor|auth|prof")
_GUARDED = re.compile(r"(?i)\.Use\([^\n]*(?:auth|admin|require|internal|jwt|token)|BasicAuth")


def debug_calls(flow: Flow) -> Iterator[tuple[m.Node, bool, str]]:
    """(node, whether it is a defect, what is on) of every place that switches a profiler or a debug mode on or off."""
    yield from _default_mux(flow)
    for call in flow.calls():
        resolved = flow.resolve(call.callee)
        name = resolved.rpartition(".")[2]
        if resolved == "github.com/gin-gonic/gin.SetMode":
            mode = call.positional(0)
            on = mode is not None and (
                flow.resolve(mode).endswith("gin.DebugMode") or flow.constant(mode) == "debug"
            )
            yield call, on, "Gin runs in debug mode"
        elif name == "Register" and resolved.startswith("github.com/gin-contrib/pprof"):
            yield call, _open(flow, call, call.positional(0)), _PROFILED
        elif name == "Mount" and isinstance(call.callee, m.Attr) and len(call.args) == 2:
            what = call.args[1].value
            if isinstance(what, m.Call) and re.search(
                r"go-chi/chi/?\w*/middleware\.Profiler$", flow.resolve(what.callee)
            ):
                yield call, _open(flow, call, call.callee.base), _PROFILED
    for assign in flow.module.every(m.Assign):
        target = assign.targets[0] if len(assign.targets) == 1 else None
        if (
            isinstance(target, m.Attr)
            and target.name == "Debug"
            and re.match(r"github\.com/labstack/echo(?:/v\d+)?\.New\(\)", flow.resolve(target.base))
        ):
            on = flow.constant(assign.value) is True
            yield assign, on, "Echo answers errors with their internal text"


def _open(flow: Flow, call: m.Call, router: m.Node | None) -> bool:
    """Whether the router that serves the profiles is one for everybody."""
    if not isinstance(router, m.Name) or _APART.search(router.id):
        return False
    function = m.enclosing(call, m.Function)
    if function is None:
        return True
    return not (_GUARDED.search(flow.module.text(function)) or _APART.search(m.function_name(function)))


def _default_mux(flow: Flow) -> Iterator[tuple[m.Node, bool, str]]:
    """Servers of the default mux, where the import of ``net/http/pprof`` puts its pages."""
    profiled = profiler_import(flow) is not None
    for call in flow.calls():
        if flow.resolve(call.callee) in ("net/http.ListenAndServe", "net/http.ListenAndServeTLS"):
            shown = _nothing(call.args[-1].value if call.args else None)
            yield call, shown and profiled and not _local(flow, call.positional(0)), _PROFILED
    if not profiled:
        return
    for server in flow.module.every(m.Mapping):
        if server.type_name.lstrip("&*") == "http.Server" and server.get("Addr") is not None:
            handler = server.get("Handler")
            shown = handler is None or _nothing(handler) or m.dotted(handler) == "http.DefaultServeMux"
            yield server, shown and not _local(flow, server.get("Addr")), _PROFILED


def profiler_import(flow: Flow) -> m.Import | None:
    """The import that puts the profiler's pages on the default mux."""
    return next((i for i in flow.imports() if i.module == "net/http/pprof"), None)


def _nothing(handler: m.Node | None) -> bool:
    return (isinstance(handler, m.Name) and handler.id == "nil") or (
        isinstance(handler, m.Literal) and handler.value is None
    )


def _local(flow: Flow, address: m.Expr | None) -> bool:
    text = flow.constant(address)
    return isinstance(text, str) and text.startswith(("localhost:", "127.0.0.1:", "[::1]:"))
