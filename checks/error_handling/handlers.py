"""What an error handler is worth: which errors it takes, and what it does with them.

Shared by the rules of the family. A handler's deeds are read from its own statements: raised again, turned into
another error, returned, logged (with or without the trace), recorded, answered, replaced by a real fallback - or
nothing at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

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
_CLEANUP = re.compile(
    r"(?:rollback|close|aclose|disconnect|release|shutdown|terminate|kill|cancel|unlink|remove|rmtree|rmdir|cleanup|clean_up|stop|destroy|dispose|end|quit|unsubscribe"
    r"|detach|free|flush|unlock|delete|unregister|removeListener|off|abort|clear|reset|unlinkSync|rmSync|rm)(?:Sync|Async)?$",
    re.IGNORECASE,
)
_CLEANUP_FUNCTION = re.compile(
    r"(?:^|[._])_*(?:close|cleanup|clean_up|tear_?down|stop|shutdown|dispose|disconnect|__exit__|__aexit__|__del__|release|terminate|destroy|on_?exit|at_?exit|unmount"
    r"|componentWillUnmount|ngOnDestroy|onModuleDestroy|finali[sz]e)",
    re.IGNORECASE,
)
BROAD = frozenset(
    {
        "Exception",
        "BaseException",
        "builtins.Exception",
        "builtins.BaseException",
        "Throwable",
        "StandardError",
    }
)
CANCELLING = frozenset(
    {
        "KeyboardInterrupt",
        "SystemExit",
        "asyncio.CancelledError",
        "CancelledError",
        "GeneratorExit",
        "trio.Cancelled",
    }
)
EXPECTED = frozenset(
    {
        "FileNotFoundError", "FileExistsError", "ProcessLookupError", "KeyError", "IndexError", "LookupError", "StopIteration",
        "StopAsyncIteration", "ImportError", "ModuleNotFoundError", "queue.Empty", "queue.Full", "asyncio.QueueEmpty",
        "asyncio.CancelledError", "AttributeError", "NotADirectoryError", "IsADirectoryError", "UnicodeDecodeError",
        "BrokenPipeError", "ConnectionResetError", "KeyboardInterrupt", "EOFError", "GeneratorExit", "NoSuchElementException",
        "NotImplementedError", "asyncio.TimeoutError", "PackageNotFoundError",
    }
)  # fmt: skip
"""Exceptions that report an ordinary state of the world: absent, present already, ended."""

EXPECTED_NAME = re.compile(
    r"(?:DoesNotExist|NotFound|NotFoundError|NoResultFound|Empty|NoSuch\w+|AlreadyExists|Exists|ExistsError|Stop\w*|Cancelled\w*|Closed\w*|Disconnect\w*|Duplicate\w*|Skip\w*)$"
)
"""The same, by the name of the project's or the library's own class."""
_CONVERSIONS = frozenset({"ValueError", "TypeError", "OverflowError", "UnicodeError", "UnicodeEncodeError", "binascii.Error",
                          "json.JSONDecodeError", "json.decoder.JSONDecodeError", "JSONDecodeError", "RecursionError"})  # fmt: skip
_FILES = frozenset({"OSError", "IOError", "PermissionError", "os.error", "InterruptedError", "socket.error"})
_FILE_CALL = re.compile(
    r"(?:^|\.)(?:stat|lstat|fstat|getmtime|getsize|listdir|scandir|iterdir|readlink|unlink|remove|rmdir|kill|chmod|chown|utime|mkdir|makedirs|exists"
    r"|is_file|is_dir|resolve|get_terminal_size|getpgid|symlink|link|touch|shutdown|setsockopt|setrlimit)$"
)


def expected_here(flow: Flow, handler: ErrorHandler) -> bool:
    """Whether a narrow type is the ordinary answer of the one statement it guards: a value that cannot be converted,
    a file that is not there or not ours."""
    owner = handler.owner
    if not isinstance(owner, m.Try) or len(owner.body.items) != 1 or owner.handlers[-1].types == []:
        return False
    calls = [n for n in owner.body.walk_scope() if isinstance(n, m.Call)]
    if all(t in _CONVERSIONS or t in EXPECTED or t.endswith("DecodeError") for t in handler.types):
        return not any(isinstance(n, m.Await) for n in owner.body.walk_scope()) and len(calls) <= 3
    if all(t in _FILES or t in EXPECTED for t in handler.types):
        return any(_FILE_CALL.search(flow.resolve(c.callee) or m.dotted(c.callee)) for c in calls)
    return False


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


@dataclass(frozen=True, slots=True)
class ErrorHandler:
    """One handler: ``except``/``catch`` clause, or the function given to ``.catch()``."""

    node: m.Node
    body: m.Block
    types: tuple[str, ...]
    """Canonical names of the types it takes; empty for a bare one and for JavaScript."""
    name: str
    owner: m.Try | m.Call
    deeds: Deeds
    commented: bool

    @property
    def broad(self) -> bool:
        """Whether it takes every ordinary error."""
        return not self.types or any(t in BROAD for t in self.types)


def handlers(flow: Flow) -> list[ErrorHandler]:
    """Every handler of the file in source order."""
    known = flow.memo.get("handlers")
    if known is None:
        known = flow.memo["handlers"] = sorted(_read(flow), key=lambda h: h.node.start)
    assert isinstance(known, list)
    return known


def _read(flow: Flow) -> Iterator[ErrorHandler]:
    for guarded in flow.module.every(m.Try):
        for handler in guarded.handlers:
            yield _clause(flow, guarded, handler)
    if flow.module.language == "python":
        return
    for call in flow.calls():
        if isinstance(call.callee, m.Attr) and call.callee.name == "catch":
            callback = call.positional(0)
            if isinstance(callback, m.Function):
                yield _catch_callback(flow, call, callback)


def _clause(flow: Flow, owner: m.Try, handler: m.Handler) -> ErrorHandler:
    types = tuple(flow.resolve(t) or flow.module.text(t) for t in handler.types)
    types = tuple(t.removeprefix("builtins.").removeprefix("./") for t in types)
    if flow.module.language in ("javascript", "typescript", "tsx"):
        types = ()
    name = handler.name or ""
    return ErrorHandler(
        handler, handler.body, types, name, owner, deeds(flow, handler.body, name), _commented(flow, handler)
    )


def _catch_callback(flow: Flow, call: m.Call, callback: m.Function) -> ErrorHandler:
    name = callback.params[0].name if callback.params else ""
    return ErrorHandler(
        callback, callback.body, (), name, call, deeds(flow, callback.body, name), _commented(flow, callback)
    )


def _commented(flow: Flow, node: m.Node) -> bool:
    """Whether a comment inside the handler (or right above it) says something."""
    return any(
        node.line - 1 <= c.line <= node.end_line and len(c.text.split()) >= 2 and not _tool_comment(c.text)
        for c in flow.module.comments
        if c.line >= node.line or c.alone
    )


def _tool_comment(text: str) -> bool:
    return bool(
        re.match(
            r"(?:noqa|type:|pylint|nosec|eslint|ts-|pragma|evenhand|TODO|FIXME|XXX)", text, re.IGNORECASE
        )
    )


def deeds(flow: Flow, body: m.Block, name: str) -> Deeds:
    """Read a handler's statements. ``name`` is the variable that holds the error, or empty."""
    reraises = propagates = logs = trace = answers = falls_back = sentinel = leaves = False
    cleanup = other = 0
    for node in body.walk_scope():
        if isinstance(node, m.Raise) or (isinstance(node, m.WithItem) and _raises_again(node.value)):
            reraises = True
        elif isinstance(node, m.Return) and node.value is not None:
            if _empty_value(node.value):
                sentinel = True
            elif _mentions(node.value, name):
                propagates = True
            else:
                falls_back = True
        elif isinstance(node, m.Return):
            leaves = True
        elif isinstance(node, m.Jump):
            leaves = leaves or node.kind in ("continue", "break")
        elif isinstance(node, m.Assign):
            if node.value is not None and _mentions(node.value, name):
                propagates = True
            elif node.value is not None and _empty_value(node.value):
                sentinel = True
            else:
                falls_back = True
        elif isinstance(node, m.Call):
            kind = _call_kind(flow, node, name)
            logs = logs or kind in ("log", "trace")
            trace = trace or kind == "trace"
            propagates = propagates or kind == "record"
            answers = answers or kind == "answer"
            cleanup += kind == "cleanup"
            other += kind == "other"
        elif isinstance(node, m.Yield):
            falls_back = True
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


