"""Answers that Java's web frameworks give where an error is handled: what stands in them, and with which status."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checks.error_handling.handlers import handlers
from checks.syntax import model as m
from checks.views import FileView

_MAPPERS = re.compile(r"(?:^|\.)(?:ExceptionHandler|ServerExceptionMapper|Error)$")
_RESPONSE = re.compile(
    r"^(?:[\w.]*\.)?(?:ResponseEntity|Response|ServerResponse|HttpResponse|ProblemDetail|RestResponse)(?:\.|$|\()"
)
_WRITES = re.compile(
    r"(?:^|\.)(?:sendError|getWriter\(\)\.(?:write|print|println|append|printf)|getOutputStream\(\)\.(?:write|print|println))$|^(?:ctx|context)\.(?:json|result|html)$|\.response\(\)(?:\.\w+\(\))*\.end$"
)
_RAISED = re.compile(
    r"(?:ResponseStatusException|WebApplicationException|InternalServerErrorException|HttpStatusException)$"
)
_NAMED = {
    "OK": 200, "CREATED": 201, "ACCEPTED": 202, "NO_CONTENT": 204, "BAD_REQUEST": 400, "UNAUTHORIZED": 401, "FORBIDDEN": 403, "NOT_FOUND": 404,
    "CONFLICT": 409, "GONE": 410, "UNPROCESSABLE_ENTITY": 422, "UNPROCESSABLE_CONTENT": 422, "TOO_MANY_REQUESTS": 429, "INTERNAL_SERVER_ERROR": 500,
    "NOT_IMPLEMENTED": 501, "BAD_GATEWAY": 502, "SERVICE_UNAVAILABLE": 503, "GATEWAY_TIMEOUT": 504,
}  # fmt: skip
_SHORT = {
    "ok": 200, "created": 201, "accepted": 202, "badRequest": 400, "notFound": 404, "unprocessableEntity": 422, "internalServerError": 500,
    "serverError": 500, "unauthorized": 401,
}  # fmt: skip
_STATUS = re.compile(
    r"\b(?:HttpStatus|Status|HttpServletResponse|HttpStatusCode)\.(?:SC_)?([A-Z_]+)\b|\bstatus\(\s*(\d{3})|sendError\(\s*(\d{3})|setStatus\(\s*(\d{3})"
)


@dataclass(frozen=True, slots=True)
class ErrorContext:
    """Code that runs because something failed: a catch block, or a method that maps exceptions to answers."""

    body: m.Block
    name: str
    """The variable that holds the exception."""
    types: tuple[str, ...]
    function: m.Function | None
    mapper: bool
    broad: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: the statement it stands in, and what goes into it."""

    statement: m.Node
    parts: tuple[m.Node, ...]
    status: int | None
    """None where the code does not show it."""
    plain: bool
    """A value that the framework turns into an answer, with status 200 unless the method says another."""


def contexts(view: FileView) -> Iterator[ErrorContext]:
    """Every error context of the file."""
    for handler in handlers(view.flow):
        function = m.enclosing(handler.node, m.Function)
        yield ErrorContext(handler.body, handler.name, handler.types, function, False, handler.broad)
    for function in view.flow.functions():
        types = _mapped(function)
        if types is not None:
            param = next((p for p in function.params if _is_error(p.annotation)), None)
            named = types or ((param.annotation.rpartition(".")[2],) if param is not None else ())
            broad = any(t in ("Exception", "Throwable", "RuntimeException") for t in named)
            yield ErrorContext(
                function.body, param.name if param is not None else "", named, function, True, broad
            )


def _is_error(annotation: str) -> bool:
    return bool(re.search(r"(?:Exception|Throwable|Error)$", annotation))


def _mapped(function: m.Function) -> tuple[str, ...] | None:
    """Exception types that a method answers for; None when it is no such method."""
    for decorator in function.decorators:
        target = decorator.callee if isinstance(decorator, m.Call) else decorator
        if _MAPPERS.search(m.dotted(target)):
            named = [n for n in decorator.walk() if isinstance(n, m.Attr) and n.name == "class"]
            return tuple(m.dotted(n.base).rpartition(".")[2] for n in named)
    if (
        function.name == "toResponse"
        and len(function.params) == 1
        and _is_error(function.params[0].annotation)
    ):
        return ()
    return None


