"""What an ASP.NET Core handler answers: ``Ok(...)``, ``Results.Created(...)``, ``StatusCode(409, ...)``."""

from __future__ import annotations

from checks.api_consistency.reading import status_code
from checks.api_consistency.responses import Answer, Shape, caught, place_of, shape_of
from checks.api_consistency.schemas import fields_of_class
from checks.api_consistency.sources import Sources
from checks.syntax.model import (
    Call,
    Conditional,
    Expr,
    Function,
    Literal,
    Mapping,
    Node,
    Return,
    dotted,
    enclosing,
)

_STATUS = {
    "Ok": 200, "Json": 200, "Created": 201, "CreatedAtAction": 201, "CreatedAtRoute": 201, "Accepted": 202,
    "AcceptedAtAction": 202, "NoContent": 204, "BadRequest": 400, "Unauthorized": 401, "Forbid": 403, "NotFound": 404,
    "Conflict": 409, "UnprocessableEntity": 422, "InternalServerError": 500,
}  # fmt: skip


def csharp_answer(node: Node, function: Function, file: str, sources: Sources) -> Answer | None:
    """The answer that a return gives; None for every other node."""
    if not isinstance(node, Return) or node.value is None or enclosing(node, Function) is not function:
        return None
    found = _built(node.value, node, file, sources)
    if isinstance(node.value, Conditional):
        ways = [_built(v, node, file, sources) for v in (node.value.then, node.value.other)]
        found = next((w for w in ways if w is not None and not w.is_error), None)
    return found


def _built(value: Expr, node: Return, file: str, sources: Sources) -> Answer | None:
    if not isinstance(value, Call):
        return None
    owner, _, name = dotted(value.callee).rpartition(".")
    if owner not in ("", "Results", "TypedResults", "this", "base"):
        return None
    place = place_of(node, file)
    if name in ("Problem", "ValidationProblem"):
        told = status_code(value.keyword("statusCode")) or (400 if name == "ValidationProblem" else 500)
        return Answer(place, told, "framework", "Problem", (("problem", None),), caught(node))
    if name == "StatusCode":
        status = status_code(value.positional(0))
        body = value.positional(1)
        return (
            None
            if status is None
            else Answer(place, status, "inline", "", _shape(body, file, sources), caught(node))
        )
    if name not in _STATUS:
        return None
    body = value.args[-1].value if value.args else None
    return Answer(place, _STATUS[name], "inline", "", _shape(body, file, sources), caught(node))


def _shape(body: Expr | None, file: str, sources: Sources) -> Shape | None:
    if isinstance(body, Literal) and isinstance(body.value, str):
        return (("plain text", None),)
    if isinstance(body, Mapping) and not body.type_name:
        return shape_of(body)
    name = body.type_name if isinstance(body, Mapping) else ""
    if isinstance(body, Call) and body.new:
        name = dotted(body.callee)
    found = sources.cls(file, name) if name else None
    fields = fields_of_class(found[1], found[0], sources, "response") if found is not None else None
    return tuple(sorted((f.name, None) for f in fields)) if fields else None
