"""Something opened that is not closed on every path."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.performance import closing_suggestions, opened_objects
from checks.performance.closing_paths import always_runs, exit_between, protected_from
from checks.performance.opener import Opener
from checks.performance.resources import NOT_OWNERS, opener_of
from checks.performance.unclosed_resource_examples import BAD, GOOD
from checks.report import Evidence, Severity
from checks.rules import Defect, Rule, Site
from checks.syntax import model as m
from checks.syntax.flow import Flow
from checks.views import FileView

_OBJECTS = frozenset({"java", "kotlin", "csharp", "ruby", "php"})
_LAZY = frozenset(
    {"filter", "map", "sorted", "limit", "skip", "peek", "flatMap", "distinct", "parallel", "iterator"}
)
"""Steps that leave a stream open for whoever takes it."""
_RUNS_NOW = frozenset(
    {
        "map",
        "forEach",
        "filter",
        "reduce",
        "flatMap",
        "then",
        "some",
        "every",
        "sort",
        "sorted",
        "transaction",
    }
)


def check(view: FileView) -> Iterator[Site]:
    """Every call that opens something is a site."""
    if view.module is None:
        return
    flow = view.flow
    for call in flow.calls():
        opener = opener_of(flow, call)
        if opener is None:
            continue
        yield _site(view, call, opener)
    if view.language == "kotlin":
        yield from _properties(view)


def _properties(view: FileView) -> Iterator[Site]:
    """Kotlin reads ``dataSource.connection`` as a property; it opens all the same."""
    for attr in view.module.every(m.Attr) if view.module is not None else ():
        if attr.name == "connection" and not (isinstance(attr.parent, m.Call) and attr.parent.callee is attr):
            opener = opened_objects.opener_in(view.flow, attr)
            if opener is not None:
                yield _site(view, attr, opener)


def _site(view: FileView, call: m.Expr, opener: Opener) -> Site:
    """The opening; a leak is also the change's own where the change took the close away or put a way out before it."""
    defect = _judge(view, call, opener)
    function = m.enclosing(call, m.Function)
    if defect is None or function is None:
        return view.site(_where(call), defect)
    return view.site(_where(call), defect, touched_by=((function.line, function.end_line),))


def _where(call: m.Expr) -> m.Node:
    statement = m.statement_of(call)
    return (
        statement
        if statement.line == call.line and not isinstance(statement, (m.Function, m.Class))
        else call
    )


def _judge(view: FileView, call: m.Expr, opener: Opener) -> Defect | None:
    flow = view.flow
    node: m.Node = opened_objects.wrapped(call) if view.language in _OBJECTS else call
    parent = node.parent
    while isinstance(parent, (m.Await, m.Conditional)) or (
        isinstance(parent, m.Binary) and parent.op in ("or", "and", "??")
    ):
        node, parent = parent, parent.parent
    function = m.enclosing(call, m.Function)
    if isinstance(parent, m.Attr):
        return (
            _chained_object(view, call, opener, parent)
            if view.language in _OBJECTS
            else _chained(view, call, opener, parent)
        )
    if isinstance(parent, m.Arg) and isinstance(parent.parent, m.Call):
        if (
            opener.noun == "file"
            and view.language == "python"
            and NOT_OWNERS.match(flow.resolve(parent.parent.callee))
        ):
            return _never(view, call, opener)
        if view.language in _OBJECTS - {"php"} and opener.noun == "file" and _only_reads(flow, parent.parent):
            return _never(view, call, opener)
        return None
    if isinstance(parent, (m.Loop, m.Clause)) and parent.iterable is node:
        return _never(view, call, opener) if view.language == "python" and opener.noun == "file" else None
    if isinstance(parent, m.ExprStmt) and opener.noun in ("file", "response body"):
        return _never(view, call, opener)
    if (
        not isinstance(parent, m.Assign)
        or parent.value is not node
        or len(parent.targets) != 1
        or function is None
    ):
        return None
    target = parent.targets[0]
    if view.language == "go":
        if not isinstance(target, m.Sequence) or not target.items:
            return None
        target = target.items[0]
    if not isinstance(target, m.Name):
        return None
    if view.language == "go" and target.id == "_":
        return _never(view, call, opener) if opener.noun == "response body" else None
    if not _local(flow, function, parent, target.id):
        return None
    return _held(view, call, opener, parent, target.id, function)


