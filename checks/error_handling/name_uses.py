"""Where the value of one call goes: the name it is bound to, and what is done with that name afterwards."""

from __future__ import annotations

from collections.abc import Iterator

from checks.syntax import model as m


def bound_name(call: m.Expr) -> str:
    """The local name that holds the result: ``x = call``, ``x, err := call``, ``with call as x``; else ``""``."""
    node: m.Node = call
    while isinstance(node.parent, m.Await):
        node = node.parent
    parent = node.parent
    if isinstance(parent, m.WithItem):
        return parent.target.id if isinstance(parent.target, m.Name) else ""
    if isinstance(parent, m.Assign) and parent.value is node and parent.targets:
        target = parent.targets[0]
        if isinstance(target, m.Sequence) and target.items:
            target = target.items[0]
        return target.id if isinstance(target, m.Name) else ""
    return ""


def later_uses(name: str, after: m.Node) -> Iterator[m.Name]:
    """Every read of ``name`` after a node in the same function (nested ones included), up to its next assignment."""
    scope = m.enclosing(after, m.Function)
    root: m.Node | None = (
        scope.body
        if scope is not None
        else next((n for n in after.ancestors() if isinstance(n, m.Module)), None)
    )
    if root is None:
        return
    until = _next_assignment(name, after, root)
    for node in root.walk():
        if not (isinstance(node, m.Name) and node.id == name and node.start >= after.end):
            continue
        if not _is_target(node) and (until is None or node.start < until):
            yield node


def _is_target(node: m.Name) -> bool:
    parent = node.parent
    if isinstance(parent, m.WithItem):
        return parent.target is node
    if isinstance(parent, m.Sequence):
        return isinstance(parent.parent, m.Assign) and parent in parent.parent.targets
    return isinstance(parent, m.Assign) and node in parent.targets


def _next_assignment(name: str, after: m.Node, root: m.Node) -> int | None:
    """Where the name is given another value in the same block or a block around it."""
    blocks = {id(n) for n in after.ancestors() if isinstance(n, m.Block)}
    starts = [
        a.end
        for a in root.walk()
        if isinstance(a, m.Assign) and a.start >= after.end and id(a.parent) in blocks and name in _names(a)
    ]
    return min(starts, default=None)


def _names(node: m.Assign) -> list[str]:
    found: list[str] = []
    for target in node.targets:
        items = target.items if isinstance(target, m.Sequence) else [target]
        found += [i.id for i in items if isinstance(i, m.Name)]
    return found
