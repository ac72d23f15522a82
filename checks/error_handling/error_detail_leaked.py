"""Exception text, SQL errors and stack traces sent to the client."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.error_handling import java_answers
from checks.error_handling.error_detail_leaked_examples import BAD, GOOD
from checks.error_handling.error_text import PYTHON_ANSWER, payload
from checks.error_handling.error_text import leak as leaked
from checks.error_handling.go_errors import PARSES, error_checks
from checks.error_handling.handlers import ErrorHandler, handlers
from checks.report import Severity
from checks.rules import Rule, Site
from checks.syntax import model as m
from checks.views import FileView

_SCRIPT_ANSWER = re.compile(
    r"(?:^|\.)(?:res|response|reply|ctx|c|context|NextResponse|Response)(?:\.\w+(?:\(\))?)*\.(?:json|send|end|write|render|text|html|body|status)$|^(?:Response|HttpException|InternalServerErrorException)$"
)
_GO_ANSWER = re.compile(
    r"(?:^http\.Error|(?:^|\.)(?:JSON|String|AbortWithStatusJSON|SendString|IndentedJSON|HTML|NewHTTPError|NewError|XML|PureJSON)|^w\.Write|^fmt\.Fprint\w*|^io\.WriteString)$"
)
_INTERNAL = re.compile(
    r"(?:SQLAlchemy|Integrity|Operational|Database|Programming|Interface|DBAPI|Psycopg|Redis|Boto|Client|Connection|OS|IO|Runtime|Key|Attribute|Type|Request|Timeout|HTTPStatus)"
    r"(?:Error|Exception)$|^(?:psycopg2?|sqlite3|pymysql|redis|requests|httpx|botocore|sqlalchemy|pymongo|django\.db)\b"
)
_DEBUG = re.compile(
    r"debug|NODE_ENV|is_?dev|isDevelopment|development|isProd|production|verbose|expose", re.IGNORECASE
)


def check(view: FileView) -> Iterator[Site]:
    """Every response built where an error is handled is a site."""
    if view.module is None:
        return
    if view.language == "go":
        yield from _go(view)
    elif view.language == "java":
        yield from _java(view)
    elif view.language == "python":
        for handler in handlers(view.flow):
            yield from _in_python_handler(view, handler)
        for function in view.flow.functions():
            if (error := _handled_by(view, function)) is not None:
                yield from _in_python_hook(view, function, error)
    else:
        for handler in handlers(view.flow):
            yield from _in_script(view, handler.body, handler.name)
        for function in view.flow.functions():
            name = _script_hook(function)
            if name:
                yield from _in_script(view, function.body, name)
            elif function.params and function.params[0].name in _ERROR_NAMES:
                for branch in function.body.walk_scope():
                    tested = branch.test if isinstance(branch, m.If) else None
                    if isinstance(branch, m.If) and isinstance(tested, m.Name) and tested.id in _ERROR_NAMES:
                        yield from _in_script(view, branch.body, tested.id)


_ERROR_NAMES = ("err", "error", "e", "ex", "exception")


def _script_hook(function: m.Function) -> str:
    """The error's name in a function that a framework calls with what failed: Express, Fastify, Hono, Nest's filters."""
    names = [p.name for p in function.params]
    if len(names) < 2 or names[0] not in _ERROR_NAMES:
        return ""
    if len(names) == 4 and names[2] in ("res", "response", "reply", "_res"):
        return names[0]
    if len(names) == 3 and names[2] == "reply":
        return names[0]
    if function.name == "catch" and function.params[1].annotation.endswith("ArgumentsHost"):
        return names[0]
    call = function.parent.parent if isinstance(function.parent, m.Arg) else None
    hook = isinstance(call, m.Call) and m.dotted(call.callee).rpartition(".")[2] in (
        "onError",
        "setErrorHandler",
    )
    return names[0] if hook else ""


# --- Python --------------------------------------------------------------------------------------------------


def _in_python_handler(view: FileView, handler: ErrorHandler) -> Iterator[Site]:
    if not isinstance(handler.node, m.Handler):
        return
    internal = handler.broad or any(_INTERNAL.search(t) for t in handler.types)
    seen: set[int] = set()
    for node in handler.body.walk_scope():
        answer = _python_answer(view, node)
        if answer is None:
            continue
        statement = m.statement_of(answer)
        if id(statement) in seen or _nested(handler, answer):
            continue
        seen.add(id(statement))
        leak = leaked(view, payload(answer), handler.name, handler.body)
        if leak is None or _in_debug_branch(view, answer) or (not internal and leak.what != "trace"):
            yield view.site(statement)
        else:
            yield view.site(statement, leak.defect(view, statement))


_HOOKS = re.compile(r"(?:^|\.)(?:errorhandler|app_errorhandler|exception_handler)$")


def _handled_by(view: FileView, function: m.Function) -> str | None:
    """The error's name in a function that Flask, FastAPI or Django calls with what nobody expected."""
    if not function.params:
        return None
    if function.name == "process_exception" and len(function.params) == 3:
        return function.params[-1].name
    for decorator in function.decorators:
        if not isinstance(decorator, m.Call) or not _HOOKS.search(m.dotted(decorator.callee)):
            continue
        named = m.dotted(decorator.positional(0))
        if named in ("Exception", "BaseException") or _INTERNAL.search(named):
            return function.params[-1].name
    return None


