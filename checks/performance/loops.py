"""What runs again and again: loops, comprehensions and callbacks of ``map``, and which of them are bounded on purpose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from checks.syntax import model as m
from checks.syntax.flow import Flow
from checks.syntax.scopes import pattern_names

CALLBACKS = frozenset({"map", "forEach", "flatMap", "filter", "some", "every", "reduce", "each", "mapSeries"})
"""Methods that call their first argument once an item."""
_MAPPERS = frozenset({"pMap", "pEach", "mapLimit", "eachLimit", "mapSeries", "eachSeries", "map", "filter"})
"""Functions of items and a callback, in either order."""
_BATCH = re.compile(r"chunk|batch|page|slice|partition|window|bucket|split_every|grouper", re.IGNORECASE)
_RETRY = re.compile(r"attempt|retr(?:y|ies)|tries|backoff", re.IGNORECASE)
_STREAM = re.compile(
    r"consum|listen|subscri|pubsub|queue|channel|stream|watch|ticker|poll|tail|iter_lines|stdin|readline",
    re.IGNORECASE,
)
_CLASSES = re.compile(
    r"\bget_models\b|(?:^|[._])(?:models|model_classes|entities|entity_classes|mappers)(?:\(\))?$|\bdescendants\b|\bsubclasses\b"
)
_CLASS_NAMES = re.compile(r"^(?:model|model_class|klass|cls|entity_class|mapper)$")
_SMALL = 20
"""Most iterations of a loop that counts as bounded by a literal."""
_SHORT_SLICE = re.compile(r"(?:\[\s*0?\s*:\s*(?:\d|1\d|20)\s*\]|\.slice\(\s*0\s*,\s*(?:\d|1\d|20)\s*\))$")
_VIEWS = {
    "java": frozenset({"stream", "parallelStream", "filter", "distinct", "sorted"}),
    "kotlin": frozenset({"asSequence", "filter", "distinct", "sorted"}),
    "rust": frozenset({"iter", "into_iter", "iter_mut"}),
}
"""Methods that hand out the items of what they are called on."""
_UNWRAPPED = frozenset(
    {"enumerate", "sorted", "reversed", "list", "tuple", "set", "iter", "zip", "entries", "keys", "values"}
)


class Pace(StrEnum):
    """How often a repetition runs."""

    EACH = "each"
    """Once an item of data: the more rows, the more turns."""
    BOUNDED = "bounded"
    """A few turns that stand in the code."""
    BATCH = "batch"
    """Once a page, chunk or poll: repeating is the point."""


@dataclass(frozen=True, slots=True)
class Repetition:
    """Something that runs its inside again. ``node`` is a Loop, a Comprehension or the Call that takes a callback."""

    node: m.Node
    iterable: m.Expr | None
    names: frozenset[str]
    """Names bound anew at each turn."""
    inside: m.Node
    """The part that is repeated and holds the code asked about."""

    @property
    def item(self) -> str:
        """The loop variable, for messages."""
        return (
            min(self.names, key=lambda n: (n.startswith("_") or n in ("i", "index", "idx"), n))
            if self.names
            else "item"
        )


def repetitions(node: m.Node) -> Iterator[Repetition]:
    """Everything around a node, in the same run of code, that repeats it; innermost first."""
    previous: m.Node = node
    from_iterable = False
    for parent in node.ancestors():
        if isinstance(parent, m.Loop):
            if previous is parent.body or (
                previous in (parent.test, parent.step) and parent.kind != "for-each"
            ):
                names = _names(parent.target) | (_assigned(parent) if parent.target is None else frozenset())
                yield Repetition(parent, parent.iterable, names, previous)
        elif isinstance(parent, m.Clause):
            from_iterable = previous is parent.iterable
        elif isinstance(parent, m.Comprehension):
            if previous is parent.element or not from_iterable or previous is not parent.clauses[0]:
                names = frozenset[str]().union(*(_names(c.target) for c in parent.clauses))
                yield Repetition(parent, parent.clauses[0].iterable, names, previous)
        elif isinstance(parent, m.Function):
            call, items = _callback(parent)
            if call is None:
                return
            reduces = isinstance(call.callee, m.Attr) and call.callee.name == "reduce"
            bound = (n for p in parent.params[int(reduces) : int(reduces) + 1] for n in _param_names(p))
            yield Repetition(call, items, frozenset(bound), parent)
        elif isinstance(parent, (m.Class, m.Module)):
            return
        previous = parent


def _param_names(param: m.Param) -> list[str]:
    if param.name:
        return [param.name]
    return [] if param.pattern is None else [n for n, _, _ in pattern_names(param.pattern)]


def _callback(function: m.Function) -> tuple[m.Call | None, m.Expr | None]:
    arg = function.parent
    call = arg.parent if isinstance(arg, m.Arg) else None
    if not isinstance(call, m.Call):
        return None, None
    callee = call.callee
    position = next((i for i, a in enumerate(call.args) if a is arg), 0)
    if isinstance(callee, m.Attr):
        if (
            callee.name in CALLBACKS
            and position == 0
            and not (isinstance(callee.base, m.Name) and callee.base.id in ("Promise", "async"))
        ):
            return (call, callee.base) if _of_many(call, callee) else (None, None)
        if callee.name in _OTHER_CALLBACKS.get(_language(call), ()):
            return (call, callee.base) if _of_many(call, callee) else (None, None)
        if callee.name in _MAPPERS and position > 0 and isinstance(callee.base, m.Name):  # Promise.map(xs, f)
            return call, call.args[0].value
        if callee.name == "from" and position == 1:
            return call, call.args[0].value
        return None, None
    if isinstance(callee, m.Name) and callee.id in _MAPPERS and len(call.args) > 1:
        return call, call.args[0 if position else 1].value
    return None, None


_OTHER_CALLBACKS: dict[str, frozenset[str]] = {
    "java": frozenset({"mapToLong", "mapToInt", "mapToObj", "peek", "anyMatch", "allMatch", "noneMatch"}),
    "kotlin": frozenset(
        {"mapNotNull", "associateWith", "associate", "associateBy", "onEach", "mapIndexed", "forEachIndexed", "sumOf", "any", "all"}
    ),
    "csharp": frozenset({"Select", "SelectMany", "Where", "ForEach", "Sum", "Any", "All"}),
    "ruby": frozenset(
        {"each_with_index", "each_with_object", "flat_map", "filter_map", "select", "reject", "to_h", "sum", "find_each", "collect"}
    ),
    "php": frozenset({"transform", "mapWithKeys", "sum"}),
    "rust": frozenset({"for_each", "filter_map", "flat_map"}),
}  # fmt: skip
_STREAM_START = re.compile(
    r"(?:^|\.)(?:stream|parallelStream|boxed|entrySet|values|keySet|Stream\.of|IntStream\.\w+|toList)\(\)"
)
_ONE_OR_NONE = re.compile(
    r"(?:^|\.)(?:Optional|Mono|Try|Either|Uni)\.|\.(?:find|get|load)\w*(?:\(\))?$", re.IGNORECASE
)


def _language(node: m.Node) -> str:
    module = m.enclosing(node, m.Module)
    return "" if module is None else module.language


def _of_many(call: m.Call, callee: m.Attr) -> bool:
    """Whether the receiver holds many items: ``map`` of an ``Optional``, a ``Mono`` or a ``Result`` runs at most once."""
    language = _language(call)
    chain = m.dotted(callee.base)
    if language == "java":
        if callee.name in ("forEach", "each"):
            return not _ONE_OR_NONE.search(chain)
        return _STREAM_START.search(chain) is not None
    if language == "kotlin":
        return not re.search(r"(?:Optional|Mono|findById|find\w*OrNull|runCatching)\w*(?:\(\))?$", chain)
    if language == "rust":
        return (
            re.search(r"(?:^|\.)(?:iter|into_iter|iter_mut|drain|chars|lines|stream|keys|values)\(\)", chain)
            is not None
        )
    return True


def _names(target: m.Expr | None) -> frozenset[str]:
    return (
        frozenset(n for n, _, _ in pattern_names(target) if n != "_") if target is not None else frozenset()
    )


def _assigned(loop: m.Loop) -> frozenset[str]:
    found: set[str] = set()
    if isinstance(loop.init, m.Assign):
        return frozenset[str]().union(*(_names(t) for t in loop.init.targets))
    for node in loop.body.walk_scope():
        if isinstance(node, m.Assign):
            for target in node.targets:
                found |= _names(target)
        elif isinstance(node, m.Unary) and node.op == "&":  # rows.Scan(&id)
            found |= {m.dotted(node.operand).partition(".")[0]}
    return frozenset(found - {""})


def pace(flow: Flow, again: Repetition) -> Pace:
    """How often a repetition runs, judged by its header."""
    node = again.node
    if isinstance(node, m.Loop) and node.kind == "while":
        test = node.test
        last = m.dotted(test.callee).rpartition(".")[2] if isinstance(test, m.Call) else ""
        return Pace.EACH if last in ("Next", "Scan", "NextRow") else Pace.BATCH
    if isinstance(node, m.Loop) and node.kind == "for":
        return _counted(flow, node)
    if isinstance(node, m.Loop) and node.is_async and _STREAM.search(_text(flow, again.iterable)):
        return Pace.BATCH
    if any(_BATCH.search(n) for n in again.names):
        return Pace.BATCH
    if any(_RETRY.search(n) for n in again.names):
        return Pace.BOUNDED
    return _iterated(flow, again)


def _counted(flow: Flow, loop: m.Loop) -> Pace:
    step = "" if loop.step is None else flow.module.text(loop.step)
    if loop.test is None:
        return Pace.BATCH
    text = flow.module.text(loop.test)
    if re.search(r"[+-]=\s*(?!1\b)", step):
        return Pace.BATCH
    if _RETRY.search(text) or _BATCH.search(text):
        return Pace.BOUNDED if _RETRY.search(text) else Pace.BATCH
    if isinstance(loop.test, m.Binary):
        limit = flow.constant(loop.test.right)
        if isinstance(limit, int):
            return Pace.BOUNDED if limit <= _SMALL else Pace.EACH
        if flow.constant_name(m.dotted(loop.test.right).rpartition(".")[2]):
            return Pace.BOUNDED
    return Pace.EACH if re.search(r"\.length|\.size|len\(|\.Len\(|count", text, re.IGNORECASE) else Pace.BATCH


def _iterated(flow: Flow, again: Repetition) -> Pace:
    expr = again.iterable
    for _ in range(6):
        if expr is None:
            return Pace.EACH
        if isinstance(expr, m.Call):
            name = m.dotted(expr.callee)
            last = name.rpartition(".")[2]
            if last == "range" and isinstance(expr.callee, m.Name):
                return _ranged(flow, expr)
            if last in _VIEWS.get(flow.module.language, ()) and isinstance(expr.callee, m.Attr):
                expr = expr.callee.base
                continue
            if _BATCH.search(last):
                return Pace.BATCH
            if _STREAM.search(name) and last not in ("items",):
                return Pace.BATCH
            if (
                last in _UNWRAPPED
                or name in ("Object.keys", "Object.values", "Object.entries")
                or last == "items"
            ):
                inner = expr.positional(0)
                expr = (
                    inner
                    if inner is not None
                    else (expr.callee.base if isinstance(expr.callee, m.Attr) else None)
                )
                continue
        break
    if expr is None:
        return Pace.EACH
    if few(flow, expr):
        return Pace.BOUNDED
    text = _text(flow, expr)
    if _CLASSES.search(text) and any(_CLASS_NAMES.match(n) for n in again.names):
        return Pace.BOUNDED  # the kinds of rows stand in the code
    tail = re.split(r"[^\w]", text)[-1] if isinstance(expr, (m.Name, m.Attr)) else ""
    if _BATCH.search(tail) and tail.endswith("s"):
        return Pace.BATCH
    if isinstance(expr, (m.Name, m.Attr)) and re.search(
        r"consumer|queue$|channel$|stream$|pubsub", tail, re.IGNORECASE
    ):
        return Pace.BATCH
    if flow.module.language == "go" and isinstance(again.node, m.Loop) and _channel(flow, again.node):
        return Pace.BATCH
    return Pace.EACH


def few(flow: Flow, expr: m.Expr) -> bool:
    """Whether a collection's few members stand in the code: a literal, a constant, an enumeration, a short slice."""
    if _SHORT_SLICE.search(_text(flow, expr)):
        return True
    if isinstance(expr, (m.Name, m.Attr)):
        last = expr.id if isinstance(expr, m.Name) else expr.name
        if flow.constant_name(last):
            return True
        if isinstance(expr, m.Name) and flow.module.language != "go" and last[:1].isupper():
            return True  # an enumeration's class
        if isinstance(expr, m.Attr) and last == "choices":
            return True
    found = flow.definition(expr)
    if isinstance(found, m.Sequence):
        grows = isinstance(expr, m.Name) and any(
            b.kind == "append" for b in flow.scopes.lookup(expr.id, expr)[1]
        )
        return bool(found.items) and not grows and not any(isinstance(i, m.Spread) for i in found.items)
    if isinstance(found, m.Mapping):
        return bool(found.pairs) and not found.has_spread() and not found.type_name.startswith("struct")
    return False


