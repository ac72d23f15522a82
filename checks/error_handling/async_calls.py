"""Which function of the repository a JavaScript call enters, and whether it gives a promise."""

from __future__ import annotations

from checks.syntax import model as m
from checks.syntax.flow import Flow


def entered(flow: Flow, callee: m.Expr) -> m.Function | None:
    """The function that a call enters, where the repository shows it: a function or method of this file, an imported
    one, a method of an object whose class is known."""
    if isinstance(callee, m.Name):
        return _named(flow, callee)
    if not isinstance(callee, m.Attr):
        return None
    base = callee.base
    if isinstance(base, m.Name) and base.id == "this":
        owner = m.enclosing(callee, m.Class)
        return None if owner is None else _method(owner, callee.name)
    if isinstance(base, m.Name):
        found = _member_of_import(flow, base, callee.name)
        if found is not None:
            return found
    made = flow.resolve(base)
    if made.endswith("()"):
        owner = _class_named(flow, made[:-2])
        return None if owner is None else _method(owner, callee.name)
    return None


def gives_promise(function: m.Function) -> bool:
    """Whether a function is async or says that it returns a promise."""
    return (function.is_async and not function.is_generator) or function.returns.lstrip(": ").startswith(
        "Promise<"
    )


def handles_itself(function: m.Function) -> bool:
    """Whether the body is one try whose handler does not throw: the promise never rejects."""
    items = [s for s in function.body.items if not _plain(s)]
    if len(items) != 1 or not isinstance(items[0], m.Try) or not items[0].handlers:
        return False
    return not any(isinstance(n, m.Raise) for h in items[0].handlers for n in h.body.walk_scope())


def _plain(statement: m.Stmt) -> bool:
    """A statement that cannot reject: a declaration, a test that leaves, a call of a setter, without await."""
    if any(isinstance(n, m.Await) for n in statement.walk_scope()):
        return False
    return isinstance(statement, (m.Assign, m.Return, m.If, m.ExprStmt))


def _named(flow: Flow, name: m.Name) -> m.Function | None:
    _, bindings = flow.scopes.lookup(name.id, name)
    if len(bindings) != 1:
        return None
    binding = bindings[0]
    if binding.kind == "import" and isinstance(binding.node, m.Import):
        other = flow.imported_flow(binding.node.module)
        return None if other is None else _exported(other, binding.key, binding.name, 0)
    if binding.kind in ("part", "assign") and isinstance(binding.node, m.Assign):
        other = _required(flow, binding.node.value)
        if other is not None:
            return _exported(other, binding.key if binding.kind == "part" else "default", binding.name, 0)
    return (
        binding.value
        if isinstance(binding.value, m.Function) and binding.kind in ("function", "assign")
        else None
    )


def _required(flow: Flow, value: m.Expr | None) -> Flow | None:
    """The file of the repository behind ``require("./mail")``."""
    if not isinstance(value, m.Call) or m.dotted(value.callee) != "require" or flow.repo is None:
        return None
    first = value.positional(0)
    return (
        flow.imported_flow(first.value)
        if isinstance(first, m.Literal) and isinstance(first.value, str)
        else None
    )


_BARRELS = 3
"""How many files that only hand on what others export are followed."""


def _exported(flow: Flow, key: str, local: str, depth: int) -> m.Function | None:
    """The function that a file exports under a name, also by ``module.exports`` and through files that only hand it on."""
    found = _top_level(flow, key if key != "default" else local)
    if found is not None:
        return found
    for statement in flow.module.body.items:
        if isinstance(statement, m.Assign) and statement.targets:
            made = _commonjs(flow, statement, key)
            if made is not None:
                return made
        elif isinstance(statement, m.OpaqueStmt) and statement.what == "export_clause" and depth < _BARRELS:
            source = next((i.value for i in statement.items if isinstance(i, m.Literal)), None)
            for pair in (i for i in statement.items if isinstance(i, m.Pair)):
                name, inner = getattr(pair.key, "value", ""), m.dotted(pair.value)
                if not isinstance(source, str) or name not in (key, "*"):
                    continue
                other = flow.imported_flow(source)
                handed = (
                    None
                    if other is None
                    else _exported(other, key if name == "*" else inner, local, depth + 1)
                )
                if handed is not None:
                    return handed
    return None


def _commonjs(flow: Flow, statement: m.Assign, key: str) -> m.Function | None:
    """``exports.send = async () => {}``, ``module.exports = { send }``, ``module.exports = send``."""
    target, value = m.dotted(statement.targets[0]), statement.value
    if target in (f"exports.{key}", f"module.exports.{key}"):
        member: m.Expr | None = value
    elif target == "module.exports":
        member = value.get(key) if isinstance(value, m.Mapping) else value if key == "default" else None
    else:
        return None
    if isinstance(member, m.Name):
        return _top_level(flow, member.id)
    return member if isinstance(member, m.Function) else None


def _top_level(flow: Flow, name: str) -> m.Function | None:
    bindings = flow.scopes.bound(flow.module, name)
    value = bindings[0].value if len(bindings) == 1 else None
    return value if isinstance(value, m.Function) else None


def _member_of_import(flow: Flow, base: m.Name, name: str) -> m.Function | None:
    """``repository.load`` where ``repository`` is an imported object, namespace or instance."""
    _, found = flow.scopes.lookup(base.id, base)
    if all(
        b.kind == "append" for b in found
    ):  # `queue.push(job)` is a call of it here, not where it was given
        found = flow.scopes.bound(flow.module, base.id)
    bindings = [b for b in found if b.kind != "append"]
    if len(bindings) != 1:
        return None
    binding = bindings[0]
    required = _required(flow, binding.value) if binding.kind == "assign" else None
    if required is not None:
        return _exported(required, name, name, 0)
    if binding.kind != "import" or not isinstance(binding.node, m.Import):
        return _member_of_value(flow, binding.value, name) if binding.kind == "assign" else None
    other = flow.imported_flow(binding.node.module)
    if other is None:
        return None
    if binding.key in ("*", ""):
        return _exported(other, name, name, 0)
    exported = other.scopes.bound(other.module, binding.key if binding.key != "default" else base.id)
    return _member_of_value(other, exported[0].value, name) if len(exported) == 1 else None


def _member_of_value(flow: Flow, value: m.Expr | None, name: str) -> m.Function | None:
    if isinstance(value, m.Mapping):
        member = value.get(name)
        return member if isinstance(member, m.Function) else None
    if isinstance(value, m.Call) and value.new and isinstance(value.callee, m.Name):
        owner = next((c for c in flow.classes() if c.name == m.dotted(value.callee)), None)
        return None if owner is None else _method(owner, name)
    return None


def _class_named(flow: Flow, resolved: str) -> m.Class | None:
    local = resolved.removeprefix("./")
    for found in flow.classes():
        if found.name == local:
            return found
    for imported in flow.imports():
        for name, alias in imported.names:
            if resolved not in (f"{imported.module}.{name}", imported.module):
                continue
            other = flow.imported_flow(imported.module)
            wanted = alias if name == "default" else name
            return None if other is None else next((c for c in other.classes() if c.name == wanted), None)
    return None


def _method(owner: m.Class, name: str) -> m.Function | None:
    for item in owner.body.items:
        if isinstance(item, m.Function) and item.name == name:
            return item
        if not isinstance(item, m.Assign) or not isinstance(item.value, m.Function):
            continue
        if m.dotted(item.targets[0]) == name:
            return item.value
    return None
