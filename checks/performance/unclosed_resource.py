"""Something opened that is not closed on every path."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.performance import opened_objects
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
        yield view.site(_where(call), _judge(view, call, opener))
    if view.language == "kotlin":
        yield from _properties(view)


def _properties(view: FileView) -> Iterator[Site]:
    """Kotlin reads ``dataSource.connection`` as a property; it opens all the same."""
    for attr in view.module.every(m.Attr) if view.module is not None else ():
        if attr.name == "connection" and not (isinstance(attr.parent, m.Call) and attr.parent.callee is attr):
            opener = opened_objects.opener_in(view.flow, attr)
            if opener is not None:
                yield view.site(_where(attr), _judge(view, attr, opener))


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
            _chained_object(call, opener, parent)
            if view.language in _OBJECTS
            else _chained(view, call, opener, parent)
        )
    if isinstance(parent, m.Arg) and isinstance(parent.parent, m.Call):
        if (
            opener.noun == "file"
            and view.language == "python"
            and NOT_OWNERS.match(flow.resolve(parent.parent.callee))
        ):
            return _never(call, opener, "nothing can close")
        if view.language in _OBJECTS and opener.noun == "file" and _only_reads(flow, parent.parent):
            return _never(call, opener, "nothing can close")
        return None
    if isinstance(parent, (m.Loop, m.Clause)) and parent.iterable is node:
        return (
            _never(call, opener, "nothing can close")
            if view.language == "python" and opener.noun == "file"
            else None
        )
    if isinstance(parent, m.ExprStmt) and opener.noun in ("file", "response body"):
        return _never(call, opener, "nothing can close")
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
        return _never(call, opener, "nothing can close") if opener.noun == "response body" else None
    if not _local(flow, function, parent, target.id):
        return None
    return _held(view, call, opener, parent, target.id, function)


def _chained_object(call: m.Expr, opener: Opener, parent: m.Attr) -> Defect | None:
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
    return _never(call, opener, "nothing can close")


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
    return _never(call, opener, "nothing can close")


def _never(call: m.Expr, opener: Opener, words: str) -> Defect:
    shown = m.dotted(call.callee if isinstance(call, m.Call) else call)
    return Defect(
        f"`{shown}` opens a {opener.noun} that {words}.".replace("a rows", "rows"),
        fix=opener.fix.format("it"),
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
            key="never",
        )
    safe = [c for c in closers if _always_runs(c, function)]
    if safe:
        first = min(safe, key=lambda c: c.start)
        exit_ = _exit(flow, opened, opened.end, _protected_from(first, function), closers)
        return None if exit_ is None else _skipped(view, held, opener, exit_, fix)
    last = max(closers, key=lambda c: c.start)
    exit_ = _exit(flow, opened, opened.end, last.start, closers)
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


def _always_runs(closer: m.Node, function: m.Function) -> bool:
    """Whether the close stands in a ``finally``, a ``with``, a deferred call, or a callback that outlives this code."""
    previous: m.Node = closer
    if isinstance(closer.parent, m.Attr) and closer.parent.name in ("use", "useLines", "forEachLine"):
        return True
    for parent in closer.ancestors():
        if parent is function:
            return False
        if isinstance(parent, m.Try) and parent.final is previous:
            return True
        if isinstance(parent, (m.WithItem, m.Deferred)):
            return True
        if isinstance(parent, m.Function):
            return True
        if isinstance(parent, m.Arg) and isinstance(previous, m.Attr):
            return True  # atexit.register(f.close), stack.callback(f.close)
        previous = parent
    return False


def _protected_from(closer: m.Node, function: m.Function) -> int:
    """Where the protection begins: the ``try`` of the ``finally``, or the statement itself."""
    previous: m.Node = closer
    for parent in closer.ancestors():
        if parent is function:
            break
        if isinstance(parent, m.Try) and parent.final is previous:
            return parent.start
        previous = parent
    return closer.start


def _exit(flow: Flow, opened: m.Assign, start: int, end: int, closers: list[m.Node]) -> m.Node | None:
    """A return or raise between the two places that is neither the check of the open itself nor closes before leaving."""
    function = m.enclosing(opened, m.Function)
    if function is None:
        return None
    errors = {n for n in _bound_names(opened) if n}
    for node in function.body.walk_scope():
        if not isinstance(node, (m.Return, m.Raise)) or not start <= node.start < end:
            continue
        if _checks_open(node, opened, errors, flow):
            continue
        if any(node.start <= c.start < node.end for c in closers):
            continue  # return work().finally(() => client.release())
        block = node.parent
        if any(c.start < node.start and any(n is block for n in c.ancestors()) for c in closers):
            continue
        if _other_branch(node, opened):
            continue
        return node
    return None


def _bound_names(assign: m.Assign) -> list[str]:
    target = assign.targets[0]
    if isinstance(target, m.Sequence):
        return [i.id for i in target.items if isinstance(i, m.Name)]
    return [target.id] if isinstance(target, m.Name) else []


def _scope_of(node: m.Node) -> m.Node:
    """Body of the function around a node; the node itself outside of any."""
    function = m.enclosing(node, m.Function)
    return node if function is None else function.body


def _checks_open(exit_: m.Node, opened: m.Assign, names: set[str], flow: Flow) -> bool:
    """``if err != nil { return }`` and ``if f is None: return``, or the handler of the very open."""
    for parent in exit_.ancestors():
        if isinstance(parent, m.Handler):
            return True
        if isinstance(parent, m.If):
            if parent.init is not None and parent.init is not opened:
                return False  # `if err := other(); err != nil`: another error
            test = flow.module.text(parent.test)
            if test.startswith("(") and test.endswith(")"):
                test = test[1:-1].strip()
            if parent.test.start <= opened.start < parent.test.end:
                return bool(re.match(r"!|not\b", test) or re.search(r"={2,3}\s*(?:false|null)$", test))
            pattern = "|".join(re.escape(n) for n in names)
            compared = re.match(
                rf"^(?:not\s+|!\s*)?(?:is_resource)?\(?(?:(?:false|null)\s*={{2,3}}\s*)?\$?(?:{pattern})(?:\.nil\?)?\)?(?:\s*(?:!=|==|===|!==|is|is not)\s*(?:nil|None|null|undefined|not None|false))?(?:\s*(?:&&|\|\|)|$)",
                test,
            )
            if compared is None:
                return False
            # the error must still be the open's own
            between = [
                n
                for n in _scope_of(opened).walk_scope()
                if isinstance(n, m.Assign)
                and opened.end <= n.start < parent.start
                and set(_bound_names(n)) & names
            ]
            return not between
        if isinstance(parent, m.Function):
            return False
    return False


def _other_branch(node: m.Node, opened: m.Node) -> bool:
    """Whether the open stands in one branch of an ``if`` and the exit in the other."""
    mine = {id(n) for n in opened.ancestors()}
    for parent in node.ancestors():
        if isinstance(parent, m.If) and parent.test.start <= opened.start < parent.test.end:
            return False
        if isinstance(parent, (m.If, m.Switch)) and id(parent) in mine:
            branches = {id(n) for n in opened.ancestors() if isinstance(n, (m.Block, m.Case))}
            return not any(
                id(n) in branches and n.start >= parent.start
                for n in node.ancestors()
                if isinstance(n, (m.Block, m.Case))
            )
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