def _chained_object(view: FileView, call: m.Expr, opener: Opener, parent: m.Attr) -> Defect | None:
    """``new FileReader(path).read()``, ``Files.list(folder).map(...)``: nobody has it in hand to close it."""
    outer = parent.parent
    if not isinstance(outer, m.Call) or outer.callee is not parent or parent.name in opener.closers:
        return None
    if opener.noun not in ("file", "file stream", "connection", "socket", "pipe"):
        return None
    if parent.name in ("let", "run", "onClose", "then", "tap", "map", "to_io"):
        return None
    chain: m.Node = outer
    while isinstance(chain.parent, (m.Attr, m.Call)):
        chain = chain.parent
        if isinstance(chain, m.Attr) and chain.name in opener.closers:
            return None
    if opener.noun == "file stream" and isinstance(chain.parent, (m.WithItem, m.Return, m.Arg, m.Assign)):
        last = chain.callee.name if isinstance(chain, m.Call) and isinstance(chain.callee, m.Attr) else ""
        if isinstance(chain.parent, m.WithItem) or last in _LAZY:
            return None
    if isinstance(chain.parent, m.WithItem) and opener.noun != "connection":
        return None
    return _never(view, call, opener)


def _chained(view: FileView, call: m.Expr, opener: Opener, parent: m.Attr) -> Defect | None:
    """``open(path).read()``: the object has no name, so nobody closes it."""
    if view.language != "python" or opener.noun not in ("file", "response", "connection", "client"):
        return None
    outer = parent.parent
    if (
        not isinstance(outer, m.Call)
        or outer.callee is not parent
        or parent.name in opener.closers | {"__enter__", "fileno", "detach"}
    ):
        return None
    if opener.noun == "client" and isinstance(outer.parent, m.Attr) and outer.parent.name == "close":
        return None
    if any(isinstance(n, m.WithItem) for n in outer.ancestors()):
        return None
    return _never(view, call, opener)


def _never(view: FileView, call: m.Expr, opener: Opener) -> Defect:
    shown = m.dotted(call.callee if isinstance(call, m.Call) else call)
    return Defect(
        f"`{shown}` opens a {opener.noun} that nothing can close.".replace("a rows", "rows"),
        fix=opener.fix.format("it"),
        suggestion=closing_suggestions.for_unnamed(view, call)
        if opener.noun in ("file", "file stream") and view.language in ("python", "java")
        else None,
        key="never",
    )


def _local(flow: Flow, function: m.Function, assign: m.Assign, name: str) -> bool:
    """Whether the name belongs to this very function, so that nobody else can close what it holds."""
    if flow.scopes.scope_of(assign) is not function:
        return False
    if flow.module.language in ("ruby", "php"):
        return not re.search(rf"\bglobal\s[^;]*\${re.escape(name)}\b", flow.module.text(function))
    if flow.module.language == "python":
        return not re.search(
            rf"\b(?:global|nonlocal)\s[\w, ]*\b{re.escape(name)}\b", flow.module.text(function)
        )
    if assign.declares:
        return True
    own = flow.scopes.bound(function, name)
    return any(isinstance(b.node, m.Assign) and b.node.declares for b in own)


