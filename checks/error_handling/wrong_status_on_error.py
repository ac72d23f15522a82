"""Error answers with a status of success, and the client's own mistakes answered with 500."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.error_handling import java_status
from checks.error_handling.go_errors import error_checks
from checks.error_handling.handlers import handlers
from checks.error_handling.wrong_status_on_error_examples import BAD, GOOD
from checks.report import Severity
from checks.rules import Defect, Rule, Site
from checks.syntax import model as m
from checks.views import FileView

_ERROR_KEYS = frozenset({"error", "errors", "err", "error_message", "errorMessage", "error_code"})
_PYTHON_BODY = re.compile(
    r"(?:^|\.)(?:jsonify|JSONResponse|JsonResponse|make_response|Response|json_response|HttpResponse)$"
)
_STATUS_KEYS = ("status", "status_code", "statusCode")
_SCRIPT_RECEIVERS = re.compile(r"^(?:res|response|reply)$")
_INPUT_TEST = re.compile(
    r"(?:^|[^\w.])(?:req(?:uest)?|ctx\.request|event)\.(?:body|query|params|json|args|form|get_json|data)\b|\bis_valid\(|safeParse|validationResult"
)
_RPC = re.compile(r"graphql|apollo|jsonrpc|json_rpc|trpc|grpc|ariadne|strawberry|graphene", re.IGNORECASE)


def check(view: FileView) -> Iterator[Site]:
    """Every answer with an error in it, in a function that answers requests, is a site."""
    if (
        view.module is None
        or _RPC.search(view.path)
        or view.flow.imports_any("graphql", "@apollo/server", "@trpc/server", "graphene", "strawberry")
    ):
        return
    if view.language == "python":
        yield from _python(view)
    elif view.language == "java":
        yield from java_status.sites(view)
    elif view.language == "go":
        yield from _go(view)
    else:
        yield from _script(view)


# --- Python --------------------------------------------------------------------------------------------------


def _python(view: FileView) -> Iterator[Site]:
    routes = view.flow.sources.route_decorators
    for node in view.module.every(m.Return) if view.module is not None else ():
        function = m.enclosing(node, m.Function)
        if function is None or node.value is None:
            continue
        decorated = routes is not None and any(
            routes.search(m.dotted(d.callee if isinstance(d, m.Call) else d)) for d in function.decorators
        )
        view_function = [p.name for p in function.params if p.name not in ("self", "cls")][:1] == ["request"]
        if not decorated and not view_function:
            continue
        body, status = _answer(view, node.value)
        if body is None or not _is_error(body):
            continue
        if status is None and _status_set_before(view, node, function):
            continue
        yield view.site(node, _judge(view, node, status))


def _answer(view: FileView, value: m.Expr) -> tuple[m.Mapping | m.Call | None, int | None]:
    """The body of an answer and its status: 200 where none is given, None where it is not known."""
    status: int | None = 200
    if isinstance(value, m.Sequence) and value.kind == "tuple" and value.items:
        if len(value.items) > 1:
            given = view.flow.constant(value.items[1])
            status = given if isinstance(given, int) else _named_status(m.dotted(value.items[1]))
        value = value.items[0]
    if isinstance(value, m.Mapping):
        return value, status
    if isinstance(value, m.Call) and _PYTHON_BODY.search(m.dotted(value.callee)):
        given_expr = next((e for k in _STATUS_KEYS if (e := value.keyword(k)) is not None), None)
        if given_expr is not None:
            given = view.flow.constant(given_expr)
            status = given if isinstance(given, int) else _named_status(m.dotted(given_expr))
        elif (
            len(value.args) > 1
            and all(a.name is None for a in value.args)
            and not m.dotted(value.callee).endswith("jsonify")
        ):
            status = None
        body = next((a.value for a in value.args if isinstance(a.value, m.Mapping)), None)
        if (
            body is None
            and m.dotted(value.callee).endswith("jsonify")
            and value.args
            and all(a.name for a in value.args)
        ):
            return value, status
        return body, None if value.has_spread("**") else status
    return None, None


def _named_status(name: str) -> int | None:
    found = re.search(r"(?:^|_|\.)(\d{3})(?:_|$)", name)
    if found:
        return int(found.group(1))
    if re.search(r"INTERNAL_SERVER_ERROR$|InternalServerError$", name):
        return 500
    return 200 if re.search(r"(?:^|\.)(?:HTTPStatus\.)?OK$|StatusOK$", name) else None


def _is_error(body: m.Mapping | m.Call) -> bool:
    """Whether a body is about a failure: an ``error`` that is not empty, ``success: false``, ``status: "error"``."""
    if isinstance(body, m.Mapping):
        pairs = [(str(p.key.value), p.value) for p in body.pairs if isinstance(p.key, m.Literal)]
    else:
        pairs = [(a.name or "", a.value) for a in body.args]
    for key, value in pairs:
        constant = value.value if isinstance(value, m.Literal) else ...
        if (
            key in _ERROR_KEYS
            and len(pairs) <= 4
            and constant not in (None, "", False, 0)
            and not _maybe_empty(value)
        ):
            return True
        if key in ("success", "ok") and constant is False and isinstance(value, m.Literal):
            return True
        if key == "status" and constant in ("error", "fail", "failed", "failure"):
            return True
    return False


def _maybe_empty(value: m.Expr) -> bool:
    """A list of errors that the body always has (``errors: []``, ``error: result.error``)."""
    return (
        (isinstance(value, (m.Sequence, m.Mapping)) and not list(value.children()))
        or isinstance(value, m.Conditional)
        or (isinstance(value, m.Attr) and value.name in ("error", "errors", "last_error", "lastError", "err"))
    )


def _status_set_before(view: FileView, node: m.Node, function: m.Function) -> bool:
    assert view.module is not None
    before = view.module.source[function.start : node.start].decode("utf-8", "replace")
    return bool(re.search(r"\.status(?:_code|Code)?\s*=|set_status\(", before))


def _judge(view: FileView, node: m.Node, status: int | None) -> Defect | None:
    if status is None:
        return None
    if 200 <= status < 300:
        return Defect(
            f"This answer reports an error with status {status}: clients, caches and monitors take it for success.",
            fix="Give the status that fits: 400/404/409/422 for the client's mistakes, 500 or 502 for ours.",
            key="success",
        )
    if status == 500 and _on_bad_input(view, node):
        return Defect(
            "Bad input from the client is answered with 500, as if the server had failed; clients will retry it.",
            fix="Answer 400 or 422.",
            key="server",
        )
    return None


def _on_bad_input(view: FileView, node: m.Node) -> bool:
    """Under a test of request data alone, outside every handler."""
    assert view.module is not None
    if m.enclosing(node, m.Handler) is not None:
        return False
    branch = m.enclosing(node, m.If)
    if branch is None or not (branch.body.start <= node.start < branch.body.end):
        return False
    test = branch.test
    if _INPUT_TEST.search(" " + view.module.text(test)):
        return isinstance(test, m.Unary) and test.op == "not"
    operand = test.operand if isinstance(test, m.Unary) and test.op == "not" else None
    if isinstance(operand, m.Name):
        taint = view.flow.value(operand).taint
        return taint is not None and taint.grade == "request"
    return False


# --- JavaScript ----------------------------------------------------------------------------------------------


def _script(view: FileView) -> Iterator[Site]:
    bodies = [h.body for h in handlers(view.flow)]
    for call in view.flow.calls():
        callee = call.callee
        if not isinstance(callee, m.Attr) or callee.name not in ("json", "send", "jsonp") or not call.args:
            continue
        status, root = _chain_status(view, callee.base)
        body = call.args[0].value
        if not isinstance(root, m.Name):
            continue
        statement = m.statement_of(call)
        if root.id in ("NextResponse", "Response"):
            if callee.name != "json" or not isinstance(body, m.Mapping) or not _is_error(body):
                continue
            options = call.positional(1)
            if options is not None and not isinstance(options, m.Mapping):
                continue
            given = None if options is None else options.get("status")
            constant = view.flow.constant(given)
            if given is not None and not isinstance(constant, int):
                continue
            yield view.site(
                statement, _judge(view, statement, constant if isinstance(constant, int) else 200)
            )
            continue
        if not _SCRIPT_RECEIVERS.match(root.id):
            continue
        failed = isinstance(body, m.Mapping) and _is_error(body)
        in_handler = any(b.start <= call.start < b.end for b in bodies)
        if not failed and not (
            in_handler
            and isinstance(body, (m.Literal, m.Template))
            and re.search(r"error|fail", view.module.text(body) if view.module else "", re.IGNORECASE)
        ):
            continue
        if status == 200 and _set_by_statement(view, call, root.id):
            continue
        yield view.site(statement, _judge(view, statement, status))


def _chain_status(view: FileView, base: m.Expr) -> tuple[int | None, m.Expr]:
    """Status set in ``res.status(404).json``; 200 without one, None where it is not a constant."""
    status: int | None = 200
    while isinstance(base, (m.Call, m.Attr)):
        if isinstance(base, m.Call):
            if isinstance(base.callee, m.Attr) and base.callee.name in ("status", "code"):
                given = base.positional(0)
                constant = view.flow.constant(given)
                status = constant if isinstance(constant, int) else _named_status(m.dotted(given).upper())
            base = base.callee
        else:
            base = base.base
    return status, base


def _set_by_statement(view: FileView, call: m.Call, receiver: str) -> bool:
    function = m.enclosing(call, m.Function)
    assert view.module is not None
    if function is None:
        return True
    before = view.module.source[function.start : call.start].decode("utf-8", "replace")
    return bool(
        re.search(
            rf"\b{receiver}\.(?:status(?:Code)?\s*=|(?:status|code|writeHead)\()[^.\n]*(?:;|\n|$)", before
        )
    )


# --- Go ------------------------------------------------------------------------------------------------------


def _go(view: FileView) -> Iterator[Site]:
    assert view.module is not None
    for tested in error_checks(view.flow):
        function = m.enclosing(tested.node, m.Function)
        if function is None or not tested.plain:
            continue
        framework = any(
            re.search(r"(?:gin\.Context|echo\.Context|fiber\.Ctx)", p.annotation) for p in function.params
        )
        plain = any("ResponseWriter" in p.annotation for p in function.params)
        if not framework and not plain:
            continue
        for call in tested.node.body.walk_scope():
            if not isinstance(call, m.Call) or m.enclosing(call, m.If) is not tested.node:
                continue
            written = m.dotted(call.callee)
            text = view.module.text(call)
            if (
                framework
                and re.search(r"\.(?:JSON|String|XML|AbortWithStatusJSON)$", written)
                and len(call.args) > 1
            ):
                ok = bool(
                    re.match(
                        r"(?:http\.Status(?:OK|Created|Accepted)|2\d\d)$", view.module.text(call.args[0])
                    )
                )
                yield view.site(
                    m.statement_of(call),
                    _judge(view, call, 200) if ok and re.search(r"err|fail", text) else None,
                )
            elif plain and written == "http.Error":
                ok = len(call.args) == 3 and m.dotted(call.args[2].value) == "http.StatusOK"
                yield view.site(m.statement_of(call), _judge(view, call, 200) if ok else None)
            elif (
                plain
                and re.search(r"^(?:json\.NewEncoder\(\)\.Encode|w\.Write|fmt\.Fprint\w*)$", written)
                and re.search(r"(?i)err|fail", text)
            ):
                before = view.module.source[function.body.start : call.start].decode("utf-8", "replace")
                yield view.site(
                    m.statement_of(call), None if "WriteHeader(" in before else _judge(view, call, 200)
                )


RULE = Rule(
    id="error-handling/wrong-status-on-error",
    severity=Severity.WARNING,
    local=True,
    languages=("python", "javascript", "typescript", "go", "java"),
    title="Error answered with the wrong status",
    what="An error path that answers with a status of success, written or by default; bad input of the client answered with 500.",
    why="Clients, retries, caches, monitors and alerts go by the status; a failure with 200 is invisible to all of them.",
    fix="Answer 4xx for the client's mistakes and 5xx for the server's.",
    site="every answer that reports an error",
    references=(
        "https://www.rfc-editor.org/rfc/rfc9110#name-status-codes",
        "https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Status",
    ),
    bad=BAD,
    good=GOOD,
)
