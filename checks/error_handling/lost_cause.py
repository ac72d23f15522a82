"""A new error raised in a handler without the one that caused it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.error_handling import go_lost_cause, rust_errors
from checks.error_handling.cause_suggestions import (
    OWN_CAUSE,
    cause_suggestion,
    from_suggestion,
    rethrow_suggestion,
    takes_cause,
)
from checks.error_handling.error_types import TYPED
from checks.error_handling.handler_calls import mentions
from checks.error_handling.handlers import ErrorHandler, handlers
from checks.error_handling.lost_cause_examples import BAD, GOOD
from checks.error_handling.translations import only_translates
from checks.report import Severity
from checks.rules import Defect, Rule, Site
from checks.syntax import model as m
from checks.views import FileView

_HTTP = re.compile(
    r"(?:HTTPException|Http404|HTTPError|NotFound|BadRequest|Forbidden|Unauthorized|Conflict|UnprocessableEntity|ValidationError|PermissionDenied|NotAuthenticated"
    r"|ParseError|APIException|abort|HttpException|\w*(?:Http|HTTP)\w*(?:Error|Exception)|BadRequestException|NotFoundException|ForbiddenException|UnauthorizedException"
    r"|ConflictException|UnprocessableEntityException|createError|Boom|GraphQLError|TRPCError|Exit|SystemExit|ClickException|UsageError|BadParameter|SkipTest|StopIteration"
    r"|(?:InternalServerError|ServiceUnavailable|BadGateway|GatewayTimeout|RequestTimeout|NotAcceptable|PayloadTooLarge|PreconditionFailed)Exception"
    r"|CommandError|Abort|Redirect\w*)$"
)
_SECRET = re.compile(r"secret|token|credential|password|leak|sensitive|key", re.IGNORECASE)


def check(view: FileView) -> Iterator[Site]:
    """Every raise inside a handler is a site; one of a new error that does not carry the caught one is a finding."""
    if view.module is None:
        return
    if view.language == "go":
        yield from go_lost_cause.sites(view)
        return
    judge = _python if view.language == "python" else _typed if view.language in TYPED else _javascript
    if view.language == "ruby":
        return  # Ruby sets the cause by itself
    if view.language == "rust":
        yield from rust_errors.lost_causes(view)
        return
    for handler in handlers(view.flow):
        for node in handler.body.walk_scope():
            if isinstance(node, m.Raise) and node.value is not None and _is_own(handler, node):
                yield view.site(node, None if _known_case(handler, node) else judge(view, handler, node))


_CODES = re.compile(
    r"^(?:code|status|statusCode|status_code|errno|number|Number|name|sqlState|sqlstate|pgcode|getErrorCode|getSQLState|getStatusCode|StatusCode|SqlState|getCode|ErrorCode)$"
)


def _known_case(handler: ErrorHandler, node: m.Raise) -> bool:
    """``if (err.code === "P2002") throw new ConflictError(...)``: the new error says all that the code said."""
    if (
        not handler.name
        or not isinstance(node.value, m.Call)
        or any(mentions(a.value, handler.name) for a in node.value.args)
    ):
        return False
    for parent in node.ancestors():
        if parent is handler.node:
            return False
        if isinstance(parent, m.If) and parent.body.start <= node.start < parent.body.end:
            for test in parent.test.walk():
                if (
                    isinstance(test, m.Binary)
                    and test.op in ("==", "===", "in")
                    and _asks_code(test, handler.name)
                ):
                    return True
                if (
                    isinstance(test, m.Call)
                    and isinstance(test.callee, m.Attr)
                    and test.callee.name in ("equals", "Equals", "includes")
                    and _asks_code(test, handler.name)
                ):
                    return True
    return False


def _asks_code(test: m.Node, name: str) -> bool:
    return any(isinstance(n, m.Attr) and _CODES.match(n.name) and _root(n) == name for n in test.walk())


def _is_own(handler: ErrorHandler, node: m.Raise) -> bool:
    """Whether the raise belongs to this handler, not to a handler nested in it."""
    inner = next((n for n in node.ancestors() if isinstance(n, m.Handler)), None)
    return inner is None or inner is handler.node or inner.start < handler.node.start


def _python(view: FileView, handler: ErrorHandler, node: m.Raise) -> Defect | None:
    value = node.value
    if node.cause is not None or _is_caught(value, handler.name):
        return None
    if isinstance(value, m.Name) and not value.id[:1].isupper():
        return None  # an error object made before, chained where it was made
    if _boundary_error(view, value) and (handler.deeds.logs or _client_error(view, value)):
        return None
    if _comment_excuses(view, node) or _keeps(value, handler.name):
        return None
    if not handler.broad and _STATUS_NAMED.search(
        m.dotted(value.callee if isinstance(value, m.Call) else value)
    ):
        return None
    if only_translates(view.flow, handler, value):
        return None
    raised = view.flow.resolve(value) or "a new error"
    name = handler.name or "error"
    raised = raised.removesuffix("()").removeprefix("./").rpartition(".")[2]
    message = f"`{raised}` is raised without `from {name}`: the cause is not marked as such."
    return Defect(message, fix=f"Write `raise ... from {name}`, or `from None` to hide it on purpose.",
                  suggestion=from_suggestion(view, handler, node))  # fmt: skip


_STATUS_NAMED = re.compile(
    r"(?:BadRequest|NotFound|Conflict|Forbidden|Unauthori[sz]ed|UnprocessableEntity|MethodNotAllowed|TooManyRequests)(?:Error|Exception)?$"
)
"""The program's own names for the answers 4xx."""


