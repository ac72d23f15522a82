"""Error answers of JavaScript's servers: Express, Fastify, Koa, Nest, Next.js, functions in the cloud."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.error_handling.answer_status import is_error, judge, ran_before
from checks.error_handling.handlers import handlers
from checks.rules import Site
from checks.syntax import model as m
from checks.views import FileView

_RECEIVERS = re.compile(r"^(?:res|response|reply)$")
_INPUT_TEST = re.compile(
    r"(?:^|[^\w.])(?:req(?:uest)?|ctx\.request|event)\.(?:body|query|params|json|args|form|data)\b|safeParse|validationResult"
)
_CHECKED = re.compile(r"safeParse\(|\.validate\w*\(|validationResult\(|safeParseAsync\(")
_INPUT_ERRORS = re.compile(
    r"instanceof\s+(?:ZodError|z\.ZodError|ValidationError|Joi\.ValidationError|BadRequestError)\b"
)
_SETS = frozenset({"status", "statusCode"})
_NAMES = {
    "OK": 200, "CREATED": 201, "ACCEPTED": 202, "NO_CONTENT": 204, "BAD_REQUEST": 400, "UNAUTHORIZED": 401, "FORBIDDEN": 403, "NOT_FOUND": 404,
    "CONFLICT": 409, "UNPROCESSABLE_ENTITY": 422, "INTERNAL_SERVER_ERROR": 500, "INTERNAL_ERROR": 500, "BAD_GATEWAY": 502,
}  # fmt: skip


def sites(view: FileView) -> Iterator[Site]:
    """Every answer that reports an error."""
    bodies = [h.body for h in handlers(view.flow)]
    for call in view.flow.calls():
        yield from _sent(view, call, bodies)
    assert view.module is not None
    for node in view.module.every(m.Return):
        yield from _returned(view, node)
    for assign in view.module.every(m.Assign):
        if assign.targets and m.dotted(assign.targets[0]) in ("ctx.body", "context.body"):
            yield from _koa(view, assign)


def _sent(view: FileView, call: m.Call, bodies: list[m.Block]) -> Iterator[Site]:
    callee = call.callee
    if not isinstance(callee, m.Attr) or callee.name not in ("json", "send", "jsonp") or not call.args:
        return
    status, root = _chain_status(view, callee.base)
    body = call.args[0].value
    if not isinstance(root, m.Name):
        return
    statement = m.statement_of(call)
    if root.id in ("NextResponse", "Response"):
        if callee.name != "json" or not isinstance(body, m.Mapping) or not is_error(body):
            return
        options = call.positional(1)
        if options is not None and not isinstance(options, m.Mapping):
            return
        given = None if options is None else options.get("status")
        constant = 200 if given is None else _status(view, given)
        if constant is not None:
            yield view.site(statement, judge(constant, _on_bad_input(view, statement)))
        return
    if not _RECEIVERS.match(root.id):
        return
    failed = isinstance(body, m.Mapping) and is_error(body)
    in_handler = any(b.start <= call.start < b.end for b in bodies)
    if not failed and not (
        (in_handler and _speaks_of_failure(view, body)) or (status is not None and status >= 400)
    ):
        return
    if status == 200 and _set_before(call, root.id):
        status = None
    yield view.site(statement, judge(status, _on_bad_input(view, statement)))


def _speaks_of_failure(view: FileView, body: m.Node) -> bool:
    return (
        isinstance(body, (m.Literal, m.Template))
        and view.module is not None
        and bool(re.search(r"error|fail", view.module.text(body), re.IGNORECASE))
    )


def _returned(view: FileView, node: m.Return) -> Iterator[Site]:
    """``return { error }`` of a Fastify handler or a Nest route, ``return { statusCode: 200, body }`` of a function."""
    value = node.value
    if not isinstance(value, m.Mapping):
        return
    code = value.get("statusCode")
    text = value.get("body")
    if code is not None and isinstance(text, m.Call) and text.args:
        inner = text.args[0].value
        if isinstance(inner, m.Mapping) and is_error(inner):
            yield view.site(node, judge(_status(view, code), _on_bad_input(view, node)))
        return
    function = m.enclosing(node, m.Function)
    if function is None or not is_error(value):
        return
    params = [p.name for p in function.params]
    if len(params) == 2 and params[1] in ("reply", "_reply"):
        status = None if _set_before(node, "reply") else 200
    elif _is_route(view, function) and not _set_before(node, "res") and not _set_before(node, "response"):
        status = 200
    else:
        return
    yield view.site(node, judge(status, False))


def _is_route(view: FileView, function: m.Function) -> bool:
    return any(
        isinstance(d, m.Call) and m.dotted(d.callee) in ("Get", "Post", "Put", "Patch", "Delete")
        for d in function.decorators
    )


def _koa(view: FileView, node: m.Assign) -> Iterator[Site]:
    """``ctx.body = { error }``: 200 where ``ctx.status`` is not given beside it."""
    if not isinstance(node.value, m.Mapping) or not is_error(node.value):
        return
    block = node.parent
    beside = block.items if isinstance(block, m.Block) else []
    given = [
        s
        for s in beside
        if isinstance(s, m.Assign) and m.dotted(s.targets[0]) in ("ctx.status", "context.status")
    ]
    if given and given[0].value is not None:
        status = _status(view, given[0].value)
    else:
        status = None if _set_before(node, "ctx") or _set_before(node, "context") else 200
    yield view.site(node, judge(status, _on_bad_input(view, node)))


def _status(view: FileView, given: m.Expr | None) -> int | None:
    constant = view.flow.constant(given)
    if isinstance(constant, int) and not isinstance(constant, bool):
        return constant
    return _NAMES.get(m.dotted(given).rpartition(".")[2].upper()) if given is not None else None


def _chain_status(view: FileView, base: m.Expr) -> tuple[int | None, m.Expr]:
    """Status set in ``res.status(404).json``; 200 without one, None where it is not a constant."""
    status: int | None = 200
    while isinstance(base, (m.Call, m.Attr)):
        if isinstance(base, m.Call):
            if isinstance(base.callee, m.Attr) and base.callee.name in ("status", "code"):
                status = _status(view, base.positional(0))
            base = base.callee
        else:
            base = base.base
    return status, base


def _set_before(node: m.Node, receiver: str) -> bool:
    """Whether a statement on the way here gives the status: ``res.status(404);``, ``res.statusCode = 404``."""
    if m.enclosing(node, m.Function) is None:
        return True
    for found in ran_before(node):
        if isinstance(found, m.Assign) and found.targets:
            target = found.targets[0]
            if isinstance(target, m.Attr) and target.name in _SETS and m.dotted(target.base) == receiver:
                return True
        elif isinstance(found, m.Call) and isinstance(found.callee, m.Attr):
            named = (
                found.callee.name in ("status", "code", "writeHead")
                and m.dotted(found.callee.base) == receiver
            )
            if named and isinstance(found.parent, m.ExprStmt):
                return True
    return False


def _on_bad_input(view: FileView, node: m.Node) -> bool:
    """Under a test of request data alone, or of what a validator said of it."""
    assert view.module is not None
    branch = m.enclosing(node, m.If)
    if branch is None or not (branch.body.start <= node.start < branch.body.end):
        return False
    test = branch.test
    written = view.module.text(test)
    if m.enclosing(node, m.Handler) is not None:
        return bool(_INPUT_ERRORS.search(written)) and not written.startswith("!")
    refuses = isinstance(test, m.Unary) and test.op == "not"
    if _INPUT_TEST.search(" " + written):
        return refuses
    operand = test.operand if isinstance(test, m.Unary) and refuses else test
    checked = (
        operand.base
        if isinstance(operand, m.Attr) and operand.name in ("success", "error", "isEmpty")
        else operand
    )
    if isinstance(operand, m.Call):  # `if (!errors.isEmpty())` of express-validator
        callee = operand.callee
        base = callee.base if isinstance(callee, m.Attr) and callee.name == "isEmpty" else None
        return refuses and isinstance(base, m.Name) and _validated(view, base)
    if isinstance(checked, m.Name):
        if _validated(view, checked):
            return refuses or checked is not operand or checked.id.startswith("err")
        taint = view.flow.value(checked).taint
        return refuses and checked is operand and taint is not None and taint.grade == "request"
    return False


def _validated(view: FileView, name: m.Name) -> bool:
    """Whether a name holds what a validator answered: ``schema.safeParse(req.body)``, ``const { error } = schema.validate(x)``."""
    assert view.module is not None
    _, bindings = view.flow.scopes.lookup(name.id, name)
    if len(bindings) != 1:
        return False
    node = bindings[0].node
    return (
        isinstance(node, m.Assign)
        and node.value is not None
        and bool(_CHECKED.search(view.module.text(node.value)))
    )
