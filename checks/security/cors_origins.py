"""Which origin settings of cross-origin rules admit every origin."""

from __future__ import annotations

import re

from checks.syntax import model as m
from checks.syntax.flow import Flow

_ANY_PATTERN = re.compile(r"^(?:\*|\^?(?:https\?://)?\.[*+]\$?|\^?https\?://\.[*+]\$?)$")
_COMPARED = re.compile(
    r"\bin\b|includes|has\(|\.test\(|[mM]atch|[aA]llowed|is\w+\(|Contains|\[|[!=]==? ?(?!undefined|null|nil|None|true|false)\w"
)


def admits_all(flow: Flow, expr: m.Expr | None) -> bool:
    """Whether an origin setting admits all origins."""
    if expr is None:
        return False
    value = flow.constant(expr)
    if value is True:
        return True
    if isinstance(value, str):
        return bool(_ANY_PATTERN.match(value))
    found = flow.definition(expr)
    if isinstance(found, m.Sequence):
        return any(admits_all(flow, i) for i in found.items)
    if isinstance(found, m.Literal) and found.kind == "regex":
        return bool(_ANY_PATTERN.match(str(found.value)))
    if isinstance(found, m.Function):
        return always_yes(found)
    if isinstance(expr, m.Name):
        own = [f for f in flow.module.every(m.Function) if f.name == expr.id]
        return len(own) == 1 and always_yes(own[0])
    return False


def always_yes(function: m.Function) -> bool:
    """``(origin, cb) => cb(null, true)`` or ``return true``, without a test."""
    nodes = list(function.body.walk())
    if any(isinstance(n, (m.If, m.Conditional, m.Switch, m.Binary)) for n in nodes):
        return False
    names = {p.name for p in function.params}
    for node in nodes:
        if isinstance(node, m.Call) and len(node.args) == 2 and isinstance(node.callee, m.Name):
            if node.callee.id not in names:
                continue
            second = node.args[1].value
            return (isinstance(second, m.Literal) and second.value is True) or (
                isinstance(second, m.Name) and second.id in names
            )
        if isinstance(node, m.Return) and node.value is not None and not isinstance(node.value, m.Call):
            value = node.value
            return (isinstance(value, m.Literal) and value.value is True) or (
                isinstance(value, m.Name) and value.id in names and len(names) == 1
            )
    return False


def tested(flow: Flow, node: m.Node, value: m.Expr) -> bool:
    """Whether a test around the write, or one before it that leaves, asks about the origin (an allow-list in whatever form)."""
    name = flow.module.text(value)
    inner: m.Node = node
    for parent in node.ancestors():
        if (
            isinstance(parent, (m.If, m.Conditional))
            and inner is not parent.test
            and _asks(flow, parent, name)
        ):
            return True
        if isinstance(parent, m.Block):
            for item in parent.items:
                if item is inner or item.start >= node.start:
                    break
                if isinstance(item, m.If) and _leaves(item) and _asks(flow, item, name):
                    return True
        if isinstance(parent, m.Function):
            return False
        inner = parent
    return False


def _leaves(guard: m.If) -> bool:
    last = guard.body.items[-1] if guard.body.items else None
    return isinstance(last, (m.Return, m.Raise, m.Jump))


def _asks(flow: Flow, branch: m.If | m.Conditional, name: str) -> bool:
    """Whether a condition compares the origin with something, or looks it up."""
    test = branch.test
    texts = [flow.module.text(test)]
    while isinstance(test, m.Unary):
        test = test.operand
    made = flow.definition(test)
    if made is not test:
        texts.append(flow.module.text(made))
    if isinstance(branch, m.If) and branch.init is not None:
        texts.append(flow.module.text(branch.init))
    return any(name in text and _COMPARED.search(text) for text in texts)
