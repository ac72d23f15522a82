"""What one call in a handler is good for, in the languages whose log libraries the knowledge files tell."""

from __future__ import annotations

import re

from checks.knowledge import known_call
from checks.syntax import model as m
from checks.syntax.flow import Flow

CLEANUP = re.compile(
    r"(?:rollback|close|aclose|disconnect|release|shutdown|terminate|kill|cancel|unlink|remove|rmtree|rmdir|cleanup|clean_up|stop|destroy|dispose|end|quit|unsubscribe"
    r"|detach|free|flush|unlock|delete|unregister|removeListener|off|abort|clear|reset|unlinkSync|rmSync|rm|closeQuietly|deleteIfExists|forceDelete|deleteRecursively"
    r"|deleteQuietly|shutdownNow|safeClose|rollBack|setRollbackOnly|rollbackQuietly|rm_f|rm_rf)(?:Sync|Async)?$",
    re.IGNORECASE,
)
_RECORDS = re.compile(
    r"^(?:captureException|captureError|captureMessage|capture_exception|capture_message|completeExceptionally|recordException|record_exception|noticeError|notice_error|notify\w*"
    r"|report|rescue|increment\w*|inc|addError|add_error|onError|onFailure|on_error|setException|TrySetException|SetException|SetStatus|setStatus|RecordException|AddException|CaptureException"
    r"|TrackException|reject\w*|nack|basicNack|BasicNack|fail|failed|markFailed|mark_failed|mark_as_failed|handleError|handle_error|handleException|Increment|Add(?:ModelError|Error)|tryEmitError"
    r"|incrementAndGet|addSuppressed|interrupt|emit|resumeWithException|cancel|dead_?letter\w*|retry\w*|release|add_failure|recordFailure|recordError|reportError|logError|logException"
    r"|log_error|log_exception|fail!|update!?|discard)$"
)
_ANSWERS = re.compile(
    r"^(?:sendError|setStatus|status|respond\w*|render\w*|redirect\w*|head|abort|abort_if|problem|Problem|StatusCode|BadRequest|NotFound|Conflict|UnprocessableEntity|WriteAsync|WriteAsJsonAsync"
    r"|Redirect\w*|back|http_response_code|exit|exit!|halt|die|Exit|FailFast|header|json_response|exitProcess|internalServerError|badRequest|notFound|View|RedirectToAction)$"
)
_TRACE_MEMBERS = frozenset(
    {"printStackTrace", "backtrace", "full_message", "StackTrace", "getTraceAsString", "stackTraceToString", "getStackTrace", "ToString", "toString",
     "getTrace", "stackTrace"}
)  # fmt: skip
_TRACES = re.compile(
    r"(?:^|\.)(?:getStackTrace|getStackTraceAsString|printStackTrace|full_message|stackTraceToString|Demystify|getFullStackTrace)$"
)


def call_kind(flow: Flow, call: m.Call, name: str) -> str:
    """One of ``log``, ``trace`` (log with the trace), ``record``, ``answer``, ``cleanup``, ``plain`` (part of another call), ``other``."""
    callee = call.callee
    last = callee.name if isinstance(callee, m.Attr) else callee.id if isinstance(callee, m.Name) else ""
    if last == "printStackTrace":
        return "trace"
    fact = known_call(flow, call, "log")
    if fact is not None and not (last in ("write", "Write", "p", "add") and fact.more.get("terminal")):
        return "trace" if name and _with_trace(flow, call, name, bool(fact.more.get("terminal"))) else "log"
    if _ANSWERS.match(last):
        return "answer"
    if _RECORDS.match(last) and not (last == "cancel" and not call.args):
        return "record"
    if name and any(mentions(a.value, name) for a in call.args):
        return "record" if not isinstance(call.parent, (m.Arg, m.Attr, m.Template)) else "plain"
    if CLEANUP.match(last):
        return "cleanup"
    if empty_value(call) or (last in _READS and isinstance(callee, m.Attr) and _is_name(callee.base, name)):
        return "plain"
    if isinstance(call.parent, m.Return) or isinstance(m.statement_of(call), m.ExprStmt):
        return "plain" if isinstance(call.parent, (m.Arg, m.Attr)) else "other"
    return "plain"


