"""Which names carry a value to a sink, and which tests and calls looked at them on the way.

Data flow says what may reach a sink; validators come in too many forms for it. This module collects the tests and
calls before a sink that mention the value, and each rule decides which of them count as its guard.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from checks.security.wording import words
from checks.syntax import model as m
from checks.syntax.callers import arguments_for
from checks.syntax.flow import Flow
from checks.syntax.scopes import pattern_names

_STEPS = 60
"""Expressions followed back from one sink."""
_REQUEST_OBJECTS = frozenset(
    {"request", "req", "ctx", "context", "c", "r", "w", "self", "this", "cls", "res", "reply", "event", "app"}
)
"""Names that carry far more than the value at hand."""
_VALIDATOR = re.compile(
    r"(?:valid|safe|allow|sanit|check|verify|ensure|assert|guard|permit|trusted|restrict|forbid|reject|authoriz|whitelist|blocklist|denylist)",
    re.IGNORECASE,
)
_NOT_VALIDATORS = frozenset({"allow_redirects", "safe_load", "unsafe"})


@dataclass(slots=True)
class Carried:
    """What carries the value: names and member chains by scope, and the expressions that it was made of."""

    names: set[str] = field(default_factory=set)
    chains: set[str] = field(default_factory=set)
    scopes: dict[int, tuple[m.Node, int]] = field(default_factory=dict)
    """Scope id -> (scope, byte offset up to which its code ran before the value was used)."""
    expressions: list[m.Expr] = field(default_factory=list)

    def mentioned_in(self, flow: Flow, node: m.Node) -> bool:
        """Whether an expression names the value."""
        for inner in node.walk():
            if isinstance(inner, m.Name) and inner.id in self.names:
                return True
            if isinstance(inner, (m.Attr, m.Index, m.Call)) and _key(flow, inner) & self.chains:
                return True
        return False


def carried(flow: Flow, sink: m.Expr) -> Carried:
    """Follow an expression back through assignments, callers and local helpers."""
    found = Carried()
    queue: list[m.Expr] = [sink]
    seen: set[int] = set()
    while queue and len(found.expressions) < _STEPS:
        expr = queue.pop(0)
        if id(expr) in seen:
            continue
        seen.add(id(expr))
        found.expressions.append(expr)
        queue.extend(_read(flow, expr, found))
    return found


def _read(flow: Flow, expr: m.Expr, found: Carried) -> Iterator[m.Expr]:
    scope = flow.scopes.scope_of(expr)
    known = found.scopes.get(id(scope))
    found.scopes[id(scope)] = (scope, max(expr.start, known[1] if known else 0))
    for node in expr.walk_scope():
        if isinstance(node, (m.Attr, m.Index)):
            found.chains.update(_key(flow, node))
            if (
                isinstance(node, m.Attr)
                and isinstance(node.base, m.Name)
                and node.base.id in ("self", "this")
            ):
                for binding in flow.scopes.attribute(node.name, node):
                    if binding.value is not None and not isinstance(binding.value, m.Function):
                        yield binding.value
        elif isinstance(node, m.Call):
            found.chains.update(_key(flow, node))
            yield from _returns(flow, node)
        elif isinstance(node, m.Name) and node.id not in _REQUEST_OBJECTS:
            parent = node.parent
            if isinstance(parent, m.Call) and parent.callee is node:
                continue
            _, bindings = flow.scopes.lookup(node.id, node)
            if not bindings or bindings[0].kind in ("import", "function", "class"):
                continue
            if flow.constant_name(node.id):
                continue
            found.names.add(node.id)
            for binding in bindings:
                if binding.kind == "param" and isinstance(binding.node, m.Param):
                    function = binding.node.parent
                    if isinstance(function, m.Function):
                        yield from (value for _, value in arguments_for(flow, function, binding.node)[:6])
                elif binding.value is not None and not isinstance(binding.value, (m.Function, m.Class)):
                    yield binding.value


def _returns(flow: Flow, call: m.Call) -> Iterator[m.Expr]:
    callee = call.callee
    if isinstance(callee, m.Name):
        bindings = flow.scopes.lookup(callee.id, callee)[1]
    elif (
        isinstance(callee, m.Attr) and isinstance(callee.base, m.Name) and callee.base.id in ("self", "this")
    ):
        bindings = flow.scopes.attribute(callee.name, callee)
    else:
        return
    if len(bindings) == 1 and isinstance(function := bindings[0].value, m.Function):
        for node in function.body.walk_scope():
            if isinstance(node, m.Return) and node.value is not None:
                yield node.value


def looked_at(flow: Flow, value: Carried) -> Iterator[m.Expr]:
    """Every test and call before the use that mentions the value: ``if`` and ``assert`` conditions, then calls."""
    for scope, limit in value.scopes.values():
        if isinstance(scope, m.Module):
            continue
        _add_derived(flow, value, scope, limit)
        for node in scope.walk_scope():
            if node.start > limit or (isinstance(node, m.Call) and limit < node.end):
                continue  # later, or the call that the value is used in
            for test in _tests(node):
                if value.mentioned_in(flow, test):
                    yield test


def _add_derived(flow: Flow, value: Carried, scope: m.Node, limit: int) -> None:
    """``parsed = urlparse(url)`` before the use: a test of ``parsed`` looks at ``url``."""
    for node in scope.walk_scope():
        if isinstance(node, m.Assign) and node.value is not None and node.end <= limit:
            if isinstance(node.value, m.Function) or not value.mentioned_in(flow, node.value):
                continue
            for target in node.targets:
                value.names.update(name for name, _, _ in pattern_names(target) if name not in ("err", "_"))


def _tests(node: m.Node) -> Iterator[m.Expr]:
    if isinstance(node, m.If):
        yield node.test
        if isinstance(node.init, m.Assign) and node.init.value is not None:
            yield node.init.value
    elif isinstance(node, (m.Conditional, m.Assertion, m.Loop)):
        if node.test is not None:
            yield node.test
    elif isinstance(node, m.Binary) and node.op in ("and", "or"):
        yield node.left
    elif isinstance(node, m.Call):
        yield node


def validated(
    flow: Flow,
    value: Carried,
    inside: re.Pattern[str] | None = None,
    also: frozenset[str] = frozenset(),
) -> bool:
    """Whether a function that is called a validator was given the value: ``validate_url(url)``, ``isSafe(path)``.

    A validator of the same file must hold ``inside``: one that is called so but tests something else is none. ``also``
    names further words that make a validator."""
    return any(_validator_call(flow, value, test, inside, also) for test in looked_at(flow, value))


def _validator_call(
    flow: Flow, value: Carried, test: m.Expr, inside: re.Pattern[str] | None, also: frozenset[str]
) -> bool:
    for node in test.walk():
        if not isinstance(node, m.Call):
            continue
        name = last_name(node.callee)
        if name in _NOT_VALIDATORS or not (_VALIDATOR.search(name) or also & set(words(name))):
            continue
        if inside is not None and isinstance(node.callee, m.Name):
            found = flow.scopes.lookup(name, node)[1]
            own = found[0].value if len(found) == 1 else None
            if isinstance(own, m.Function) and not inside.search(flow.module.text(own)):
                continue
        if any(value.mentioned_in(flow, a) for a in node.args):
            return True
        if isinstance(node.callee, m.Attr) and value.mentioned_in(flow, node.callee.base):
            return True
    return False


def validating_name(name: str) -> bool:
    """Whether a function is called like one that checks or cleans its argument."""
    return bool(_VALIDATOR.search(name.rpartition(".")[2]))


def last_name(callee: m.Node) -> str:
    """``get`` of ``a.b.get``, also where ``b`` is no plain name."""
    if isinstance(callee, m.Attr):
        return callee.name
    return callee.id if isinstance(callee, m.Name) else ""


def _key(flow: Flow, node: m.Node) -> set[str]:
    """The text of a member chain without spaces; nothing for a long one."""
    if node.end - node.start > 120:
        return set()
    return {"".join(flow.module.text(node).split()).replace("?.", ".")}
