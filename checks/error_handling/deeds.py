"""What an error handler does with the error it took, read from its statements and from the functions of the repository that it
calls: raised again, turned into another error,
returned, logged (with or without the trace), recorded, answered, replaced by a real fallback - or nothing at all."""

from __future__ import annotations

import re
from dataclasses import dataclass

from checks.error_handling import handler_calls
from checks.error_handling.error_types import TYPED
from checks.error_handling.handler_calls import CLEANUP, empty_value, mentions
from checks.performance.callees import callee_of
from checks.syntax import model as m
from checks.syntax.flow import Flow

_LOG_METHODS = frozenset(
    {
        "debug", "info", "warning", "warn", "error", "exception", "critical", "fatal", "log", "trace", "notice",
        "msg", "Printf", "Println", "Print", "Errorf", "Warnf", "Infof", "Debugf", "Error", "Warn", "Info", "Debug",
        "Err", "Msg", "Msgf", "verbose", "silly", "http",
    }
)  # fmt: skip
_LOG_RECEIVER = re.compile(
    r"(?:^|[._])(?:log|logger|logging|_?log(?:ger)?|console|slog|zap|zerolog|sugar|winston|pino|bunyan|structlog|loguru|app)\d?(?:\(\)|\[\])*$",
    re.IGNORECASE,
)
_PRINTS = frozenset({"print", "pprint", "warnings.warn", "traceback.print_exc", "traceback.print_exception", "click.echo",
                     "sys.stderr.write", "sys.stdout.write", "process.stderr.write", "process.stdout.write", "echo", "console.print"})  # fmt: skip