def _in_python_hook(view: FileView, function: m.Function, name: str) -> Iterator[Site]:
    seen: set[int] = set()
    for node in function.body.walk_scope():
        answer = _hook_answer(node)
        if answer is None or m.enclosing(node, m.Handler) is not None:
            continue
        statement = m.statement_of(answer)
        if id(statement) in seen:
            continue
        seen.add(id(statement))
        leak = leaked(view, payload(answer), name, function.body)
        quiet = (
            leak is None or _in_debug_branch(view, answer) or _told_apart(view, answer, name, function.body)
        )
        yield view.site(statement, None if leak is None or quiet else leak.defect(view, statement))


def _hook_answer(node: m.Node) -> m.Node | None:
    if isinstance(node, m.Call):
        return node if PYTHON_ANSWER.search(m.dotted(node.callee) or "-") else None
    if isinstance(node, m.Return) and isinstance(node.value, (m.Mapping, m.Template, m.Sequence)):
        return node
    return None


def _told_apart(view: FileView, node: m.Node, name: str, body: m.Block) -> bool:
    """Inside ``if isinstance(exc, HTTPException)``: an error that was made to be shown."""
    assert view.module is not None
    asked = re.compile(rf"isinstance\(\s*{re.escape(name)}\b")
    for parent in node.ancestors():
        if parent is body:
            return False
        inside = isinstance(parent, m.If) and parent.body.start <= node.start < parent.body.end
        if isinstance(parent, m.If) and inside and asked.search(view.module.text(parent.test)):
            return True
    return False


def _python_answer(view: FileView, node: m.Node) -> m.Node | None:
    if isinstance(node, m.Call):
        name = m.dotted(node.callee)
        return node if name and PYTHON_ANSWER.search(name) else None
    if isinstance(node, m.Return) and node.value is not None:
        value = node.value
        first = value.items[0] if isinstance(value, m.Sequence) and value.items else value
        in_route = _route_function(view, node)
        if (
            in_route
            and isinstance(first, (m.Mapping, m.Template, m.Call))
            and (not isinstance(first, m.Call) or m.dotted(first.callee) == "str")
        ):
            return node
    return None


def _route_function(view: FileView, node: m.Node) -> bool:
    function = m.enclosing(node, m.Function)
    if function is None:
        return False
    pattern = view.flow.sources.route_decorators
    for decorator in function.decorators:
        target = decorator.callee if isinstance(decorator, m.Call) else decorator
        if pattern is not None and pattern.search(m.dotted(target)):
            return True
    return False


def _nested(handler: ErrorHandler, node: m.Node) -> bool:
    inner = m.enclosing(node, m.Handler)
    return inner is not None and inner is not handler.node and inner.start > handler.node.start