def _raises_again(expr: m.Expr) -> bool:
    """``with safe_reraise():``, ``with save_and_reraise_exception():``: the block ends by raising the error again."""
    return isinstance(expr, m.Call) and "reraise" in m.dotted(expr.callee)


_ANSWER = re.compile(
    r"(?:^|\.)(?:abort|jsonify|Response|JSONResponse|HttpResponse\w*|JsonResponse|make_response|render|redirect|sys\.exit|exit|_exit|process\.exit|send|sendStatus|status"
    r"|json|end|sendFile|HTTPException|error_response|errorResponse|problem|parser\.error|ctx\.throw|reply|respond\w*)$"
)


def _call_kind(flow: Flow, call: m.Call, name: str) -> str:
    """One of ``log``, ``trace`` (log with the trace), ``record``, ``answer``, ``cleanup``, ``plain`` (part of another call), ``other``."""
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
    if _RECORDS.search(written) and not _CLEANUP.fullmatch(last):
        return "record"
    if name and any(_mentions(a.value, name) for a in call.args):
        return "record" if not isinstance(call.parent, (m.Arg, m.Attr, m.Template)) else "plain"
    if _CLEANUP.match(last):
        return "cleanup"
    statement = m.statement_of(call)
    return "other" if isinstance(statement, m.ExprStmt) else "plain"