_RECORDS = re.compile(
    r"(?:capture_?exception|capture_?message|captureException|captureMessage|record_?exception|recordException|record_?error|recordError|report_?exception|reportError"
    r"|report_?error|notify_?(?:error|exception)?|rollbar|bugsnag|sentry|increment|incr|inc|observe|add_error|addError|set_status|setStatus|fail|failed|mark_failed"
    r"|reject|nack|on_error|onError|handle_?error|_?handle_\w*exception|handleError|show_?traceback|emit|next|abort|done|callback|cb|messages\.\w+|flash|set_exception|setException)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Deeds:
    """What a handler does with the error it took."""

    reraises: bool = False
    """Raises the same error again, or another one."""
    propagates: bool = False
    """Hands the error on: returns it, passes it to a call, stores it."""
    logs: bool = False
    logs_trace: bool = False
    answers: bool = False
    """Builds a response, or ends the process."""
    falls_back: bool = False
    """Returns or assigns something that is not an empty sentinel, or does other work."""
    cleanup_only: bool = False
    """All it does is to clean up (roll back, close)."""
    empty: bool = False
    """No statement at all (or only pass, continue, break, bare return)."""
    sentinel: bool = False
    """Returns or assigns only an empty value: None, False, 0, "", [], {}."""
    leaves_loop: bool = False


def deeds(flow: Flow, body: m.Block, name: str, depth: int = 0) -> Deeds:
    """Read a handler's statements. ``name`` is the variable that holds the error, or empty. ``depth`` counts the calls followed."""
    reraises = propagates = logs = trace = answers = falls_back = sentinel = leaves = keeps_trace = False
    cleanup = other = 0
    unused_until = -1
    for node in body.walk_scope():
        if node.start < unused_until:
            continue
        if _implied(flow, node):
            continue  # the value of the last statement is a call that is met by itself
        if isinstance(node, m.Raise) and _ends(node):
            answers = True
        elif isinstance(node, m.Raise) or (isinstance(node, m.WithItem) and _raises_again(node.value)):
            reraises = True
        elif isinstance(node, m.Attr):
            keeps_trace = keeps_trace or _is_trace(node, name)
        elif isinstance(node, m.Return) and node.value is not None:
            if _empty(flow, node.value):
                sentinel = True
            elif mentions(node.value, name):
                propagates = True
            else:
                falls_back = True
        elif isinstance(node, m.Return):
            leaves = True
        elif isinstance(node, m.Jump):
            leaves = leaves or node.kind in ("continue", "break")
            falls_back = falls_back or node.kind == "retry"
        elif isinstance(node, m.Assign):
            if node.value is not None and mentions(node.value, name):
                if _unused(flow, node):
                    unused_until = node.end
                else:
                    propagates = True
            elif node.value is not None and _empty(flow, node.value):
                sentinel = True
            else:
                falls_back = True
        elif isinstance(node, m.Unary):
            falls_back = falls_back or node.op in ("++", "--")  # it counts the failure
        elif isinstance(node, m.Call):
            kind = _call_kind(flow, node, name)
            keeps_trace = keeps_trace or flow.resolve(node.callee) in _TRACEBACKS
            if kind in ("other", "record") and depth < 2:
                inner, always = _inner(flow, node, name, depth)
                if inner is not None:
                    propagates = propagates or (kind == "record" and (inner.propagates or inner.falls_back))
                    kind = _kind_of(kind, inner)
                    reraises = reraises or always
            logs = logs or kind in ("log", "trace")
            trace = trace or kind == "trace"
            propagates = propagates or kind == "record"
            answers = answers or kind == "answer"
            cleanup += kind == "cleanup"
            other += kind == "other"
        elif isinstance(node, m.Yield):
            if node.value is not None and flow.module.language in TYPED and _empty(flow, node.value):
                sentinel = True
            else:
                falls_back = True
    trace = trace or (logs and keeps_trace)
    propagates = propagates or keeps_trace
    does = reraises or propagates or logs or answers or falls_back
    return Deeds(
        reraises=reraises,
        propagates=propagates,
        logs=logs,
        logs_trace=trace,
        answers=answers,
        falls_back=falls_back or other > 0,
        cleanup_only=cleanup > 0 and not does and other == 0,
        empty=not does and cleanup == 0 and other == 0 and not sentinel,
        sentinel=sentinel and not does and other == 0,
        leaves_loop=leaves,
    )


_TRACEBACKS = frozenset(
    {"traceback.format_exc", "traceback.format_exception", "traceback.format_tb", "sys.exc_info"}
)
_STACKS = frozenset({"stack", "__traceback__"})
_EXITS = frozenset({"SystemExit", "Exit", "Abort"})


def _ends(node: m.Raise) -> bool:
    """``raise SystemExit(2)``, ``raise typer.Exit(1)``: the program ends with a status."""
    value = node.value.callee if isinstance(node.value, m.Call) else node.value
    return m.dotted(value).rpartition(".")[2] in _EXITS if value is not None else False


def _is_trace(node: m.Attr, name: str) -> bool:
    return bool(name) and node.name in _STACKS and isinstance(node.base, m.Name) and node.base.id == name


def _unused(flow: Flow, node: m.Assign) -> bool:
    """``message = str(error)`` into a local variable that nobody reads."""
    function = m.enclosing(node, m.Function)
    if function is None or not (node.declares or flow.module.language in ("python", "php")):
        return False
    names = {t.id for t in node.targets if isinstance(t, m.Name)}
    if len(names) != 1 or len(node.targets) != 1 or node.op != "=":
        return False
    if flow.module.source.find(b"nonlocal ", function.start, function.end) >= 0:
        return False
    if flow.module.source.find(b"global ", function.start, function.end) >= 0:
        return False
    return not any(
        isinstance(n, m.Name) and n.id in names and n is not node.targets[0] for n in function.walk()
    )


def _inner(flow: Flow, call: m.Call, name: str, depth: int) -> tuple[Deeds | None, bool]:
    """What the function of the repository behind a call does, where there is one, and whether it always raises; hooks that
    subclasses fill tell nothing."""
    found = callee_of(flow.whole, call)
    if found is None and isinstance(call.callee, m.Name) and flow.module.language in TYPED:
        methods = flow.whole.scopes.methods(call.callee.id, call)
        found = (flow.whole, methods[0]) if len(methods) == 1 else None
    if found is None:
        return None, False
    other, function = found
    params = [p.name for p in function.params if p.name not in ("self", "cls")]
    taken = next(
        (i for i, a in enumerate(call.args) if isinstance(a.value, m.Name) and a.value.id == name), -1
    )
    given = (
        call.args[taken].name or (params[taken] if taken < len(params) else "") if name and taken >= 0 else ""
    )
    made = deeds(other, function.body, given, depth + 1)
    method = m.enclosing(function, m.Class) is not None
    if made.empty and (method or function.is_generator):
        return None, False
    always = any(isinstance(s, m.Raise) for s in function.body.items)
    abstract = method and len(function.body.items) <= 2
    return made, always and not abstract


def _kind_of(kind: str, inner: Deeds) -> str:
    """The kind of a call whose function is known."""
    if inner.empty:
        return "plain"
    if inner.reraises:
        return kind
    if inner.logs_trace:
        return "trace"
    if inner.answers:
        return "answer"
    if inner.logs and not inner.propagates and not inner.falls_back:
        return "log"
    return kind


def _implied(flow: Flow, node: m.Node) -> bool:
    """Ruby's last statement and Kotlin's value of a block: a call that does something else than to give a value."""
    if not isinstance(node, (m.Return, m.Yield)) or not isinstance(node.value, m.Call):
        return False
    if (
        flow.module.language not in ("ruby", "kotlin")
        or flow.module.source.find(b"return", node.start, node.start + 6) >= 0
    ):
        return False
    return _call_kind(flow, node.value, "") in ("log", "trace", "record", "answer", "cleanup")


def _empty(flow: Flow, value: m.Expr) -> bool:
    return empty_value(value) if flow.module.language in TYPED else _empty_value(value)


def _raises_again(expr: m.Expr) -> bool:
    """``with safe_reraise():``, ``with save_and_reraise_exception():``: the block ends by raising the error again."""
    return isinstance(expr, m.Call) and "reraise" in m.dotted(expr.callee)


_ANSWER = re.compile(
    r"(?:^|\.)(?:abort|jsonify|Response|JSONResponse|HttpResponse\w*|JsonResponse|make_response|render|redirect|sys\.exit|exit|_exit|process\.exit|send|sendStatus|status"
    r"|json|end|sendFile|HTTPException|error_response|errorResponse|problem|parser\.error|ctx\.throw|reply|respond\w*)$"
)


def _call_kind(flow: Flow, call: m.Call, name: str) -> str:
    """One of ``log``, ``trace`` (log with the trace), ``record``, ``answer``, ``cleanup``, ``plain`` (part of another call), ``other``."""
    if flow.module.language in TYPED:
        return handler_calls.call_kind(flow, call, name)
    written = m.dotted(call.callee)
    resolved = flow.resolve(call.callee)
    last = (written or resolved).rpartition(".")[2]
    if isinstance(call.callee, m.Attr) and last in _LOG_METHODS:
        receiver = m.dotted(call.callee.base) or flow.resolve(call.callee.base)
        if _LOG_RECEIVER.search(receiver) or resolved.startswith(("logging.", "structlog.", "loguru.")):
            return "trace" if _with_trace(call, last, name, receiver) else "log"
    if resolved in _PRINTS or written in _PRINTS:
        return "trace" if "traceback" in resolved else "log"
    if _ANSWER.search(written):
        return "answer"
    if _RECORDS.search(written) and not CLEANUP.fullmatch(last):
        return "record"
    if name and any(mentions(a.value, name) for a in call.args):
        return "record" if not isinstance(call.parent, (m.Arg, m.Attr, m.Template)) else "plain"
    if CLEANUP.match(last):
        return "cleanup"
    statement = m.statement_of(call)
    return "other" if isinstance(statement, m.ExprStmt) else "plain"


def is_log(flow: Flow, call: m.Call) -> bool:
    """Whether a call writes to a log."""
    return _call_kind(flow, call, "") in ("log", "trace")


_LOUD = frozenset({"error", "critical", "fatal", "exception", "severe"})
_LEVEL = re.compile(r"(?:^|\.)(?:SEVERE|ERROR|FATAL|CRITICAL)$")


def is_loud(call: m.Call) -> bool:
    """Whether a log call has the level error or above."""
    last = m.dotted(call.callee).rpartition(".")[2]
    return last in _LOUD or (
        last == "log" and bool(call.args) and bool(_LEVEL.search(m.dotted(call.args[0].value)))
    )


def logs_trace(flow: Flow, call: m.Call, name: str) -> bool:
    """Whether a log call writes the trace of the error called ``name``."""
    return _call_kind(flow, call, name) == "trace"


def _with_trace(call: m.Call, method: str, name: str, receiver: str) -> bool:
    if method == "exception":
        return True
    info = call.keyword("exc_info")
    if info is not None and not (isinstance(info, m.Literal) and info.value in (False, None)):
        return True
    if any(
        isinstance(a.value, m.Call) and m.dotted(a.value.callee).startswith("traceback.") for a in call.args
    ):
        return True
    if isinstance(call.callee, m.Attr) and _opened_with_exception(call.callee.base):
        return True
    javascript = "console" in receiver or not call.args or call.args[0].name is None
    for arg in call.args:
        if javascript and isinstance(arg.value, m.Name) and arg.value.id == name and name:
            return method not in ("exception",) and not _python_message(call, arg.value)
        if isinstance(arg.value, m.Mapping) and any(mentions(p.value, name) for p in arg.value.pairs):
            return True
    return False


def _opened_with_exception(base: m.Expr) -> bool:
    """loguru's ``logger.opt(exception=error).error(...)``."""
    given = base.keyword("exception") if isinstance(base, m.Call) else None
    return given is not None and not (isinstance(given, m.Literal) and given.value in (False, None))


def _python_message(call: m.Call, value: m.Name) -> bool:
    """In Python ``logger.error(e)`` and ``logger.error("%s", e)`` keep only the message."""
    module = next((n for n in call.ancestors() if isinstance(n, m.Module)), None)
    return module is not None and module.language == "python"


def _empty_value(expr: m.Expr) -> bool:
    if isinstance(expr, m.Literal):
        return expr.value in (None, False, 0, "", b"") or expr.kind == "undefined"
    if isinstance(expr, m.Sequence):
        return not expr.items or all(_empty_value(i) for i in expr.items)
    if isinstance(expr, m.Mapping):
        return not expr.pairs
    if isinstance(expr, m.Call):
        return m.dotted(expr.callee) in ("set", "dict", "list", "tuple", "Map", "Set") and not expr.args
    return isinstance(expr, m.Name) and expr.id in ("undefined", "None", "nil", "null")