def _held(
    view: FileView, call: m.Expr, opener: Opener, opened: m.Assign, name: str, function: m.Function
) -> Defect | None:
    flow = view.flow
    mentions = [n for n in function.body.walk() if isinstance(n, m.Name)]
    names = {name}
    if view.language in _OBJECTS:
        for use in mentions:
            if use.id in names and use.start >= opened.end:
                names.add(_renamed(flow, use, function) or name)
    uses = [n for n in mentions if n.id in names and n.start >= opened.end]
    early = [n for n in mentions if n.id == name and n.start < opened.start]
    closers: list[m.Node] = []
    for use in [*uses, *early]:
        how = _use(flow, use, opener, function)
        if how == "handed on":
            return None
        if how == "closed":
            closers.append(use)
    shown = m.dotted(call.callee if isinstance(call, m.Call) else call)
    held = f"`{name}.Body`" if opener.noun == "response body" else f"`{name}`"
    fix = opener.fix.format(f"{name}.Body" if opener.noun == "response body" else name)
    if not closers:
        return Defect(
            f"{held} (from `{shown}`) is never closed here and does not leave this function.".replace(
                "closed", _verb(opener)
            ),
            fix=fix,
            suggestion=closing_suggestions.for_held(view, opened, held.strip("`")),
            key="never",
        )
    safe = [c for c in closers if always_runs(c, function)]
    if safe:
        first = min(safe, key=lambda c: c.start)
        exit_ = exit_between(flow, opened, opened.end, protected_from(first, function), closers)
        return None if exit_ is None else _skipped(view, held, opener, exit_, fix)
    last = max(closers, key=lambda c: c.start)
    exit_ = exit_between(flow, opened, opened.end, last.start, closers)
    if exit_ is not None:
        return _skipped(view, held, opener, exit_, fix)
    if view.language == "go" or not opener.strict or any(m.enclosing(c, m.Handler) for c in closers):
        return None
    risky = next(
        (
            n
            for n in function.body.walk_scope()
            if opened.end <= n.start < last.start
            and (isinstance(n, m.Yield) or (isinstance(n, m.Call) and not _is_closing(n, opener)))
        ),
        None,
    )
    if risky is None:
        return None
    words = f"`{m.dotted(risky.callee) or 'a call'}`" if isinstance(risky, m.Call) else "who gets it"
    return Defect(
        f"An exception between here and line {last.line} ({words} may raise) leaves {held} open.",
        fix=fix,
        evidence=(Evidence(view.path, last.line, f"{_verb(opener)} here, but not in a `finally`"),),
        key="exception",
    )


def _skipped(view: FileView, held: str, opener: Opener, exit_: m.Node, fix: str) -> Defect:
    word = "return" if isinstance(exit_, m.Return) else "raise" if view.language == "python" else "throw"
    return Defect(
        f"The {word} at line {exit_.line} leaves {held} open.",
        fix=fix,
        evidence=(Evidence(view.path, exit_.line, "leaves without closing"),),
        key="early",
    )


def _verb(opener: Opener) -> str:
    return "released" if opener.noun in ("pooled connection", "query runner") else "closed"


def _is_closing(call: m.Call, opener: Opener) -> bool:
    return m.dotted(call.callee).rpartition(".")[2] in opener.closers


