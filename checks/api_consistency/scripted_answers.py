"""What a Rails or Laravel action answers: ``render json:``, ``head``, ``response()->json(...)``, ``abort(404)``."""

from __future__ import annotations

from http import HTTPStatus

from checks.api_consistency.reading import status_code
from checks.api_consistency.responses import Answer, caught, place_of, shape_of
from checks.api_consistency.sources import Sources
from checks.syntax.model import Attr, Call, Expr, Function, Literal, Mapping, Node, Return, dotted

_SYMBOLS = {"unprocessable_content": 422, "payload_too_large": 413}


def ruby_answer(node: Node, function: Function, file: str, sources: Sources) -> Answer | None:
    """The answer that a ``render json:`` or ``head`` gives; None for every other node."""
    del function, sources
    if not isinstance(node, Call):
        return None
    name = dotted(node.callee)
    if name == "head":
        return Answer(place_of(node, file), _symbol(node.positional(0)), "inline", "", None, caught(node))
    if name != "render":
        return None
    body = node.keyword("json")
    if body is None:
        return None
    given = node.keyword("status")
    status = _symbol(given)
    if given is not None and status is None:
        return None
    return Answer(place_of(node, file), status, "inline", "", shape_of(body), caught(node))


def _symbol(expr: Expr | None) -> int | None:
    if isinstance(expr, Literal) and isinstance(expr.value, str):
        if expr.value in _SYMBOLS:
            return _SYMBOLS[expr.value]
        try:
            return HTTPStatus[expr.value.upper()].value
        except KeyError:
            return None
    return status_code(expr)


def php_answer(node: Node, function: Function, file: str, sources: Sources) -> Answer | None:
    """The answer that a return or an ``abort`` gives; None for every other node."""
    del function, sources
    if isinstance(node, Call) and dotted(node.callee) in ("abort", "abort_if", "abort_unless"):
        position = 0 if dotted(node.callee) == "abort" else 1
        status = status_code(node.positional(position))
        return Answer(place_of(node, file), status, "abort", "abort", None, caught(node))
    if not isinstance(node, Return) or not isinstance(node.value, Call):
        return None
    call = node.value
    name = dotted(call.callee)
    if isinstance(call.callee, Attr) and call.callee.name == "setStatusCode":
        return Answer(place_of(node, file), status_code(call.positional(0)), "inline", "", None, caught(node))
    if name in ("response().json", "Response.json") or (
        call.new and name.rpartition(".")[2] == "JsonResponse"
    ):
        given = call.positional(1) or call.keyword("status")
        status = status_code(given)
        if given is not None and status is None:
            return None
        body = call.positional(0)
        return Answer(
            place_of(node, file),
            status,
            "inline",
            "",
            shape_of(body) if isinstance(body, Mapping) else None,
            caught(node),
        )
    if name == "response().noContent":
        return Answer(place_of(node, file), 204, "inline", "", None, caught(node))
    if name == "response":
        return Answer(place_of(node, file), status_code(call.positional(1)), "inline", "", None, caught(node))
    return None