def _ranged(flow: Flow, call: m.Call) -> Pace:
    if len(call.args) >= 3:
        return Pace.BATCH
    last = call.args[-1].value if call.args else None
    if last is None:
        return Pace.EACH
    limit = flow.constant(last)
    if isinstance(limit, int):
        return Pace.BOUNDED if limit <= _SMALL else Pace.EACH
    text = flow.module.text(last)
    if flow.constant_name(m.dotted(last).rpartition(".")[2]) or _RETRY.search(text):
        return Pace.BOUNDED
    if _BATCH.search(text):
        return Pace.BATCH
    return Pace.EACH


def _channel(flow: Flow, loop: m.Loop) -> bool:
    """``for job := range jobs``: one name that is no index into what is ranged over."""
    if not isinstance(loop.target, m.Name) or loop.iterable is None:
        return False
    name = loop.target.id
    return not any(
        isinstance(n, m.Index) and isinstance(n.key, m.Name) and n.key.id == name for n in loop.body.walk()
    )


def repeated(flow: Flow, node: m.Node) -> Repetition | None:
    """The repetition that runs a node once an item of data; None when nothing does, or a batch loop comes first."""
    for again in repetitions(node):
        how = pace(flow, again)
        if how is Pace.BATCH:
            return None
        if how is Pace.EACH and not ends_here(node, again):
            return again
    return None