def _keeps(value: m.Expr | None, name: str) -> bool:
    """``raise SearchError(message, error)``, ``raise SearchError(cause=error)``, ``raise wrapped(error)``: the error itself is kept."""
    if not isinstance(value, m.Call) or not name:
        return False
    made = m.dotted(value.callee).rpartition(".")[2]
    alone = len(value.args) == 1 and not value.args[0].name and made[:1].isupper()
    return not alone and any(isinstance(a.value, m.Name) and a.value.id == name for a in value.args)


def _javascript(view: FileView, handler: ErrorHandler, node: m.Raise) -> Defect | None:
    value = node.value
    if not isinstance(value, m.Call) or _is_caught(value, handler.name):
        return None
    if handler.name and any(_carries(a.value, handler.name) for a in value.args):
        return None
    if not handler.name and handler.commented:
        return None
    if _boundary_error(view, value) and (handler.deeds.logs or _client_error(view, value)):
        return None
    if _comment_excuses(view, node) or _not_installed(view, value):
        return None
    raised = m.dotted(value.callee) or "a new error"
    name = handler.name or "err"
    message = f"`{raised}` is thrown without the error that caused it; its message and stack are lost."
    extra = f"{{ cause: {handler.name} }}" if raised in OWN_CAUSE["javascript"] else ""
    return Defect(
        message,
        fix=f"Pass it on: `new {raised}(message, {{ cause: {name} }})`.",
        suggestion=cause_suggestion(view, handler, node, value, extra),
    )


def _not_installed(view: FileView, value: m.Call) -> bool:
    """``throw new Error("run npm install pg")``: an optional package is missing, there is no more to say."""
    assert view.module is not None
    return bool(re.search(r"(?i)\binstall|NotInstalled", view.module.text(value)))


_CLIENT_MISTAKE = re.compile(
    r"(?:NotFound|DoesNotExist|NoSuch|BadRequest|Conflict|Unauthori[sz]ed|Forbidden|AccessDenied|Validation|AlreadyExists|Duplicate|ResponseStatus|WebApplication|HttpResponse"
    r"|BadCredentials|Authentication\w*|Unprocessable\w*|TooManyRequests|Http\w*|BadHttpRequest|Invalid(?:Request|Input|Token|Credentials))(?:Exception|Error)?$"
)
_TEXT_CALLS = re.compile(
    r"(?:^|\.)(?:format|Format|formatted|concat|Concat|valueOf|sprintf|toString|ToString|of|strval|getMessage)$"
)
_CAUSES = frozenset(
    {"getCause", "cause", "InnerException", "getTargetException", "getPrevious", "getRootCause", "getUndeclaredThrowable", "GetBaseException",
     "SourceException", "unwrap"}
)  # fmt: skip


