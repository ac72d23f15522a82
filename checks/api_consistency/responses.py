"""What a handler answers: statuses, body keys, and the shape of its errors."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from checks.api_consistency.model import Place
from checks.api_consistency.reading import status_code
from checks.api_consistency.sources import Sources
from checks.syntax.model import (
    Assign,
    Attr,
    Await,
    Block,
    Call,
    Expr,
    ExprStmt,
    Function,
    Literal,
    Mapping,
    Name,
    Node,
    Raise,
    Return,
    Sequence,
    Stmt,
    Template,
    dotted,
    enclosing,
    statement_of,
)

Shape = tuple[tuple[str, "Shape | None"], ...]
"""Keys of an object with the shapes of nested objects."""

_FRAMEWORK_ERRORS = frozenset(
    {
        "HTTPException", "HttpException", "NotFoundException", "BadRequestException", "ForbiddenException",
        "UnauthorizedException", "ConflictException", "UnprocessableEntityException", "InternalServerErrorException",
        "HttpError", "Http404", "RequestValidationError", "GoneException",
    }
)  # fmt: skip
NOT_HTTP = frozenset(
    {
        "ValueError", "TypeError", "KeyError", "RuntimeError", "Exception", "Error", "NotImplementedError", "AssertionError", "LookupError", "IndexError", "RangeError", "StopIteration", "PermissionError", "OSError",
        "AttributeError", "ZeroDivisionError", "TimeoutError", "ConnectionError", "FileNotFoundError",
    }
)  # fmt: skip
_HELPER = re.compile(
    r"(?:^|[._])(?:\w*error\w*|problem\w*|bad_?request|not_?found|conflict|forbidden|unauthorized|unprocessable\w*"
    r"|fail(?:ure)?|respond_?with_?error|api_?error)$",
    re.IGNORECASE,
)
_BODY_CALLS = frozenset(
    {
        "json",
        "send",
        "jsonify",
        "JSONResponse",
        "ORJSONResponse",
        "JsonResponse",
        "Response",
        "json_response",
        "JSON",
    }
)
_LOGGERS = re.compile(
    r"(?:^|\.)(?:log|logger|logging|console|log_\w+|_logger|req\.log|request\.log)(?:\.|$)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Answer:
    """One place where a handler answers. ``via`` is ``inline`` (a body written there), ``framework`` (the framework's
    own exception), ``exception`` (the project's exception), ``helper`` (a function that builds it) or ``abort``."""

    place: Place
    status: int | None
    via: str
    name: str = ""
    shape: Shape | None = None
    in_handler: bool = False
    """Inside an ``except``/``catch`` block."""

    @property
    def is_error(self) -> bool:
        """Whether it tells the client of an error."""
        return self.via in ("framework", "exception", "helper", "abort") or (self.status or 200) >= 400


def shape_of(expr: Expr | None, depth: int = 0) -> Shape | None:
    """Keys of an object literal; None for anything whose keys are not all written out."""
    if (
        isinstance(expr, Call)
        and len(expr.args) == 1
        and dotted(expr.callee) in ("jsonify", "json.dumps", "JSON.stringify", "dict")
    ):
        return shape_of(expr.args[0].value, depth)
    if isinstance(expr, Call) and expr.args and dotted(expr.callee) in ("jsonify", "dict", "flask.jsonify"):
        if all(a.name for a in expr.args):
            return tuple(sorted((a.name or "", shape_of(a.value, depth + 1)) for a in expr.args))
        return None
    if not isinstance(expr, Mapping) or depth > 3 or expr.has_spread():
        return None
    if expr.type_name and not re.search(r"map\[|(?:^|\.)(?:H|M|Map)$", expr.type_name):
        return None  # a struct of Go: its tags name the keys
    found: list[tuple[str, Shape | None]] = []
    for pair in expr.pairs:
        if not (isinstance(pair.key, Literal) and isinstance(pair.key.value, str)):
            return None
        found.append((pair.key.value, shape_of(pair.value, depth + 1)))
    return tuple(sorted(found, key=lambda item: item[0]))


def shown(shape: Shape) -> str:
    """``{error: {code, message}}``."""
    return "{" + ", ".join(k if s is None else f"{k}: {shown(s)}" for k, s in shape) + "}"


def _koa(node: Assign, file: str) -> Answer | None:
    """``ctx.body = {...}`` with the ``ctx.status`` beside it; a status alone where no body stands beside it."""
    name = dotted(node.targets[0]) if node.targets else ""
    if name not in ("ctx.body", "ctx.status", "ctx.response.body", "ctx.response.status"):
        return None
    beside = [
        n
        for n in (node.parent.items if isinstance(node.parent, Block) else ())
        if isinstance(n, Assign) and n.targets
    ]
    if name.endswith("body"):
        given = [n.value for n in beside if dotted(n.targets[0]).endswith("ctx.status")]
        status = status_code(given[-1]) if given else None
        if given and status is None:
            return None
        return Answer(place_of(node, file), status, "inline", "", shape_of(node.value), caught(node))
    if any(dotted(n.targets[0]) in ("ctx.body", "ctx.response.body") for n in beside):
        return None
    return Answer(place_of(node, file), status_code(node.value), "inline", "", None, caught(node))


def answers_of(function: Function, file: str, sources: Sources) -> tuple[Answer, ...]:
    """Every answer that the function itself gives, in source order; nested callbacks count, nested classes do not."""
    found: list[Answer] = []
    own = _reader_of(file)
    for node in sources.nodes_of(function):
        answer: Answer | None = None
        if own is not None:
            answer = own(node, function, file, sources)
        elif isinstance(node, Return):
            answer = _returned(node, file)
        elif isinstance(node, Raise):
            answer = _raised(node, file, sources)
        elif isinstance(node, Call):
            answer = _called(node, file, sources)
        elif isinstance(node, Assign):
            answer = _koa(node, file)
        if answer is not None and not any(
            a.place.line <= answer.place.line
            and answer.place.end_line <= a.place.end_line
            and a.via == answer.via
            for a in found
        ):
            found.append(answer)
    return tuple(found)


def _reader_of(file: str) -> Callable[[Node, Function, str, Sources], Answer | None] | None:
    """What reads the answers of a language whose handlers return them."""
    if file.endswith(".java"):
        from checks.api_consistency.java_answers import java_answer

        return java_answer
    if file.endswith(".cs"):
        from checks.api_consistency.csharp_answers import csharp_answer

        return csharp_answer
    if file.endswith((".rb", ".php")):
        from checks.api_consistency.scripted_answers import php_answer, ruby_answer

        return ruby_answer if file.endswith(".rb") else php_answer
    return None


def sets_status(function: Function) -> bool:
    """Whether the handler sets its status in a statement of its own, so that its answers do not show it."""
    for node in function.body.walk():
        if isinstance(node, Assign) and any(
            isinstance(t, Attr) and t.name in ("status", "statusCode", "status_code") for t in node.targets
        ):
            return True
        if (
            isinstance(node, ExprStmt)
            and isinstance(node.value, Call)
            and isinstance(node.value.callee, Attr)
        ) and node.value.callee.name in ("status", "code", "WriteHeader", "writeHead", "set_status"):
            return True
    return False


def place_of(node: Node, file: str) -> Place:
    """The statement that a node stands in."""
    statement = statement_of(node) if not isinstance(node, Stmt) else node
    if isinstance(statement, Function):
        statement = node
    return Place(file, statement.line, statement.end_line)


def caught(node: Node) -> bool:
    """Whether it stands in an ``except`` or ``catch`` block."""
    from checks.syntax.model import Handler

    return enclosing(node, Handler) is not None


def _returned(node: Return, file: str) -> Answer | None:
    """Python's ``return body, 404`` and ``return {...}``."""
    value = node.value
    if not file.endswith(".py") or value is None:
        return None
    if isinstance(value, Sequence) and value.kind == "tuple" and len(value.items) in (2, 3):
        status = status_code(value.items[1])
        if status is not None:
            body = value.items[0]
            if isinstance(body, Call) and _HELPER.search(dotted(body.callee)) and status >= 400:
                return Answer(
                    place_of(node, file), status, "helper", dotted(body.callee), in_handler=caught(node)
                )
            return Answer(place_of(node, file), status, "inline", "", shape_of(body), caught(node))
        return None
    if isinstance(value, Mapping) or (
        isinstance(value, Call) and dotted(value.callee) in ("jsonify", "flask.jsonify")
    ):
        return Answer(place_of(node, file), None, "inline", "", shape_of(value), caught(node))
    return None


def _raised(node: Raise, file: str, sources: Sources) -> Answer | None:
    value = node.value
    if not isinstance(value, Call):
        return None
    name = dotted(value.callee)
    last = name.rpartition(".")[2]
    known = sources.declared(file) if not file.endswith(".py") else None
    if last in _FRAMEWORK_ERRORS and (
        known is None or known.imports.get(last, ("", 0, ""))[0].startswith("@nestjs/")
    ):
        return Answer(
            place_of(node, file),
            _raised_status(value),
            "framework",
            last,
            _detail(value, last, file),
            caught(node),
        )
    if last in NOT_HTTP or not last[:1].isupper():
        return None
    return Answer(place_of(node, file), _raised_status(value), "exception", last, None, caught(node))


def _raised_status(call: Call) -> int | None:
    for expr in (call.keyword("status_code"), call.positional(0), call.positional(1)):
        status = status_code(expr)
        if status is not None and 100 <= status < 600:
            return status
    return None


def _detail(call: Call, name: str, file: str) -> Shape | None:
    """Body keys of a framework exception."""
    if name == "HTTPException" and file.endswith(".py"):
        detail = call.keyword("detail") or call.positional(1)
        if detail is None or isinstance(detail, (Literal, Template)):
            return (("detail", None),)
        inner = shape_of(detail)
        return None if inner is None else (("detail", inner),)
    first = call.positional(0)
    if isinstance(first, Mapping):
        return shape_of(first)
    if first is None or isinstance(first, (Literal, Template)):
        return (("message", None), ("statusCode", None))
    return None


def _called(call: Call, file: str, sources: Sources) -> Answer | None:
    name = dotted(call.callee)
    last = call.callee.name if isinstance(call.callee, Attr) else name
    if file.endswith(".py"):
        return _python_call(call, name, last, file)
    if file.endswith(".go"):
        found = _go_call(call, name, last, file)
        if found is not None:
            return found
    if last in (
        "sendStatus",
        "end",
        "json",
        "body",
        "text",
        "IndentedJSON",
        "PureJSON",
        "send",
        "JSON",
        "problem",
    ):
        return _javascript_body(call, name, file)
    if last == "next" and isinstance(call.positional(0), Call):
        made = call.positional(0)
        if isinstance(made, Call) and made.new:
            inner = dotted(made.callee)
            if inner not in NOT_HTTP:
                return Answer(
                    place_of(call, file), _raised_status(made), "exception", inner, None, caught(call)
                )
        elif isinstance(made, Call) and _HELPER.search(dotted(made.callee)):
            return Answer(
                place_of(call, file),
                _raised_status(made),
                "exception",
                dotted(made.callee),
                None,
                caught(call),
            )
    if (
        name
        and _HELPER.search(name)
        and not _LOGGERS.search(name)
        and isinstance(call.parent, (Return, Await, Node))
    ):
        first = dotted(call.positional(0))
        if first in ("res", "reply", "response", "c", "ctx", "w"):
            status = next(
                (s for a in call.args if (s := status_code(a.value)) is not None and s >= 400), None
            )
            return Answer(place_of(call, file), status, "helper", name, None, caught(call))
    return None


def _python_call(call: Call, name: str, last: str, file: str) -> Answer | None:
    if last in (
        "JSONResponse",
        "ORJSONResponse",
        "JsonResponse",
        "Response",
        "json_response",
        "make_response",
    ):
        status = status_code(call.keyword("status_code") or call.keyword("status"))
        if last == "make_response" or (last == "Response" and status is None):
            status = status if status is not None else status_code(call.positional(1))
        body = call.keyword("content") or call.keyword("data") or call.positional(0)
        shape = shape_of(body)
        return Answer(place_of(call, file), status, "inline", "", shape, caught(call))
    if name in ("abort", "flask.abort") and call.args:
        return Answer(
            place_of(call, file), status_code(call.positional(0)), "abort", "abort", None, caught(call)
        )
    if isinstance(call.parent, Return) and name and _HELPER.search(name) and not _LOGGERS.search(name):
        status = next((s for a in call.args if (s := status_code(a.value)) is not None and s >= 400), None)
        return Answer(place_of(call, file), status, "helper", name, None, caught(call))
    return None


def _go_call(call: Call, name: str, last: str, file: str) -> Answer | None:
    """``http.Error``, ``c.AbortWithStatusJSON``, and helpers like ``writeJSON(w, status, map[string]any{...})``."""
    if name in ("fiber.NewError", "echo.NewHTTPError") and isinstance(call.parent, Return):
        message: Shape = (("message", None),)
        return Answer(place_of(call, file), status_code(call.positional(0)), "framework", name, message)
    if name == "http.Error":
        plain: Shape = (("plain text", None),)
        return Answer(place_of(call, file), status_code(call.positional(2)), "framework", name, plain)
    if last == "AbortWithStatusJSON":
        return Answer(
            place_of(call, file), status_code(call.positional(0)), "inline", "", shape_of(call.positional(1))
        )
    if name in (
        "w.WriteHeader",
        "c.Status",
        "c.NoContent",
        "c.SendStatus",
        "c.AbortWithStatus",
        "rw.WriteHeader",
    ):
        if isinstance(call.parent, Attr):  # c.Status(404).JSON(...)
            return None
        status = status_code(call.positional(0))
        return None if status is None else Answer(place_of(call, file), status, "inline")
    if (
        dotted(call.positional(0)) in ("w", "c", "ctx", "rw")
        and len(call.args) >= 2
        and not _HELPER.search(name)
        and ("json" in last.lower() or re.match(r"respond|render|write|send|reply", last, re.IGNORECASE))
    ):
        codes = [s for a in call.args if (s := status_code(a.value)) is not None and 100 <= s < 600]
        bodies = [a.value for a in call.args[1:] if isinstance(a.value, Mapping)]
        if codes:
            shape = shape_of(bodies[0]) if bodies else None
            return Answer(place_of(call, file), codes[0], "inline", "", shape)
    return None


def _javascript_body(call: Call, name: str, file: str) -> Answer | None:
    base = call.callee.base if isinstance(call.callee, Attr) else None
    body = call.positional(0)
    status: int | None = None
    if name.endswith(".sendStatus"):
        return Answer(place_of(call, file), status_code(body), "inline", "", None, caught(call))
    if (
        isinstance(base, Call)
        and isinstance(base.callee, Attr)
        and base.callee.name in ("status", "code", "Status")
    ):
        status = status_code(base.positional(0))
        if status is None:
            return None
    elif name in ("NextResponse.json", "Response.json"):
        options = call.positional(1)
        if isinstance(options, Mapping):
            given = options.get("status")
            status = status_code(given)
            if given is not None and status is None:
                return None
    elif name in ("c.body", "c.text", "ctx.body"):
        status = status_code(call.positional(1))
        return Answer(place_of(call, file), status, "inline", "", None, caught(call))
    elif name in ("c.json", "ctx.json", "context.json"):
        second = call.positional(1)
        status = status_code(second)
        if name == "c.json" and status_code(body) is not None:  # gin, echo: c.JSON(404, ...)
            status, body = status_code(body), second
    elif name in ("c.JSON", "ctx.JSON", "c.IndentedJSON", "c.PureJSON"):
        status, body = status_code(body), call.positional(1)
    elif name not in ("res.json", "res.send", "reply.send", "response.json", "response.send"):
        return None
    return Answer(place_of(call, file), status, "inline", "", shape_of(body), caught(call))


__all__ = ["Answer", "Name", "Shape", "answers_of", "shape_of", "shown"]
