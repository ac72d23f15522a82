"""Where a ``requests`` session was made, and whether every call on it carries a limit."""

from __future__ import annotations

import re

from checks.syntax import model as m
from checks.syntax.flow import Flow

_MADE = re.compile(r"^requests\.(?:sessions\.)?[sS]ession$")
_PLAIN_ADAPTER = re.compile(r"^requests\.(?:adapters\.)?HTTPAdapter\(\)$")
_VERBS = frozenset({"get", "post", "put", "patch", "delete", "head", "options", "request", "send"})
_STEPS = 4
"""Names, functions and files that are followed from a call to the place where its session is made."""


def on_unlimited_session(flow: Flow, call: m.Call) -> bool | None:
    """Whether a call goes through a session that was made without a limit, here or behind an import; None when it goes
    through no session that can be followed."""
    callee = call.callee
    if not isinstance(callee, m.Attr) or callee.name not in _VERBS:
        return None
    made = _made(flow, callee.base, _STEPS)
    return None if made is None else not _limited(*made)


def _made(flow: Flow, expr: m.Node | None, steps: int) -> tuple[Flow, m.Call] | None:
    """The file and the call that makes the session which an expression holds."""
    if expr is None or steps == 0:
        return None
    if isinstance(expr, m.Await):
        return _made(flow, expr.value, steps)
    if isinstance(expr, m.Call):
        if _MADE.match(flow.resolve(expr.callee)):
            return flow, expr
        return _from_function(flow, expr.callee, steps)
    if isinstance(expr, m.Name):
        _, bindings = flow.scopes.lookup(expr.id, expr)
        if len(bindings) != 1:
            return None
        binding = bindings[0]
        if binding.kind == "import" and isinstance(binding.node, m.Import) and binding.key not in ("", "*"):
            other = flow.imported_flow(binding.node.module, binding.node.level)
            return None if other is None else _module_value(other, binding.key, steps - 1)
        if binding.kind in ("assign", "with"):
            return _made(flow, binding.value, steps - 1)
        return None
    if isinstance(expr, m.Attr):
        if isinstance(expr.base, m.Name) and expr.base.id in ("self", "cls"):
            assigned = [b for b in flow.scopes.attribute(expr.name, expr) if b.value is not None]
            return _made(flow, assigned[0].value, steps - 1) if len(assigned) == 1 else None
        return _member_of_module(flow, expr, steps)
    return None


def _from_function(flow: Flow, callee: m.Expr, steps: int) -> tuple[Flow, m.Call] | None:
    """``build_session()`` of this file or of an imported one."""
    if not isinstance(callee, m.Name):
        return None
    _, bindings = flow.scopes.lookup(callee.id, callee)
    if len(bindings) != 1:
        return None
    node, where, name = bindings[0].node, flow, callee.id
    if bindings[0].kind == "import" and isinstance(node, m.Import) and bindings[0].key not in ("", "*"):
        other = flow.imported_flow(node.module, node.level)
        if other is None:
            return None
        where, name = other, bindings[0].key
    for function in where.functions():
        if function.name == name and m.enclosing(function, m.Class) is None:
            for node in function.body.walk_scope():
                if isinstance(node, (m.Return, m.ExprStmt)) and node.value is not None:
                    value = node.value.value if isinstance(node.value, m.Yield) else node.value
                    found = _made(where, value, steps - 1)
                    if found is not None:
                        return found
    return None


def _member_of_module(flow: Flow, expr: m.Attr, steps: int) -> tuple[Flow, m.Call] | None:
    """``http.session`` where ``http`` is a file of the repository."""
    if not isinstance(expr.base, m.Name):
        return None
    _, bindings = flow.scopes.lookup(expr.base.id, expr)
    if len(bindings) != 1 or bindings[0].kind != "import" or not isinstance(bindings[0].node, m.Import):
        return None
    node, key = bindings[0].node, bindings[0].key
    module = f"{node.module}.{key}" if key and node.module else key or node.module
    other = flow.imported_flow(module, node.level)
    return None if other is None else _module_value(other, expr.name, steps - 1)


def _module_value(flow: Flow, name: str, steps: int) -> tuple[Flow, m.Call] | None:
    for item in flow.module.body.items:
        if isinstance(item, m.Assign) and any(isinstance(t, m.Name) and t.id == name for t in item.targets):
            return _made(flow, item.value, steps)
    return None


def _limited(flow: Flow, made: m.Call) -> bool:
    """Whether the session has an adapter of the repository's own, or its ``request`` was wrapped."""
    text = flow.module.source.decode("utf-8", "replace")
    if re.search(r"\.(?:request|send)\s*=[^=]", text):
        return True
    for call in flow.calls_named("mount"):
        adapter = call.positional(1)
        if adapter is None:
            continue
        resolved = flow.resolve(adapter)
        if not _PLAIN_ADAPTER.match(resolved):
            return True
    return False
