"""The ways out of a function between the place where something is opened and the place where it is closed."""

from __future__ import annotations

import re

from checks.syntax import model as m
from checks.syntax.flow import Flow


def always_runs(closer: m.Node, function: m.Function) -> bool:
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


def protected_from(closer: m.Node, function: m.Function) -> int:
    """Where the protection begins: the ``try`` of the ``finally``, or the statement itself."""
    previous: m.Node = closer
    for parent in closer.ancestors():
        if parent is function:
            break
        if isinstance(parent, m.Try) and parent.final is previous:
            return parent.start
        previous = parent
    return closer.start


def exit_between(flow: Flow, opened: m.Assign, start: int, end: int, closers: list[m.Node]) -> m.Node | None:
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
