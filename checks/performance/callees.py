"""Which function of this repository a call enters: the same file's, the class's own, or one imported from another file."""

from __future__ import annotations

import re

from checks.syntax import model as m
from checks.syntax.flow import Flow

_BARE_METHODS = frozenset({"java", "kotlin", "csharp", "ruby"})
"""Languages in which a method calls its neighbours without ``this``."""


UNIT_OF_WORK = re.compile(
    r"process|handle|^_?run|sync|import|export|send|deliver|notify|charge|execute|perform|retry|publish|dispatch|migrate|apply|refund|archive|cancel|complete|job|task|refresh|rebuild|recount|recompute|reindex",
    re.IGNORECASE,
)
"""Names of what is done to one item for its own sake, not to learn something about it."""


def callee_of(flow: Flow, call: m.Call) -> tuple[Flow, m.Function] | None:
    """The function behind a call with the flow of its file; None when it is not the repository's own."""
    callee = call.callee
    if isinstance(callee, m.Name):
        return _named(flow, callee)
    if not isinstance(callee, m.Attr):
        return None
    base = callee.base
    if isinstance(base, m.Name):
        if base.id in ("self", "this", "cls"):
            owner = m.enclosing(call, m.Class)
            return _method(flow, owner, callee.name) if owner is not None else None
        if flow.module.language == "go":
            return _go_method(flow, call, base.id, callee.name)
        imported = _imported_module(flow, base, call)
        if imported is not None:
            function = _top_level(imported, callee.name)
            if function is not None:
                return imported, function
    return _member(flow, base, callee.name)


def _named(flow: Flow, name: m.Name) -> tuple[Flow, m.Function] | None:
    _, bindings = flow.scopes.lookup(name.id, name)
    if not bindings and flow.module.language in _BARE_METHODS:
        owner = m.enclosing(name, m.Class)
        return _method(flow.whole, owner if owner is None else class_named(flow.whole, owner.name), name.id)
    if len(bindings) != 1:
        return None
    binding = bindings[0]
    if isinstance(binding.value, m.Function):
        return flow, binding.value
    if isinstance(binding.node, m.Import) and binding.key:
        other = flow.imported_flow(binding.node.module, binding.node.level)
        function = None if other is None else _top_level(other, binding.key)
        return None if other is None or function is None else (other, function)
    return None


def _imported_module(flow: Flow, base: m.Name, call: m.Call) -> Flow | None:
    _, bindings = flow.scopes.lookup(base.id, call)
    if len(bindings) != 1 or not isinstance(bindings[0].node, m.Import):
        return None
    node, key = bindings[0].node, bindings[0].key
    if key in ("", "*", "default"):
        return flow.imported_flow(node.module, node.level)
    return flow.imported_flow(f"{node.module}.{key}" if node.module else key, node.level)


def _member(flow: Flow, base: m.Expr, name: str) -> tuple[Flow, m.Function] | None:
    """``this.users.find(...)`` where ``users`` is known to be an object of one of the repository's classes."""
    owner = flow.resolve(base)
    if not owner.endswith("()") or owner.count("()") != 1:
        return None
    owner = owner[:-2]
    if owner.startswith("./") and "." not in owner[2:] and "/" not in owner[2:]:
        return _method(flow, class_named(flow, owner[2:]), name)
    module, _, kind = owner.rpartition(".")
    level = 0
    if flow.module.language == "python":
        level = len(module) - len(module.lstrip("."))
        module = module.lstrip(".")
    other = flow.imported_flow(module, level) if module else None
    return None if other is None else _method(other, class_named(other, kind), name)


def class_named(flow: Flow, name: str) -> m.Class | None:
    """The file's class of that name."""
    return next((c for c in flow.classes() if c.name == name), None)


def _method(flow: Flow, owner: m.Class | None, name: str) -> tuple[Flow, m.Function] | None:
    if owner is None:
        return None
    for item in owner.body.items:
        if isinstance(item, m.Function) and item.name == name:
            return flow, item
        if (
            isinstance(item, m.Assign)
            and isinstance(item.value, m.Function)
            and m.function_name(item.value) == name
        ):
            return flow, item.value
    return None


def _go_method(flow: Flow, call: m.Call, receiver: str, name: str) -> tuple[Flow, m.Function] | None:
    for parent in call.ancestors():
        if isinstance(parent, m.Function) and parent.receiver is not None and parent.receiver[0] == receiver:
            kind = parent.receiver[1].lstrip("*")
            for function in flow.functions():
                if (
                    function.name == name
                    and function.receiver is not None
                    and function.receiver[1].lstrip("*") == kind
                ):
                    return flow, function
    return None


def _top_level(flow: Flow, name: str) -> m.Function | None:
    bindings = flow.scopes.bound(flow.module, name)
    if len(bindings) == 1 and isinstance(bindings[0].value, m.Function):
        return bindings[0].value
    return None