# --- Java ----------------------------------------------------------------------------------------------------

_JAVA_INTERNAL = re.compile(
    r"^(?:\w*SQL\w*|DataAccess\w*|DataIntegrity\w*|\w*Persistence\w*|\w*Hibernate\w*|\w*JDBC\w*|IO|UncheckedIO|Runtime|NullPointer|Execution|RestClient\w*|WebClient\w*|Redis\w*|Kafka\w*|Mongo\w*|Jms|JMS"
    r"|Timeout|Socket\w*|Connect\w*|NoSuchAlgorithm|GeneralSecurity|Transaction\w*|CannotCreateTransaction|IllegalState)(?:Exception)$"
)


def _java(view: FileView) -> Iterator[Site]:
    for context in java_answers.contexts(view):
        internal = context.broad or any(_JAVA_INTERNAL.match(t) for t in context.types)
        for answer in java_answers.answers(view, context):
            leak = leaked(view, list(answer.parts), context.name, context.body)
            hidden = leak is None or _in_debug_branch(view, answer.statement)
            narrowed = bool(context.name) and _narrowed(view, answer.statement, context.name, context.body)
            if leak is None or hidden or narrowed or (not internal and leak.what != "trace"):
                yield view.site(answer.statement)
            else:
                yield view.site(answer.statement, leak.defect(view, answer.statement))


# --- JavaScript ----------------------------------------------------------------------------------------------


def _in_script(view: FileView, body: m.Block, name: str) -> Iterator[Site]:
    seen: set[int] = set()
    for node in body.walk_scope():
        if not isinstance(node, m.Call) or not _SCRIPT_ANSWER.search(m.dotted(node.callee)):
            continue
        statement = m.statement_of(node)
        if id(statement) in seen:
            continue
        seen.add(id(statement))
        leak = None if not name else leaked(view, payload(node), name, body)
        status = _script_status(view, node)
        narrowed = leak is not None and leak.what != "trace" and (status is not None and 400 <= status < 500)
        if (
            leak is None
            or narrowed
            or _handed_on(node, name)
            or _in_debug_branch(view, node)
            or _narrowed(view, node, name, body)
        ):
            yield view.site(statement)
        else:
            yield view.site(statement, leak.defect(view, statement))


def _handed_on(call: m.Call, name: str) -> bool:
    """``reply.send(err)``: the error itself, which the framework's own error handler turns into an answer."""
    only = call.args[0].value if len(call.args) == 1 else None
    return isinstance(only, m.Name) and only.id == name and m.dotted(call.callee).startswith("reply")


def _script_status(view: FileView, call: m.Call) -> int | None:
    """``res.status(404).json(...)``, ``Response.json(body, { status: 404 })``, ``reply.code(404).send()``."""
    current: m.Node = call.callee
    while isinstance(current, (m.Attr, m.Call)):
        if isinstance(current, m.Call) and m.dotted(current.callee).rpartition(".")[2] in ("status", "code"):
            value = view.flow.constant(current.positional(0))
            return value if isinstance(value, int) else None
        current = current.callee if isinstance(current, m.Call) else current.base
    for arg in call.args[1:]:
        if isinstance(arg.value, m.Mapping):
            value = view.flow.constant(arg.value.get("status"))
            return value if isinstance(value, int) else None
        value = view.flow.constant(arg.value)
        if isinstance(value, int) and not isinstance(value, bool):
            return value
    return None


def _narrowed(view: FileView, node: m.Node, name: str, body: m.Block) -> bool:
    """Inside ``if (err instanceof DomainError)``, ``if (err.statusCode < 500)``: an error that was made to be shown."""
    assert view.module is not None
    for parent in node.ancestors():
        if parent is body:
            return False
        if isinstance(parent, (m.If, m.Case)):
            tests = [parent.test] if isinstance(parent, m.If) else parent.tests
            written = [view.module.text(t) for t in tests]
            if any(re.search(rf"\b{re.escape(name)}\b", t) and not _says_little(t, name) for t in written):
                return True
        if (
            isinstance(parent, m.Switch)
            and parent.subject is not None
            and name in view.module.text(parent.subject)
        ):
            return True
    return False


