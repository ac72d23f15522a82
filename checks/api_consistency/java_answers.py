"""What a Java handler answers: Spring's ``ResponseEntity``, JAX-RS's ``Response``, and the exceptions of both."""

from __future__ import annotations

from http import HTTPStatus

from checks.api_consistency.reading import status_code
from checks.api_consistency.responses import NOT_HTTP, Answer, Shape, caught, place_of, shape_of
from checks.api_consistency.schemas import fields_of_class
from checks.api_consistency.sources import Sources
from checks.syntax.model import (
    Attr,
    Call,
    Expr,
    Function,
    Literal,
    Name,
    Node,
    Raise,
    Return,
    dotted,
    enclosing,
)

_STARTS = {
    "ok": 200, "created": 201, "accepted": 202, "noContent": 204, "badRequest": 400, "notFound": 404,
    "unprocessableEntity": 422, "internalServerError": 500, "serverError": 500, "of": 200, "ofNullable": 200,
    "notModified": 304, "seeOther": 303, "temporaryRedirect": 307, "conflict": 409,
}  # fmt: skip
_BUILDERS = frozenset({"ResponseEntity", "Response", "RestResponse", "ServerResponse"})
_BODY = frozenset({"body", "entity", "bodyValue"})
_FRAMEWORK = {
    "NotFoundException": 404, "BadRequestException": 400, "ForbiddenException": 403, "NotAuthorizedException": 401,
    "NotAllowedException": 405, "ClientErrorException": None, "ServerErrorException": None,
    "InternalServerErrorException": 500, "WebApplicationException": None, "ServiceUnavailableException": 503,
}  # fmt: skip
"""Exceptions of ``jakarta.ws.rs`` that carry a status."""


def java_answer(node: Node, function: Function, file: str, sources: Sources) -> Answer | None:
    """The answer that a return or a throw gives; None for every other node."""
    if isinstance(node, Call) and node.new and isinstance(node.parent, Return):  # orElseThrow(() -> new ...)
        if enclosing(node, Function) is not function and dotted(node.callee).endswith("Exception"):
            return _made(node, node, file, sources)
        return None
    if enclosing(node, Function) is not function:
        return None
    if isinstance(node, Raise):
        return _thrown(node, file, sources)
    if not isinstance(node, Return) or node.value is None:
        return None
    built = _built(node.value)
    if built is None:
        return _plain(node, function, file)
    status, body = built
    place = place_of(node, file)
    shape = body_shape(body, file, sources)
    return Answer(place, status, "inline", "", shape, caught(node))


def _plain(node: Return, function: Function, file: str) -> Answer | None:
    """``return service.create(request)`` in a method that answers with the body itself."""
    returns = function.returns
    if any(b in returns for b in _BUILDERS) or not returns:
        return None
    return Answer(place_of(node, file), None, "inline", "", None, caught(node))


def _built(value: Expr) -> tuple[int | None, Expr | None] | None:
    """Status and body of a builder chain, or of ``new ResponseEntity<>(body, status)``."""
    if isinstance(value, Call) and value.new and dotted(value.callee).partition("<")[0] == "ResponseEntity":
        given = [status_code(a.value) for a in value.args]
        status = next((s for s in reversed(given) if s is not None), None)
        return (status or 200), (value.positional(0) if len(value.args) > 1 else None)
    chain: list[Call] = []
    current: Expr = value
    while isinstance(current, Call) and isinstance(current.callee, Attr):
        chain.append(current)
        current = current.callee.base
    if (
        not chain
        or not isinstance(current, (Name, Attr))
        or dotted(current).rpartition(".")[2] not in _BUILDERS
    ):
        return None
    first = chain[-1]
    name = first.callee.name if isinstance(first.callee, Attr) else ""
    if name == "status":
        status = status_code(first.positional(0))
        if status is None:
            return None
    elif name in _STARTS:
        status = _STARTS[name]
    else:
        return None
    body: Expr | None = first.positional(0) if name in ("ok", "of") else None
    for call in chain[:-1]:
        if isinstance(call.callee, Attr) and call.callee.name in _BODY:
            body = call.positional(0)
        elif isinstance(call.callee, Attr) and call.callee.name == "status":
            status = status_code(call.positional(0)) or status
    return status, body


def _thrown(node: Raise, file: str, sources: Sources) -> Answer | None:
    return _made(node.value, node, file, sources) if isinstance(node.value, Call) else None


def _made(value: Call, node: Node, file: str, sources: Sources) -> Answer | None:
    """The answer that an exception stands for."""
    name = dotted(value.callee).rpartition(".")[2]
    if name == "ResponseStatusException":
        status = status_code(value.positional(0))
        return Answer(place_of(node, file), status, "framework", name, (("detail", None),), caught(node))
    if name in _FRAMEWORK and sources.cls(file, name) is None:
        status = _FRAMEWORK[name]
        for arg in value.args:
            status = status_code(arg.value) or status
        return Answer(place_of(node, file), status, "exception", name, None, caught(node))
    if name in NOT_HTTP or name.startswith(("Illegal", "Unsupported")) or not name.endswith("Exception"):
        return None
    return Answer(place_of(node, file), None, "exception", name, None, caught(node))


def body_shape(expr: Expr | None, file: str, sources: Sources) -> Shape | None:
    """Keys of ``Map.of("code", ...)``, or of an object of a class of this repository that is made in place."""
    if not isinstance(expr, Call):
        return (("plain text", None),) if _is_text(expr) else shape_of(expr)
    name = dotted(expr.callee)
    if name in ("Map.of", "ImmutableMap.of"):
        keys = [
            a.value.value
            for a in expr.args[::2]
            if isinstance(a.value, Literal) and isinstance(a.value.value, str)
        ]
        if not keys or len(keys) * 2 != len(expr.args):
            return None
        values = [
            body_shape(a.value, file, sources) if isinstance(a.value, Call) else None for a in expr.args[1::2]
        ]
        return tuple(sorted(zip(keys, values, strict=True), key=lambda item: item[0]))
    if name in ("Collections.singletonMap", "Map.entry") and isinstance(expr.positional(0), Literal):
        key = expr.positional(0)
        return ((str(key.value), None),) if isinstance(key, Literal) else None
    owner = name if expr.new else name.rpartition(".")[0]
    if not owner or not owner.rpartition(".")[2][:1].isupper():
        return None
    found = sources.cls(file, owner.partition("<")[0])
    if found is None:
        return None
    fields = fields_of_class(found[1], found[0], sources, "response")
    return tuple(sorted((f.name, None) for f in fields)) if fields else None


def _is_text(expr: Expr | None) -> bool:
    return isinstance(expr, Literal) and isinstance(expr.value, str)


def default_status(framework: str, function: Function) -> int | None:
    """The status of a handler that returns its body as it is."""
    if any(b in function.returns for b in _BUILDERS):
        return None
    if framework == "jaxrs" and function.returns in ("void", ""):
        return HTTPStatus.NO_CONTENT.value
    return HTTPStatus.OK.value
