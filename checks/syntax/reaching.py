"""Which assignments may hold where a name is used: backwards from the use, stopping at one that certainly ran."""

from __future__ import annotations

from checks.syntax import model as m
from checks.syntax.scopes import Binding


def reaching(bindings: list[Binding], use: m.Expr) -> list[Binding]:
    """Bindings of the use's own scope that may hold at the use, in source order: backwards from the use, until
    one that certainly ran."""
    found: list[Binding] = []
    for binding in reversed(bindings):
        if isinstance(binding.node, m.Clause):
            # `f(k) for k in keys`: the target stands after its use, and only inside its comprehension
            if any(n is binding.node.parent for n in use.ancestors()):
                return [binding]
            continue
        if binding.node.start >= use.start and binding.kind != "param":
            if binding.kind != "append" or not _same_loop(binding.node, use):
                continue
        elif _contains(binding.node, use) and binding.kind in ("assign", "append", "part"):
            continue
        if _other_branch(binding.node, use):
            continue
        found.append(binding)
        if binding.kind != "append" and _dominates(binding, use):
            break
    found.reverse()
    return found


def _block_path(node: m.Node) -> list[m.Node]:
    return [node, *node.ancestors()]


def _contains(outer: m.Node, inner: m.Node) -> bool:
    return (
        outer.start <= inner.start
        and inner.end <= outer.end
        and not isinstance(outer, (m.Loop, m.With, m.Handler))
    )


def _same_loop(a: m.Node, b: m.Node) -> bool:
    loops = {id(n) for n in a.ancestors() if isinstance(n, m.Loop)}
    return any(id(n) in loops for n in b.ancestors() if isinstance(n, m.Loop))


def _dominates(binding: Binding, use: m.Node) -> bool:
    """Whether the binding certainly ran before the use: its block also holds the use (at any depth)."""
    node = binding.node
    if binding.kind == "param":
        return True
    if isinstance(node, (m.Loop, m.With, m.WithItem, m.Clause, m.Handler)):
        return any(n is node or n is node.parent for n in use.ancestors()) or isinstance(node, m.WithItem)
    block = next((n for n in node.ancestors() if isinstance(n, m.Block)), None)
    return block is not None and any(n is block for n in use.ancestors())


def _other_branch(a: m.Node, b: m.Node) -> bool:
    """Whether two nodes stand in different branches of one if or switch, so that one run never sees both."""
    path = {id(n): n for n in _block_path(a)}
    previous: m.Node = b
    for node in b.ancestors():
        if id(node) in path:
            if isinstance(node, m.If):
                in_body = any(n is node.body for n in _block_path(a))
                return (previous is node.orelse and in_body) or (
                    previous is node.body
                    and node.orelse is not None
                    and any(n is node.orelse for n in _block_path(a))
                )
            return (
                isinstance(node, m.Switch)
                and isinstance(previous, m.Case)
                and id(node.init) not in path
                and not any(n is previous for n in _block_path(a))
            )
        previous = node
    return False