def _says_little(test: str, name: str) -> bool:
    """``err instanceof Error`` and ``err`` alone hold for every error."""
    return bool(re.fullmatch(rf"\(?\s*{re.escape(name)}(?:\s+instanceof\s+Error)?\s*\)?", test))


# --- Go ------------------------------------------------------------------------------------------------------

_GO_SERVER_ERROR = re.compile(
    r"StatusInternalServerError|StatusBadGateway|StatusServiceUnavailable|StatusGatewayTimeout|\b5\d\d\b"
)
_GO_WRITER = re.compile(r"ResponseWriter|gin\.Context|echo\.Context|fiber\.Ctx")


def _go(view: FileView) -> Iterator[Site]:
    assert view.module is not None
    for tested in error_checks(view.flow):
        if not tested.plain:
            continue
        function = m.enclosing(tested.node, m.Function)
        if function is None or not any(_GO_WRITER.search(p.annotation) for p in function.params):
            continue
        for node in tested.node.body.walk_scope():
            if not isinstance(node, m.Call) or not _go_answers(node):
                continue
            inner = m.enclosing(node, m.If)
            if inner is not tested.node:
                continue
            leak = leaked(view, node.args, tested.name, tested.node.body)
            server = bool(_GO_SERVER_ERROR.search(view.module.text(node)))
            plain = m.dotted(node.callee) in (
                "w.Write",
                "fmt.Fprint",
                "fmt.Fprintf",
                "fmt.Fprintln",
                "io.WriteString",
            )
            statement = m.statement_of(node)
            if leak is None or not (server or plain) or PARSES.search(tested.source):
                yield view.site(statement)
            else:
                yield view.site(statement, leak.defect(view, statement))


_GO_HELPER = re.compile(
    r"(?i)(?:^|\.)(?:respond|write|send|render|reply|json|http)\w*(?:error|err|json|message)$|(?:^|\.)jsonerror$"
)


def _go_answers(call: m.Call) -> bool:
    """A call that answers, also through a helper that is given the text: ``writeError(w, http.StatusInternalServerError, err.Error())``."""
    written = m.dotted(call.callee)
    if written.endswith("Set"):
        return False
    if _GO_ANSWER.search(written):
        return True
    if len(call.args) < 2 or not _GO_HELPER.search(written):
        return False
    texts = [n for a in call.args for n in a.value.walk() if isinstance(n, m.Call)]
    return any(m.dotted(t.callee).rpartition(".")[2] in ("Error", "Sprintf", "Sprint") for t in texts)


def _in_debug_branch(view: FileView, node: m.Node) -> bool:
    assert view.module is not None
    tests = [p.test for p in node.ancestors() if isinstance(p, (m.If, m.Conditional))]
    tests += [n.test for n in node.walk() if isinstance(n, m.Conditional)]
    tests += [n.left for n in node.walk() if isinstance(n, m.Binary) and n.op == "and"]
    return any(_DEBUG.search(view.module.text(t)) for t in tests)


RULE = Rule(
    id="error-handling/error-detail-leaked",
    severity=Severity.WARNING,
    local=True,
    languages=("python", "javascript", "typescript", "go", "java"),
    title="Internal error text sent to the client",
    what="The text of an unexpected exception, a database error or a stack trace goes into a response.",
    why="Such texts tell strangers about tables, hosts, paths and library versions, and mean nothing to the honest client.",
    fix="Log the error with its trace; answer with a fixed message and, if useful, a request id.",
    site="every response built where an error is handled",
    cwe="CWE-209",
    references=(
        "https://cwe.mitre.org/data/definitions/209.html",
        "https://cheatsheetseries.owasp.org/cheatsheets/Error_Handling_Cheat_Sheet.html",
    ),
    bad=BAD,
    good=GOOD,
)
