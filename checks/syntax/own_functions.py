"""Functions of the file in languages where a function and a variable may have one name: Ruby and PHP."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.syntax import model as m

if TYPE_CHECKING:
    from checks.syntax.flow import Flow


def called_name(flow: Flow, name: m.Name) -> str | None:
    """Canonical name of a name that is called; None for a name that is not."""
    call = name.parent
    if not isinstance(call, m.Call) or call.callee is not name or call.new:
        return None
    own = flow.dialect.own_function
    if own is not None and own(flow, name, len(call.args)) is not None:
        return f"./{name.id}"
    for binding in flow.scopes.bound(flow.module, name.id):
        node = binding.node
        if binding.kind == "import" and isinstance(node, m.Import) and node.module:
            return f"{node.module}.{binding.key}" if binding.key else node.module
    return name.id


def bare_call(name: m.Name) -> m.Call:
    """The call that a method's name alone stands for."""
    made = m.Call(name, [])
    made.start, made.end, made.line, made.end_line = name.start, name.end, name.line, name.end_line
    made.parent = name.parent
    return made


def method_of_class(flow: Flow, callee: m.Expr, given: int) -> m.Function | None:
    """The method that ``$this->name(...)`` or ``self.name(...)`` means, where the class has exactly one of the name."""
    if not (isinstance(callee, m.Attr) and m.dotted(callee.base) in ("this", "self")):
        return None
    found = flow.scopes.methods(callee.name, callee)
    return found[0] if len(found) == 1 else None


def function_of_file(flow: Flow, name: str) -> m.Function | None:
    """The only function of this name outside of classes."""
    found = [b.node for b in flow.scopes.bound(flow.module, name) if isinstance(b.node, m.Function)]
    return found[0] if len(found) == 1 else None