def is_log(flow: Flow, call: m.Call) -> bool:
    """Whether a call writes to a log."""
    return _call_kind(flow, call, "") in ("log", "trace")


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
    javascript = "console" in receiver or not call.args or call.args[0].name is None
    for arg in call.args:
        if javascript and isinstance(arg.value, m.Name) and arg.value.id == name and name:
            return method not in ("exception",) and not _python_message(call, arg.value)
        if isinstance(arg.value, m.Mapping) and any(_mentions(p.value, name) for p in arg.value.pairs):
            return True
    return False


def _python_message(call: m.Call, value: m.Name) -> bool:
    """In Python ``logger.error(e)`` and ``logger.error("%s", e)`` keep only the message."""
    module = next((n for n in call.ancestors() if isinstance(n, m.Module)), None)
    return module is not None and module.language == "python"


def _mentions(node: m.Node, name: str) -> bool:
    return bool(name) and any(isinstance(n, m.Name) and n.id == name for n in node.walk())


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


def is_cleanup(flow: Flow, handler: ErrorHandler) -> bool:
    """Whether the guarded code only cleans up (``conn.close()``), or stands in a function that does, or in ``finally``."""
    if isinstance(handler.owner, m.Call):
        return any(_cleans_up(n) for n in handler.owner.callee.walk() if isinstance(n, m.Call))
    for function in (n for n in handler.node.ancestors() if isinstance(n, m.Function)):
        if _CLEANUP_FUNCTION.search(m.function_name(function)):
            return True
    for outer in handler.node.ancestors():
        if isinstance(outer, m.Try) and outer is not handler.owner:
            if outer.final is not None and outer.final.start <= handler.node.start < outer.final.end:
                return True
            if any(h.body.start <= handler.node.start < h.body.end for h in outer.handlers):
                return True
    statements = handler.owner.body.items
    values = [s.value for s in statements if isinstance(s, m.ExprStmt)]
    done = [v.value if isinstance(v, m.Await) else v for v in values]
    return bool(statements) and len(done) == len(statements) and all(map(_cleans_up, done))


def _cleans_up(expr: m.Node) -> bool:
    return isinstance(expr, m.Call) and bool(_CLEANUP.match(m.dotted(expr.callee).rpartition(".")[2] or "-"))


_BOUNDARY_NAME = re.compile(
    r"^_*(?:main|run|run_forever|serve|worker|handler|lambda_handler|handle|execute|perform|process_message|on_message|consume\w*|poll\w*|tick|loop|start|cli|application|__call__|dispatch|listen)$"
)
_BOUNDARY_DECORATOR = re.compile(
    r"(?:^|\.)(?:route|get|post|put|patch|delete|head|options|websocket|task|shared_task|job|command|group|errorhandler|exception_handler|on_event|periodic_task|actor"
    r"|middleware|app_context_processor|receiver|listener|event|hook|api_view|action|cron|schedule[rd]?\w*)$"
)


def at_boundary(flow: Flow, handler: ErrorHandler) -> bool:
    """Whether nothing of the program's own stands above: main, a request handler, a worker's loop, a task, a thread
    entry, a framework's error hook."""
    for node in handler.node.ancestors():
        if isinstance(node, m.Loop):
            return True
        if isinstance(node, m.Function):
            name = m.function_name(node)
            if _BOUNDARY_NAME.match(name) or _is_thread_entry(flow, name):
                return True
            for decorator in node.decorators:
                target = decorator.callee if isinstance(decorator, m.Call) else decorator
                if _BOUNDARY_DECORATOR.search(m.dotted(target)):
                    return True
            parameters = [p.name for p in node.params]
            return (
                parameters[:1] in (["request"], ["req"], ["event"], ["ctx"], ["c"], ["scope"])
                or "request" in parameters[:2]
            )
    return True


def _is_thread_entry(flow: Flow, name: str) -> bool:
    if not name:
        return False
    for call in flow.whole.calls():
        last = m.dotted(call.callee).rpartition(".")[2]
        if last in ("Thread", "Process", "submit", "create_task", "ensure_future", "add_done_callback", "Timer", "run", "signal",
                    "spawn", "start_soon", "add_job", "call_later", "run_in_executor", "setInterval", "setTimeout", "on"):  # fmt: skip
            for arg in call.args:
                target = arg.value.callee if isinstance(arg.value, m.Call) else arg.value
                if m.dotted(target).rpartition(".")[2] == name:
                    return True
    return False