def ends_here(node: m.Node, again: Repetition) -> bool:
    """Whether the loop is left after the node: it stands in a block that always ends by return, raise or break."""
    for parent in node.ancestors():
        if parent is again.node:
            return False
        if isinstance(parent, m.Function):
            return False
        if isinstance(parent, m.Return):
            return not _in_function(parent, again)
        if isinstance(parent, m.Block) and parent.items:
            last = parent.items[-1]
            left = isinstance(last, (m.Return, m.Raise)) or (
                isinstance(last, m.Jump) and last.kind == "break"
            )
            if left and not _in_function(parent, again):
                return True
    return False


def _in_function(node: m.Node, again: Repetition) -> bool:
    for parent in node.ancestors():
        if parent is again.node:
            return False
        if isinstance(parent, m.Function):
            return True
    return False


def mentions(node: m.Node, names: frozenset[str]) -> bool:
    """Whether an expression reads one of these names."""
    return any(isinstance(n, m.Name) and n.id in names for n in node.walk())


def turn_names(again: Repetition) -> frozenset[str]:
    """The loop's own names and those given a value inside that rests on them."""
    names = set(again.names)
    for _ in range(2):
        for node in again.inside.walk():
            if (
                isinstance(node, m.Assign)
                and node.value is not None
                and mentions(node.value, frozenset(names))
            ):
                for target in node.targets:
                    names |= _names(target)
            elif (
                isinstance(node, m.Loop)
                and node.iterable is not None
                and mentions(node.iterable, frozenset(names))
            ):
                names |= _names(node.target)
    return frozenset(names)


def _text(flow: Flow, expr: m.Expr | None) -> str:
    return "" if expr is None else flow.module.text(expr)
