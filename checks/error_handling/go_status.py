"""Error answers of Go's handlers: net/http, gin, echo, fiber, and the helpers that write for them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.error_handling.answer_status import is_error, judge, ran_before, success
from checks.error_handling.go_errors import ErrorCheck, error_checks
from checks.rules import Defect, Site
from checks.syntax import model as m
from checks.views import FileView

_FRAMEWORK = re.compile(r"(?:gin\.Context|echo\.Context|fiber\.Ctx)")
_WRITES = re.compile(r"\.(?:JSON|String|XML|AbortWithStatusJSON|IndentedJSON|PureJSON)$")
_PLAIN = re.compile(r"^(?:json\.NewEncoder\(\)\.Encode|w\.Write|fmt\.Fprint\w*|io\.WriteString)$")
_STATUS = re.compile(r"^(?:\w+\.Status(\w+)|(\d{3}))$")
_CODES = {
    "OK": 200, "Created": 201, "Accepted": 202, "NoContent": 204, "BadRequest": 400, "Unauthorized": 401, "Forbidden": 403, "NotFound": 404,
    "Conflict": 409, "UnprocessableEntity": 422, "InternalServerError": 500, "BadGateway": 502, "ServiceUnavailable": 503,
}  # fmt: skip
_READS_INPUT = re.compile(
    r"\.(?:ShouldBind\w*|BindJSON|BindQuery|Bind|Unmarshal|BodyParser|QueryParser|ParseForm|ParseMultipartForm)\(|\.Decode\(|[vV]alidat\w*(?:\.Struct)?\(|(?:strconv|uuid|time)\.(?:Atoi|Parse\w*)\("
)
_FROM_REQUEST = re.compile(
    r"\b(?:r|req|request|c|ctx)\.(?:Request\.)?(?:Body|URL|Form\w*|PathValue|Param|Query|ShouldBind\w*|Bind\w*|BodyParser|QueryParser|ParseForm|Params|Validate)\b|[vV]alidat\w*(?:\.Struct)?\("
)
_LOGS = re.compile(
    r"(?i)(?:^|\.)(?:log\w*|slog|zap|logger|l)\b|\.(?:Print\w*|Error\w*|Warn\w*|Info\w*|Debug\w*)$"
)


def sites(view: FileView) -> Iterator[Site]:
    """Every answer that reports an error, and every error path of a handler that answers nothing."""
    if not re.search(r"ResponseWriter|gin\.Context|echo\.Context|fiber\.Ctx", view.text):
        return
    checks = {id(c.node): c for c in error_checks(view.flow) if c.plain}
    handlers: dict[int, bool] = {}
    for call in view.flow.calls():
        function = m.enclosing(call, m.Function)
        if function is None:
            continue
        framework = handlers.get(id(function))
        if framework is None:
            framework = handlers[id(function)] = any(_FRAMEWORK.search(p.annotation) for p in function.params)
        if not framework and not _takes_writer(function):
            continue
        yield from _answer(view, call, framework, _around(checks, call))
    for tested in checks.values():
        function = m.enclosing(tested.node, m.Function)
        if function is not None and _is_handler(function):
            yield from _silent(view, tested, function)


def _takes_writer(function: m.Function) -> bool:
    return any("ResponseWriter" in p.annotation for p in function.params)


def _is_handler(function: m.Function) -> bool:
    return [p.annotation for p in function.params] == [
        "http.ResponseWriter",
        "*http.Request",
    ] and not function.returns


def _around(checks: dict[int, ErrorCheck], call: m.Call) -> ErrorCheck | None:
    branch = m.enclosing(call, m.If)
    found = checks.get(id(branch))
    return found if found is not None and found.node.body.start <= call.start < found.node.body.end else None


def _answer(view: FileView, call: m.Call, framework: bool, tested: ErrorCheck | None) -> Iterator[Site]:
    assert view.module is not None
    written = m.dotted(call.callee)
    statement = m.statement_of(call)
    status: int | None
    if framework and _WRITES.search(written) and call.args:
        status = _code(view.module.text(call.args[0])) if len(call.args) > 1 else _chained(view, call)
        body = call.args[-1].value
        reports = _reports(body)
        if not reports and not (tested and re.search(r"err|fail", view.module.text(call))):
            return
    elif written == "http.Error" and len(call.args) == 3:
        status = _code(view.module.text(call.args[2]))
    elif _PLAIN.match(written) and call.args:
        if written.startswith("fmt.") and m.dotted(call.args[0].value) != "w":
            return
        reports = _reports(call.args[-1].value)
        if not reports and not (tested and re.search(r"(?i)err|fail", view.module.text(call))):
            return
        if any(
            isinstance(n, m.Call) and m.dotted(n.callee).endswith(".WriteHeader") for n in ran_before(call)
        ):
            yield view.site(statement)
            return
        status = 200
    elif (
        len(call.args) >= 3 and m.dotted(call.args[0].value) in ("w", "rw") and _reports(call.args[-1].value)
    ):
        codes = [c for a in call.args[1:-1] if (c := _code(view.module.text(a))) is not None]
        status = codes[0] if codes else None
    else:
        return
    yield view.site(statement, judge(status, tested is not None and _is_input(view, tested)))


def _reports(body: m.Node) -> bool:
    return isinstance(body, m.Mapping) and is_error(body)


def _code(text: str) -> int | None:
    found = _STATUS.match(text)
    if found is None:
        return None
    return _CODES.get(found.group(1)) if found.group(1) else int(found.group(2))


def _chained(view: FileView, call: m.Call) -> int | None:
    """fiber's ``c.Status(404).JSON(body)``; 200 where no status was given."""
    assert view.module is not None
    base = call.callee.base if isinstance(call.callee, m.Attr) else None
    if isinstance(base, m.Call) and m.dotted(base.callee).endswith(".Status") and base.args:
        return _code(view.module.text(base.args[0]))
    if not isinstance(base, m.Name):
        return None
    name = f"{base.id}.Status"
    return (
        None if any(isinstance(n, m.Call) and m.dotted(n.callee) == name for n in ran_before(call)) else 200
    )