def _use(flow: Flow, use: m.Name, opener: Opener, function: m.Function) -> str:
    """What one mention does with the resource: ``closed``, ``handed on``, or ``""``."""
    inner = m.enclosing(use, m.Function)
    node: m.Node = use
    parent = use.parent
    while isinstance(parent, m.Attr) and parent.base is node:
        if parent.name in opener.closers:
            return "closed"
        if parent.name == "body" and opener.noun == "response" and opened_objects.reads_body(parent):
            return "closed"
        node, parent = parent, parent.parent
    if any(isinstance(n, (m.WithItem, m.Deferred)) for n in _up(use, function)) and _in_header(use):
        if opener.transacts and isinstance(use.parent, m.WithItem):
            return ""
        taker = use.parent.parent if isinstance(use.parent, m.Arg) else None
        if not (isinstance(taker, m.Call) and taker.new and _only_reads(flow, taker)):
            return "closed"
    if inner is not function and inner is not None:
        arg = inner.parent
        outer = arg.parent if isinstance(arg, m.Arg) else None
        name = m.dotted(outer.callee).rpartition(".")[2] if isinstance(outer, m.Call) else ""
        if name not in _RUNS_NOW and not isinstance(inner.parent, m.Deferred):
            return "handed on"
    body = isinstance(node, m.Attr) and node.name == "Body"
    if isinstance(node, m.Attr) and not body:
        return ""
    if isinstance(parent, m.Arg) and isinstance(parent.parent, m.Call):
        callee = flow.resolve(parent.parent.callee)
        last = m.dotted(parent.parent.callee).rpartition(".")[2]
        if flow.module.language in _OBJECTS:
            if opened_objects.closes_argument(last):
                return "closed"
            return "" if _only_reads(flow, parent.parent) or _renamed(flow, use, function) else "handed on"
        if last in (
            "closing",
            "enter_context",
            "enter_async_context",
            "closeSync",
            "close",
            "push_async_callback",
            "putconn",
            "release",
            "release_connection",
        ):
            return "closed"
        return "" if NOT_OWNERS.match(callee) else "handed on"
    if isinstance(parent, (m.Return, m.Pair, m.Sequence, m.Mapping, m.Spread)):
        return "handed on"
    if isinstance(parent, m.Assign) and parent.value is node:
        return "handed on"
    if isinstance(parent, (m.Conditional, m.Binary)) and isinstance(
        m.statement_of(use), (m.Return, m.Assign)
    ):
        return "handed on" if isinstance(parent, m.Conditional) and parent.test is not node else ""
    if isinstance(parent, m.Unary) and parent.op in ("&", "*"):
        return "handed on"
    if isinstance(parent, m.Opaque) and parent.what not in ("parenthesized_expression",):
        return "handed on"
    return ""


def _only_reads(flow: Flow, call: m.Call) -> bool:
    name = flow.resolve(call.callee) or m.dotted(call.callee).rpartition(".")[2]
    return bool(opened_objects.NOT_OWNERS.search(name))


def _renamed(flow: Flow, use: m.Name, function: m.Function) -> str:
    """The local that holds a reader or writer made from the resource: closing that closes both; ``""`` for none."""
    outer = opened_objects.wrapped(use)
    holder = outer.parent
    if outer is use or not isinstance(holder, m.Assign) or holder.value is not outer:
        return ""
    target = holder.targets[0]
    if not isinstance(target, m.Name) or target.id == use.id:
        return ""
    return target.id if _local(flow, function, holder, target.id) else ""


def _up(node: m.Node, function: m.Function) -> Iterator[m.Node]:
    for parent in node.ancestors():
        if parent is function:
            return
        yield parent


def _in_header(use: m.Node) -> bool:
    """Whether the name stands in what a ``with`` takes, or is given to a deferred call by itself."""
    previous: m.Node = use
    for parent in use.ancestors():
        if isinstance(parent, m.Attr):
            return False  # `with session.get(url)` closes the response, not the session
        if isinstance(parent, m.WithItem):
            return True
        if isinstance(parent, m.Deferred):
            return isinstance(previous, m.Call) and not isinstance(previous.callee, m.Function)
        if isinstance(parent, (m.Block, m.Function)):
            return False
        previous = parent
    return False


RULE = Rule(
    id="performance/unclosed-resource",
    severity=Severity.WARNING,
    languages=("python", "javascript", "typescript", "go", "java", "kotlin", "csharp", "ruby", "php"),
    title="Resource not closed on every path",
    what="A file, socket, response body, result rows, pooled connection, client or session that this function opens, keeps to itself, and"
    " does not close, or closes only when nothing returns or raises before.",
    why="Each call leaks one until the process runs out of file descriptors or the pool out of connections; then every request waits.",
    fix="Use `with`, `defer` or `try`/`finally` so that it is closed however the function ends.",
    site="every call that opens something",
    cwe="CWE-772",
    references=(
        "https://cwe.mitre.org/data/definitions/772.html",
        "https://docs.python.org/3/library/contextlib.html",
        "https://node-postgres.com/features/pooling",
        "https://pkg.go.dev/net/http#Response",
        "https://go.dev/doc/database/querying",
    ),
    bad=BAD,
    good=GOOD,
)