_READS = frozenset({"getMessage", "getLocalizedMessage", "getCause", "toString", "message", "ToString"})
"""They only read the error."""


def _is_name(expr: m.Expr, name: str) -> bool:
    return bool(name) and isinstance(expr, m.Name) and expr.id == name


def _with_trace(flow: Flow, call: m.Call, name: str, terminal: bool) -> bool:
    language = flow.module.language
    for node in (n for a in call.args for n in a.value.walk()):
        if isinstance(node, m.Call) and _TRACES.search(m.dotted(node.callee)):
            return True
        if not (isinstance(node, m.Name) and node.id == name):
            continue
        parent = node.parent
        if isinstance(parent, m.Attr):
            if parent.name in _TRACE_MEMBERS - ({"toString"} if language in ("java", "kotlin") else set()):
                return True
        elif isinstance(parent, (m.Arg, m.Pair)) and _whole(parent, call):
            if language not in ("java", "kotlin") or not terminal:
                return True
        elif isinstance(parent, (m.Template, m.Binary)) and language == "csharp":
            return True  # the text of a .NET exception holds its trace
    if isinstance(call.callee, m.Attr) and language in ("java", "kotlin"):
        return any(
            isinstance(n, m.Call)
            and isinstance(n.callee, m.Attr)
            and n.callee.name in ("setCause", "withThrowable")
            for n in call.callee.base.walk()
        )
    return False


def _whole(parent: m.Node, call: m.Call) -> bool:
    """Whether an argument (or a member of an array) belongs to the log call itself."""
    node: m.Node | None = parent
    while node is not None and node is not call:
        if isinstance(node, m.Call):
            return False
        node = node.parent
    return True


def mentions(node: m.Node, name: str) -> bool:
    """Whether the name of the error stands in an expression."""
    return bool(name) and any(isinstance(n, m.Name) and n.id == name for n in node.walk())


_EMPTY_CALLS = re.compile(
    r"(?:^|\.)(?:Optional\.empty|Collections\.empty\w+|(?:List|Set|Map|Stream|Flux|Page)\.(?:of|empty)|Mono\.empty|Stream\.empty|emptyList|emptyMap|emptySet|listOf|mapOf|setOf|mutableListOf|ArrayList|HashMap"
    r"|HashSet|LinkedHashMap|Array\.Empty|Enumerable\.Empty|List|Dictionary|collect|Task\.FromResult|Optional\.ofNullable|Hash\.new|Array\.new)$"
)
_EMPTY_MEMBERS = re.compile(
    r"(?:^|\.)(?:string\.Empty|String\.Empty|Task\.CompletedTask|Collections\.EMPTY_\w+|StringUtils\.EMPTY|Boolean\.FALSE)$"
)


def empty_value(expr: m.Expr | None) -> bool:
    """An empty value that stands in for the result: ``null``, ``false``, ``0``, ``-1``, ``""``, ``Optional.empty()``, ``List.of()``."""
    if expr is None:
        return True
    if isinstance(expr, m.Literal):
        return expr.value in (None, False, 0, "", b"") or expr.kind == "undefined"
    if isinstance(expr, m.Unary):
        return expr.op == "-" and isinstance(expr.operand, m.Literal) and expr.operand.value == 1
    if isinstance(expr, m.Sequence):
        return not expr.items or all(empty_value(i) for i in expr.items)
    if isinstance(expr, m.Mapping):
        return not expr.pairs
    if isinstance(expr, m.Call):
        return bool(_EMPTY_CALLS.search(m.dotted(expr.callee))) and all(
            empty_value(a.value) for a in expr.args
        )
    if isinstance(expr, m.Attr):
        return bool(_EMPTY_MEMBERS.search(m.dotted(expr)))
    return isinstance(expr, m.Name) and expr.id in ("undefined", "None", "nil", "null", "default")