def _typed(view: FileView, handler: ErrorHandler, node: m.Raise) -> Defect | None:
    value = node.value
    if isinstance(value, m.Name):
        return _thrown_again(view, handler, node, value)
    if not isinstance(value, m.Call) or _is_caught(value, handler.name):
        return None
    made = m.dotted(value.callee)
    if not value.new and not (view.language == "kotlin" and made.rpartition(".")[2][:1].isupper()):
        return None  # a function of the program's own, which may keep the cause
    if handler.name and any(_hands_on(a.value, handler.name) for a in value.args):
        return None
    name = made.rpartition(".")[2]
    if _CLIENT_MISTAKE.search(name) and (_client_error(view, value) or handler.deeds.logs):
        return None
    if _comment_excuses(view, node) or (not handler.name and handler.commented):
        return None
    cause = handler.name or ("ex" if view.language == "csharp" else "e")
    shown = f"${cause}" if view.language == "php" else cause
    return Defect(
        f"`{name}` is thrown without the exception that caused it; its message and stack are lost.",
        fix=f"Pass it on as the cause: `{'new ' if view.language != 'kotlin' else ''}{name}(message, {_place(view.language)}{shown})`.",
        suggestion=cause_suggestion(
            view,
            handler,
            node,
            value,
            f"{_place(view.language)}{shown}" if takes_cause(view, name) else "",
        ),
    )


def _place(language: str) -> str:
    return "previous: " if language == "php" else ""


def _thrown_again(view: FileView, handler: ErrorHandler, node: m.Raise, value: m.Name) -> Defect | None:
    """C#'s ``throw ex;`` starts the stack anew; elsewhere throwing the caught error again is fine."""
    if view.language != "csharp" or value.id != handler.name or not handler.name:
        return None
    if any(
        isinstance(n, m.Assign) and value.id in [m.dotted(t) for t in n.targets]
        for n in handler.body.walk_scope()
    ):
        return None
    return Defect(
        f"`throw {value.id};` starts the stack trace anew here; where the error came from is lost.",
        fix="Write `throw;` to raise the same exception again with its stack.",
        key="rethrow",
        suggestion=rethrow_suggestion(view, node, value.id),
    )


def _hands_on(expr: m.Node, name: str) -> bool:
    """Whether an argument hands the exception object on, or the cause in it, not just its text."""
    if isinstance(expr, m.Name):
        return expr.id == name
    if isinstance(expr, m.Attr):
        return expr.name in _CAUSES and _root(expr) == name
    if isinstance(expr, m.Call):
        if isinstance(expr.callee, m.Attr) and expr.callee.name in _CAUSES and _root(expr.callee) == name:
            return True
        return not _TEXT_CALLS.search(m.dotted(expr.callee)) and any(
            _hands_on(a.value, name) for a in expr.args
        )
    if isinstance(expr, m.Conditional):
        return _hands_on(expr.then, name) or _hands_on(expr.other, name)
    if isinstance(expr, m.Binary) and expr.op in ("??", "?:", "or"):
        return _hands_on(expr.left, name) or _hands_on(expr.right, name)
    if isinstance(expr, (m.Mapping, m.Sequence, m.Opaque)):
        return any(_hands_on(c.value if isinstance(c, m.Pair) else c, name) for c in expr.children())
    return False


def _root(expr: m.Node) -> str:
    while isinstance(expr, (m.Attr, m.Call)):
        expr = expr.base if isinstance(expr, m.Attr) else expr.callee
    return expr.id if isinstance(expr, m.Name) else ""


