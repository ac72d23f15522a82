"""Who calls a function of the same file, and with what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.syntax import model as m

if TYPE_CHECKING:
    from checks.syntax.flow import Flow


def callers(flow: Flow, function: m.Function) -> list[m.Call]:
    """Calls ``name(...)`` and ``self.name(...)`` / ``this.name(...)`` that mean this function."""
    name = m.function_name(function)
    if not name:
        return []
    owner = m.enclosing(function, m.Class)
    found = []
    for call in _meant(flow, name):
        if isinstance(call.callee, m.Name):
            bindings = flow.scopes.lookup(name, call)[1]
            if len(bindings) == 1 and bindings[0].value is function:
                found.append(call)
        elif (owner is not None and _of_own_class(flow, call, owner)) or function.receiver is not None:
            found.append(call)
    return found


def _of_own_class(flow: Flow, call: m.Call, owner: m.Class) -> bool:
    """``self.name(...)`` inside the class, or ``store.name(...)`` of an object whose declared class it is."""
    if isinstance(call.callee, m.Attr) and m.dotted(call.callee.base) not in ("self", "this", "cls"):
        return bool(owner.name) and flow.resolve(call.callee.base) == f"./{owner.name}()"
    return m.enclosing(call, m.Class) is owner


def arguments_for(flow: Flow, function: m.Function, param: m.Param) -> list[tuple[m.Call, m.Expr]]:
    """Every call with the expression that it passes for ``param``."""
    if param not in function.params:
        return []
    params = [p for p in function.params if p.name not in ("self", "cls")]
    position = params.index(param) if param in params else -1
    found = []
    for call in callers(flow, function):
        value = call.keyword(param.name)
        if value is None and position >= 0:
            value = call.positional(position)
        if value is not None:
            found.append((call, value))
    return found


def _meant(flow: Flow, name: str) -> list[m.Call]:
    """Calls ``name(...)`` and ``object.name(...)``."""
    found = []
    go = flow.module.language == "go"
    for call in flow.calls_named(name):
        callee = call.callee
        if isinstance(callee, m.Name) or (
            isinstance(callee, m.Attr)
            and (isinstance(callee.base, m.Name) or (isinstance(callee.base, m.Attr) and not go))
        ):
            found.append(call)
    return found