def is_route(view: FileView, function: m.Function | None) -> bool:
    """Whether a method answers requests by its annotations."""
    routes = view.flow.sources.route_decorators
    return (
        function is not None
        and routes is not None
        and any(
            routes.search(m.dotted(d.callee if isinstance(d, m.Call) else d)) for d in function.decorators
        )
    )


def answers(view: FileView, context: ErrorContext) -> Iterator[Answer]:
    """The answers of a context, those of nested handlers left out."""
    plain_counts = context.mapper or (is_route(view, context.function) and _in_rest_class(context.function))
    for node in context.body.walk_scope():
        if _in_nested(context, node):
            continue
        if isinstance(node, m.Return) and node.value is not None:
            written = _written(node.value)
            if _RESPONSE.match(written) or (
                isinstance(node.value, m.Call) and node.value.new and "ResponseEntity" in written
            ):
                yield Answer(node, (node.value,), status_of(view, node.value, context), False)
            elif plain_counts and not isinstance(node.value, m.Name):
                yield Answer(node, (node.value,), _declared(context.function), True)
        elif isinstance(node, m.Call):
            written = m.dotted(node.callee)
            if _WRITES.search(written):
                yield Answer(
                    m.statement_of(node),
                    tuple(a.value for a in node.args),
                    status_of(view, node, context),
                    False,
                )
            elif (
                written.endswith(".printStackTrace")
                and node.args
                and "getWriter"
                in m.dotted(
                    node.args[0].value.callee
                    if isinstance(node.args[0].value, m.Call)
                    else node.args[0].value
                )
            ):
                yield Answer(m.statement_of(node), (node,), None, False)
        elif (
            isinstance(node, m.Raise)
            and isinstance(node.value, m.Call)
            and _RAISED.search(m.dotted(node.value.callee))
        ):
            yield Answer(
                node, tuple(a.value for a in node.value.args[:2]), status_of(view, node.value, context), False
            )


def _in_nested(context: ErrorContext, node: m.Node) -> bool:
    inner = next((n for n in node.ancestors() if isinstance(n, m.Handler)), None)
    return inner is not None and inner.body is not context.body and inner.start >= context.body.start


def _in_rest_class(function: m.Function | None) -> bool:
    owner = None if function is None else m.enclosing(function, m.Class)
    return owner is not None and not any(m.dotted(d) == "Controller" for d in owner.decorators)


def _written(value: m.Expr) -> str:
    """The name that a chain of calls starts with."""
    names: list[str] = []
    current: m.Node = value
    while isinstance(current, (m.Attr, m.Call)):
        if isinstance(current, m.Attr):
            names.append(current.name)
            current = current.base
        else:
            current = current.callee
    if isinstance(current, m.Name):
        names.append(current.id)
    return ".".join(reversed(names))


def status_of(view: FileView, node: m.Node, context: ErrorContext | None = None) -> int | None:
    """The status that an answer states; None where it is not shown."""
    assert view.module is not None
    text = view.module.text(node)
    found = _STATUS.search(text)
    if found:
        name = found.group(1)
        return _NAMED.get(name) if name else int(next(g for g in found.groups()[1:] if g))
    short = re.match(
        r"\s*(?:\w+\.)*(?:ResponseEntity|Response|ServerResponse|HttpResponse|RestResponse)\s*\.\s*(\w+)\(",
        text,
    )
    if short:
        return _SHORT.get(short.group(1))
    if context is not None and isinstance(node, m.Call) and "getWriter" in m.dotted(node.callee):
        before = view.module.source[context.body.start : node.start].decode("utf-8", "replace")
        set_before = _STATUS.search(before)
        if set_before:
            name = set_before.group(1)
            return _NAMED.get(name) if name else int(next(g for g in set_before.groups()[1:] if g))
        return None if "setStatus(" in before or "sendError(" in before else 200
    return None


def _declared(function: m.Function | None) -> int | None:
    """200, or what ``@ResponseStatus`` of the method or of its class says."""
    owner = None if function is None else m.enclosing(function, m.Class)
    for holder in (function, owner):
        for decorator in () if holder is None else holder.decorators:
            if isinstance(decorator, m.Call) and m.dotted(decorator.callee).endswith(
                ("ResponseStatus", "Status")
            ):
                names = [
                    n.name if isinstance(n, m.Attr) else n.id
                    for n in decorator.walk()
                    if isinstance(n, (m.Attr, m.Name))
                ]
                return next((_NAMED[n] for n in names if n in _NAMED), None)
    return 200