def _carries(expr: m.Node, name: str) -> bool:
    """Whether an argument hands the error object itself on (``{ cause: err }``, ``err``), not just its message."""
    if isinstance(expr, m.Name):
        return expr.id == name
    if isinstance(expr, m.Mapping):
        return any(_carries(p.value, name) for p in expr.pairs)
    if isinstance(expr, m.Call):
        return any(_carries(a.value, name) for a in expr.args)
    if isinstance(expr, (m.Conditional, m.Binary)):
        return any(_carries(c, name) for c in expr.children())
    return isinstance(expr, m.Spread) and _carries(expr.value, name)


def _is_caught(value: m.Expr | None, name: str) -> bool:
    """``raise error``, ``throw err.cause``, ``raise error.with_traceback(tb)``: still the caught one."""
    while isinstance(value, (m.Attr, m.Call)):
        value = value.base if isinstance(value, m.Attr) else value.callee
    return isinstance(value, m.Name) and value.id == name and bool(name)


def _boundary_error(view: FileView, value: m.Expr | None) -> bool:
    target = value.callee if isinstance(value, m.Call) else value
    return bool(_HTTP.search(m.dotted(target) or view.flow.resolve(target)))


def _client_error(view: FileView, value: m.Expr | None) -> bool:
    """A framework's 4xx: the client's mistake is told to the client, there is no cause worth a trace."""
    if not isinstance(value, m.Call):
        return True
    for arg in [*value.args[:2], *(a for a in value.args if a.name in ("status_code", "code", "status"))]:
        status = view.flow.constant(arg.value)
        written = m.dotted(arg.value)
        if isinstance(status, int) and not isinstance(status, bool):
            return 400 <= status < 500
        if re.search(r"HTTP_5\d\d|INTERNAL_SERVER|BAD_GATEWAY|SERVICE_UNAVAILABLE|GATEWAY_TIMEOUT", written):
            return False
    name = m.dotted(value.callee)
    if name.endswith(("GraphQLError", "TRPCError")):
        written = view.flow.module.text(value)
        return bool(_CLIENT_CODES.search(written)) or _SAYS_CLIENT.search(written) is not None
    return not re.search(r"Internal|BadGateway|ServiceUnavailable|GatewayTimeout", name)


_CLIENT_CODES = re.compile(
    r"BAD_USER_INPUT|BAD_REQUEST|NOT_FOUND|UNAUTH\w+|FORBIDDEN|CONFLICT|PRECONDITION\w*|UNPROCESSABLE\w*|TOO_MANY\w*|VALIDATION\w*"
)
_SAYS_CLIENT = re.compile(
    r"(?i)not found|no such|invalid|\bbad\b|must|required|missing|wrong|unknown|already|exists|taken|denied|unauthori[sz]ed|not allowed|expired|forbidden"
)
"""What GraphQL and tRPC say of a client's mistake, whose status is always the same."""


def _comment_excuses(view: FileView, node: m.Node) -> bool:
    """A commented omission because the cause holds a secret."""
    assert view.module is not None
    return any(
        node.line - 2 <= c.line <= node.end_line and _SECRET.search(c.text) for c in view.module.comments
    )


RULE = Rule(
    id="error-handling/lost-cause",
    severity=Severity.WARNING,
    local=True,
    languages=("python", "javascript", "typescript", "go", "java", "kotlin", "csharp", "php", "rust"),
    title="Cause of an error lost",
    what="A new error raised inside a handler that does not carry the caught one: no `from`, no `{ cause }`,"
    " no `%w`, `errors.New(err.Error())`, `new X(message)` without the exception, C#'s `throw ex;`, a Rust `map_err` with a fixed text.",
    why="Whoever reads the log sees the last message only, and has to guess what really failed.",
    fix='Chain the cause: `raise X(...) from error`, `new X(message, { cause: err })` or `fmt.Errorf("...: %w", err)`.',
    site="every raise or throw of a new error inside a handler; in Go every new error that names another or stands in `if err != nil`",
    references=(
        "https://docs.python.org/3/tutorial/errors.html#exception-chaining",
        "https://peps.python.org/pep-3134/",
        "https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Global_Objects/Error/cause",
        "https://go.dev/blog/go1.13-errors",
    ),
    bad=BAD,
    good=GOOD,
)
