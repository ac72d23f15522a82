"""Error answers with a status of success, and the client's own mistakes answered with 500."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from checks.error_handling import go_status, java_status, script_status
from checks.error_handling.answer_status import is_error, judge, names_errors, ran_before
from checks.error_handling.wrong_status_on_error_examples import BAD, GOOD
from checks.report import Severity
from checks.rules import Rule, Site
from checks.syntax import model as m
from checks.views import FileView

_PYTHON_BODY = re.compile(
    r"(?:^|\.)(?:jsonify|JSONResponse|JsonResponse|make_response|Response|json_response|HttpResponse)$"
)
_STATUS_KEYS = ("status", "status_code", "statusCode")
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
    envelope: bool | None = None
    for site in _sites(view):
        if site.defect is not None and site.defect.key == "success":
            if envelope is None:
                envelope = _uses_envelope(view)
            yield replace(site, defect=None) if envelope else site
        else:
            yield site


def _sites(view: FileView) -> Iterator[Site]:
    if view.language == "python":
        return _python(view)
    if view.language == "java":
        return java_status.sites(view)
    return go_status.sites(view) if view.language == "go" else script_status.sites(view)


_HABIT = 3
"""How many error answers with 200, and none with another status, make an envelope the file's own way."""


def _uses_envelope(view: FileView) -> bool:
    """Whether the file answered every error with 200 before the change: errors then live in the body by agreement."""
    base = view.base
    if base is None or base.module is None:
        return False
    before = list(_sites(base))
    return len(before) >= _HABIT and all(s.defect is not None and s.defect.key == "success" for s in before)


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
            yield from _cloud_answer(view, node, function)
            continue
        body, status = _answer(view, node.value)
        if body is None or not (
            is_error(body) or (status is not None and status >= 400 and names_errors(body))
        ):
            continue
        if status == 200 and _status_set_before(node):
            status = None
        yield view.site(node, judge(status, _on_bad_input(view, node)))
    for raised in view.module.every(m.Raise) if view.module is not None else ():
        if isinstance(raised.value, m.Call) and m.dotted(raised.value.callee).endswith("HTTPException"):
            given = raised.value.keyword("status_code") or raised.value.positional(0)
            constant = view.flow.constant(given)
            code = constant if isinstance(constant, int) else _named_status(m.dotted(given))
            yield view.site(raised, judge(code, _on_bad_input(view, raised)))


def _cloud_answer(view: FileView, node: m.Return, function: m.Function) -> Iterator[Site]:
    """``return {"statusCode": 200, "body": json.dumps({"error": ...})}`` of a function in the cloud."""
    value = node.value
    if [p.name for p in function.params][:1] != ["event"] or not isinstance(value, m.Mapping):
        return
    text = value.get("body")
    inner = text.args[0].value if isinstance(text, m.Call) and text.args else None
    if isinstance(inner, m.Mapping) and is_error(inner):
        constant = view.flow.constant(value.get("statusCode"))
        yield view.site(node, judge(constant if isinstance(constant, int) else None, False))


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


def _status_set_before(node: m.Node) -> bool:
    """``response.status_code = 404`` on the way to the return."""
    for found in ran_before(node):
        if isinstance(found, m.Assign) and any(
            isinstance(t, m.Attr) and t.name in ("status_code", "status", "statusCode") for t in found.targets
        ):
            return True
        if isinstance(found, m.Call) and m.dotted(found.callee).endswith("set_status"):
            return True
    return False


_VALIDATORS = frozenset({"ValidationError", "RequestValidationError", "JSONDecodeError", "BadRequest"})
_OWN_INPUT = re.compile(r"\b(?:request|payload|body|form)\b")


def _refuses_request(view: FileView, handler: m.Handler) -> bool:
    """Whether a handler takes a validator's error alone, over code that reads the request and no other's answer."""
    named = [t for e in handler.types for t in (e.items if isinstance(e, m.Sequence) else [e])]
    if not named or not all(m.dotted(t).rpartition(".")[2] in _VALIDATORS for t in named):
        return False
    owner = handler.parent
    assert view.module is not None
    guarded = view.module.text(owner.body) if isinstance(owner, m.Try) else ""
    return bool(_OWN_INPUT.search(guarded)) and "response" not in guarded


def _on_bad_input(view: FileView, node: m.Node) -> bool:
    """Under a test of request data alone, or where a validator's own error is handled."""
    assert view.module is not None
    handler = m.enclosing(node, m.Handler)
    if handler is not None:
        return _refuses_request(view, handler)
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
