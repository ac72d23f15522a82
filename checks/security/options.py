"""Options of a call: a keyword argument, or a member of an object that is passed."""

from __future__ import annotations

from checks.syntax import model as m
from checks.syntax.flow import Flow


def option(flow: Flow, call: m.Call, name: str) -> m.Expr | None:
    """The value given for an option by its name; None where the call does not state it."""
    given = call.keyword(name)
    if given is not None:
        return given
    for arg in call.args:
        found = flow.definition(arg.value)
        if isinstance(found, m.Mapping):
            member = found.get(name)
            if member is not None:
                return member
    return None


def chain(call: m.Call) -> list[m.Call]:
    """The calls made on a call's result, in order: ``.arg("-c")`` and ``.output()`` of ``new("sh").arg("-c").output()``."""
    found: list[m.Call] = []
    node: m.Node = call
    while True:
        holder = node.parent
        if isinstance(holder, (m.Await, m.Opaque)):
            node = holder
            continue
        outer = None if holder is None else holder.parent
        if not (
            isinstance(holder, m.Attr)
            and holder.base is node
            and isinstance(outer, m.Call)
            and outer.callee is holder
        ):
            return found
        found.append(outer)
        node = outer


def later_calls(flow: Flow, call: m.Call) -> list[m.Call]:
    """The calls made on a call's result: chained ones, and those on the variable that holds it, in the same function."""
    found = chain(call)
    last: m.Node = found[-1] if found else call
    holder = last.parent
    while isinstance(holder, (m.Await, m.Opaque)):
        holder = holder.parent
    if isinstance(holder, m.WithItem):
        name = m.dotted(holder.target)
    elif isinstance(holder, m.Assign) and len(holder.targets) == 1:
        name = m.dotted(holder.targets[0])
    else:
        return found
    if not name:
        return found
    scope = flow.scopes.scope_of(call)
    if "." in name:  # a member: everywhere in its class
        scope = m.enclosing(call, m.Class) or flow.module
    wide = isinstance(scope, m.Module | m.Class)
    name = name.removeprefix("this.").removeprefix("self.") if wide else name
    for node in scope.walk() if wide else scope.walk_scope():
        if isinstance(node, m.Call) and node.start > call.start and isinstance(node.callee, m.Attr):
            base: m.Expr = node.callee.base
            while isinstance(base, m.Call) and isinstance(base.callee, m.Attr):
                base = base.callee.base
            called_on = m.dotted(base)
            if called_on == name or (wide and called_on.removeprefix("this.").removeprefix("self.") == name):
                found.append(node)
    return found


def list_items(flow: Flow, expr: m.Expr) -> list[m.Expr] | None:
    """The items of a list that is written out: a literal, ``List.of(...)``, ``Arrays.asList(...)``; None for other values."""
    found = flow.definition(expr)
    if isinstance(found, m.Sequence):
        return list(found.items)
    if isinstance(found, m.Call):
        name = flow.resolve(found.callee)
        if name.rpartition(".")[2] in _LISTS or name.endswith(("List.of", "Stream.of")):
            inner = [a.value for a in found.args if not a.spread]
            if len(inner) == 1:  # `new ArrayList<>(List.of(...))`
                return list_items(flow, inner[0]) or inner
            return inner
    return None


_LISTS = frozenset({"asList", "listOf", "mutableListOf", "arrayListOf", "arrayOf", "ArrayList", "array"})


def siblings(flow: Flow, node: m.Node) -> list[tuple[str, m.Expr]]:
    """What is stated beside an option: other members of the same object, other properties set on it in the same function."""
    if isinstance(node, m.Pair) and isinstance(node.parent, m.Mapping):
        return [(str(p.key.value), p.value) for p in node.parent.pairs if isinstance(p.key, m.Literal)]
    target = node.targets[0] if isinstance(node, m.Assign) and node.targets else None
    if not isinstance(target, m.Attr):
        return []
    owner = m.dotted(target.base)
    found = []
    for other in flow.scopes.scope_of(node).walk_scope():
        if not (isinstance(other, m.Assign) and other.value is not None and other.targets):
            continue
        beside = other.targets[0]
        if isinstance(beside, m.Attr) and m.dotted(beside.base) == owner:
            found.append((beside.name, other.value))
    return found
