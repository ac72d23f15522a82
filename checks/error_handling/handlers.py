"""The error handlers of a file: which errors each takes, and what it does with them (:mod:`checks.error_handling.deeds`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checks.error_handling.deeds import Deeds, deeds
from checks.error_handling.error_types import SCRIPT, TYPED, error_types
from checks.error_handling.excuses import says_why
from checks.error_handling.handler_calls import CLEANUP
from checks.syntax import model as m
from checks.syntax.flow import Flow

_CLEANUP_FUNCTION = re.compile(
    r"(?:^|[._])_*(?:close|cleanup|clean_up|tear_?down|stop|shutdown|dispose|disconnect|__exit__|__aexit__|__del__|release|terminate|destroy|on_?exit|at_?exit|unmount"
    r"|componentWillUnmount|ngOnDestroy|onModuleDestroy|finali[sz]e)",
    re.IGNORECASE,
)
_FILE_CALL = re.compile(
    r"(?:^|\.)(?:stat|lstat|fstat|getmtime|getsize|listdir|scandir|iterdir|readlink|unlink|remove|rmdir|kill|chmod|chown|utime|mkdir|makedirs|exists"
    r"|is_file|is_dir|resolve|get_terminal_size|getpgid|symlink|link|touch|accept|shutdown|setsockopt|setrlimit)$"
)


def expected_here(flow: Flow, handler: ErrorHandler) -> bool:
    """Whether a narrow type is the ordinary answer of the one statement it guards: a value that cannot be converted,
    a file that is not there or not ours."""
    owner = handler.owner
    if not isinstance(owner, m.Try) or len(owner.body.items) != 1 or owner.handlers[-1].types == []:
        return False
    calls = [n for n in owner.body.walk_scope() if isinstance(n, m.Call)]
    kinds = error_types(flow.module.language)
    if all(t in kinds.conversions or t in kinds.expected or t.endswith("DecodeError") for t in handler.types):
        return not any(isinstance(n, m.Await) for n in owner.body.walk_scope()) and len(calls) <= 3
    if all(t in kinds.files or t in kinds.expected for t in handler.types):
        return any(_FILE_CALL.search(flow.resolve(c.callee) or m.dotted(c.callee)) for c in calls)
    return False


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
    broad: bool = False
    """Whether it takes every ordinary error."""


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
    if flow.module.language not in SCRIPT:
        return
    for call in flow.calls():
        if isinstance(call.callee, m.Attr) and call.callee.name == "catch":
            callback = call.positional(0)
            if isinstance(callback, m.Function):
                yield _catch_callback(flow, call, callback)


def _clause(flow: Flow, owner: m.Try, handler: m.Handler) -> ErrorHandler:
    types = tuple(flow.resolve(t) or flow.module.text(t) for t in handler.types)
    types = tuple(t.removeprefix("builtins.").removeprefix("./") for t in types)
    language = flow.module.language
    if language in SCRIPT:
        types = ()
    filtered = any(
        isinstance(t, m.Opaque) for t in handler.types
    )  # C#'s `when`: it takes only what it asks for
    if language in TYPED:
        types = tuple(
            _last(t) for t, e in zip(types, handler.types, strict=True) if not isinstance(e, m.Opaque)
        )
    name = handler.name or ""
    broad = not filtered and (not types or any(t in error_types(language).broad for t in types))
    made = deeds(flow, handler.body, name)
    return ErrorHandler(handler, handler.body, types, name, owner, made, _commented(flow, handler), broad)


def _last(name: str) -> str:
    last = name.rpartition(".")[2].rpartition("::")[2].rpartition("\\")[2]
    return name if last == "Error" else last  # Ruby's `Timeout::Error`, `PG::Error`


def _catch_callback(flow: Flow, call: m.Call, callback: m.Function) -> ErrorHandler:
    name = callback.params[0].name if callback.params else ""
    made = deeds(flow, callback.body, name)
    return ErrorHandler(callback, callback.body, (), name, call, made, _commented(flow, callback), True)


def _commented(flow: Flow, node: m.Node) -> bool:
    """Whether a comment inside the handler (or right above it) gives a reason."""
    return any(
        node.line - 1 <= c.line <= node.end_line and says_why(c.text)
        for c in flow.module.comments
        if c.line >= node.line or c.alone
    )


_CONVERTERS = re.compile(
    r"(?:^|\.)(?:Integer|Float|Rational|BigDecimal|DateTime|Date\.(?:parse|strptime|iso8601)|Time\.(?:parse|iso8601|rfc2822|httpdate|xmlschema|strptime|zone\(?\)?\.parse)|JSON\.parse|URI(?:\.parse)?|IPAddr\.new"
    r"|parse\w*|Parse\w*|valueOf|fromString|decode|toInt|toLong|fromJson|readValue|Carbon\.parse|json_decode|createFromFormat|forName|getDeclaredField|getDeclaredMethod|loadClass)$"
)


def converts(handler: ErrorHandler) -> bool:
    """One parse of one value, whose only failure is that it cannot be read: an empty result says so."""
    owner = handler.owner
    if not isinstance(owner, m.Try) or len(owner.body.items) > 1:
        return False
    if not (handler.deeds.sentinel or _gives_a_constant(handler.body)):
        return False
    names = [m.dotted(c.callee) for c in owner.body.walk_scope() if isinstance(c, m.Call)]
    return 0 < len(names) <= 3 and bool(_CONVERTERS.search(names[0]))


def _gives_a_constant(body: m.Block) -> bool:
    """``rescue 320``: a default value, written out."""
    if len(body.items) != 1:
        return False
    only = body.items[0]
    value = only.value if isinstance(only, (m.Return, m.Yield, m.ExprStmt, m.Assign)) else None
    return isinstance(value, m.Literal)


_PROBE = re.compile(r"(?i)health|alive|reachable|available|ping|connected|^is_?up|^probe|^can_?connect")


def answers_probe(handler: ErrorHandler) -> bool:
    """A function that asks whether something works: any failure is its answer."""
    function = m.enclosing(handler.node, m.Function)
    return function is not None and bool(_PROBE.search(m.function_name(function)))


_PREDICATE = re.compile(
    r"^_*(?:is|has|can|exists?|supports)(?:_|[A-Z]|Sync$|$)|(?:_exists?|Exists?(?:Sync)?|_supported|Supported)$"
)


def answers_predicate(handler: ErrorHandler) -> bool:
    """``is_address(text)``, ``fileExists(path)``: one attempt, and no as its answer."""
    owner = handler.owner
    function = m.enclosing(handler.node, m.Function)
    return (
        isinstance(owner, m.Try)
        and len(owner.body.items) <= 2
        and function is not None
        and bool(_PREDICATE.search(m.function_name(function)))
    )


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


_OF_FILES = re.compile(r"^(?:os|fs|fsp|fsPromises|shutil|Files|File|FileUtils|path|pathlib)(?:\.|$)")
_LEFT_OVER = re.compile(
    r"(?i)te?mp|path|file|dir|lock|listener|timer|marker|handle|socket|pid|subscription|observer"
)


def _cleans_up(expr: m.Node) -> bool:
    """``handle.close()``, ``timer.cancel()``, ``os.remove(path)``; but ``api.remove(id)`` is the deed itself."""
    if not isinstance(expr, m.Call):
        return False
    written = m.dotted(expr.callee)
    last = written.rpartition(".")[2]
    if not CLEANUP.match(last or "-"):
        return False
    if last.lower() not in ("delete", "remove", "cancel", "clear", "reset", "abort") or not expr.args:
        return True
    told = [n.id if isinstance(n, m.Name) else n.name for n in expr.walk() if isinstance(n, (m.Name, m.Attr))]
    return bool(_OF_FILES.match(written)) or any(_LEFT_OVER.search(t) for t in told)