def _is_input(view: FileView, tested: ErrorCheck) -> bool:
    """Whether what failed was reading or checking what the client sent."""
    source = _given(view, tested)
    return bool(
        _READS_INPUT.search(source) and (_FROM_REQUEST.search(source) or _reads_body(view, tested, source))
    )


def _reads_body(view: FileView, tested: ErrorCheck, source: str) -> bool:
    """``json.Unmarshal(body, &event)`` of a ``body`` that the same handler read from the request."""
    given = re.search(r"\.Unmarshal\((\w+),", source)
    function = m.enclosing(tested.node, m.Function)
    assert view.module is not None
    return (
        given is not None
        and function is not None
        and re.search(
            rf"\b{given.group(1)}, \w+ :?= [^\n]*\b(?:r|req|request)\.Body\b", view.module.text(function)
        )
        is not None
    )


def _given(view: FileView, tested: ErrorCheck) -> str:
    """The text of the statement that gave the tested error."""
    assert view.module is not None
    node = tested.node
    if node.init is not None:
        return view.module.text(node.init)
    items = node.parent.items if isinstance(node.parent, m.Block) else []
    before = [s for s in items if s.end <= node.start]
    return view.module.text(before[-1]) if before else ""


def _silent(view: FileView, tested: ErrorCheck, function: m.Function) -> Iterator[Site]:
    """``if err != nil { log.Println(err); return }``: net/http then answers 200 with nothing in it."""
    items = tested.node.body.items
    writer = function.params[0].name
    if (
        not items
        or not isinstance(items[-1], m.Return)
        or items[-1].value is not None
        or tested.commented
        or not all(_only_logs(s, writer) for s in items[:-1])
    ):
        return
    source = _given(view, tested)
    if not source or re.search(rf"\b{re.escape(writer or 'w')}\b", source):
        return  # what failed was the answer itself, or had the writer and may have answered
    for node in ran_before(tested.node):
        if isinstance(node, m.Name) and node.id == writer and not _reads_headers(node):
            return
    yield view.site(items[-1], _nothing())


def _nothing() -> Defect:
    made = success(200)
    return Defect(
        "This error path writes no answer, so that the client gets status 200 with an empty body.",
        fix=made.fix,
        key="silent",
    )


def _only_logs(statement: m.Stmt, writer: str) -> bool:
    value = statement.value if isinstance(statement, m.ExprStmt) else None
    if any(isinstance(n, m.Name) and n.id == writer for n in statement.walk()):
        return False
    return isinstance(value, m.Call) and bool(_LOGS.search(m.dotted(value.callee)))


def _reads_headers(node: m.Name) -> bool:
    return isinstance(node.parent, m.Attr) and node.parent.name == "Header"
