"""Which names a file binds where: one pass over the code model, shared by everything that asks about names."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from checks.syntax import model as m

MUTATORS = frozenset(
    {"append", "extend", "insert", "add", "push", "unshift", "write", "WriteString", "appendleft", "update"}
)
"""Methods that add their arguments to what the receiver holds."""


_FILLS = re.compile(
    r"^(?:Decode|Unmarshal|(?:Should)?Bind\w*|BodyParser|QueryParser|ParamsParser|[rR]eadJSON|[dD]ecode(?:JSON|Body|Request)|[pP]arse(?:JSON|Body))$"
)
"""Go functions that fill the value behind their last argument from a request or its body."""


@dataclass(frozen=True, slots=True)
class Binding:
    """One place that gives a name a value. ``kind`` is ``assign``, ``append`` (``+=`` and mutators), ``param``, ``import``,
    ``each`` (loop and comprehension targets), ``with``, ``handler``, ``function``, ``class``, ``part`` (one name of a
    destructuring pattern; ``key`` is its member name or position)."""

    name: str
    kind: str
    node: m.Node
    value: m.Expr | None
    key: str = ""


class Scopes:
    """Bindings of every scope (module, class body, function) of one module."""

    def __init__(self, module: m.Module) -> None:
        self.module = module
        self.bindings: dict[int, defaultdict[str, list[Binding]]] = {}
        self.attributes: dict[int, defaultdict[str, list[Binding]]] = {}
        self._pattern_defaults: set[int] = set()
        self.calls = module.every(m.Call)
        self.functions = module.every(m.Function)
        self.classes = module.every(m.Class)
        self.imports = module.every(m.Import)
        for kind in (
            m.Import,
            m.Function,
            m.Class,
            m.Assign,
            m.Loop,
            m.Clause,
            m.WithItem,
            m.Handler,
            m.Call,
        ):
            for node in module.every(kind):
                self._visit(node)
        for table in (*self.bindings.values(), *self.attributes.values()):
            for found in table.values():
                if len(found) > 1:
                    found.sort(key=lambda b: b.node.start)

    def scope_of(self, node: m.Node) -> m.Node:
        """The function, class or module whose names the node sees first. A parameter's default and a decorator
        belong to the scope outside their function."""
        previous: m.Node = node
        for parent in node.ancestors():
            if isinstance(parent, m.Function):
                if previous is parent.body or isinstance(previous, m.Param):
                    return parent
            elif isinstance(parent, m.Class):
                if previous is parent.body:
                    return parent
            elif isinstance(parent, m.Module):
                return parent
            previous = parent
        return self.module

    def lookup(self, name: str, node: m.Node) -> tuple[m.Node, list[Binding]]:
        """The scope that binds ``name`` as seen from ``node``, and its bindings in source order; the module and an
        empty list when nobody does."""
        scope: m.Node | None = self.scope_of(node)
        first = True
        while scope is not None:
            if first or not isinstance(scope, m.Class):  # methods do not see the names of their class body
                found = self.bound(scope, name)
                if found:
                    return scope, found
            first = False
            scope = None if scope is self.module else self.scope_of(scope)
        return self.module, []

    def bound(self, scope: m.Node, name: str) -> list[Binding]:
        """Bindings of ``name`` in exactly this scope."""
        table = self.bindings.get(id(scope))
        return [] if table is None else list(table.get(name, ()))

    def attribute(self, name: str, node: m.Node) -> list[Binding]:
        """Bindings of ``self.name`` / ``this.name`` in the class around ``node``, class body fields included."""
        owner = m.enclosing(node, m.Class)
        if owner is None:
            return []
        table = self.attributes.get(id(owner))
        return self.bound(owner, name) + ([] if table is None else list(table.get(name, ())))

    # --- the pass ---

    def _visit(self, node: m.Node) -> None:
        if isinstance(node, m.Call):
            self._mutation(node)
        elif isinstance(node, m.Assign):
            self._assign(node)
        elif isinstance(node, m.Function):
            if node.name:
                self._bind(node.parent or node, Binding(node.name, "function", node, node))
            for param in node.params:
                self._param(node, param)
        elif isinstance(node, m.Class):
            if node.name:
                self._bind(node.parent or node, Binding(node.name, "class", node, node))
        elif isinstance(node, m.Import):
            for name, alias in node.names:
                self._bind(node, Binding(alias, "import", node, None, name))
        elif isinstance(node, m.Loop):
            if node.target is not None:
                self._pattern(node, node.target, node.iterable, "each")
        elif isinstance(node, m.Clause):
            self._pattern(node, node.target, node.iterable, "each")
        elif isinstance(node, m.WithItem):
            if node.target is not None:
                self._pattern(node, node.target, node.value, "with")
        elif isinstance(node, m.Handler) and node.name:
            self._bind(node, Binding(node.name, "handler", node, None))

    def _bind(self, at: m.Node, binding: Binding) -> None:
        scope = self.scope_of(binding.node if at is binding.node else at)
        if binding.kind in ("function", "class"):
            scope = self.scope_of(binding.node)
        self.bindings.setdefault(id(scope), defaultdict(list))[binding.name].append(binding)

    def _param(self, function: m.Function, param: m.Param) -> None:
        table = self.bindings.setdefault(id(function), defaultdict(list))
        if param.name:
            table[param.name].append(Binding(param.name, "param", param, param.default))
        if param.pattern is not None:
            self._pattern_defaults.update(id(n) for n in param.pattern.walk() if isinstance(n, m.Assign))
            for name, key, _ in pattern_names(param.pattern):
                table[name].append(Binding(name, "param", param, None, key))

    def _assign(self, node: m.Assign) -> None:
        if id(node) in self._pattern_defaults:
            return  # `{ sort = "name" }`: the default of a pattern is not the value that the pattern takes
        kind = "assign" if node.op in ("=", ":=", "") else "append"
        for target in node.targets:
            self._pattern(node, target, node.value, kind)

    def _pattern(self, node: m.Node, target: m.Expr, value: m.Expr | None, kind: str) -> None:
        if isinstance(target, m.Name):
            self._bind(node, Binding(target.id, kind, node, value))
        elif isinstance(target, m.Attr):
            if isinstance(target.base, m.Name) and target.base.id in ("self", "this", "cls"):
                owner = m.enclosing(node, m.Class)
                if owner is not None:
                    table = self.attributes.setdefault(id(owner), defaultdict(list))
                    table[target.name].append(Binding(target.name, kind, node, value))
        elif isinstance(target, m.Index):
            if isinstance(target.base, m.Name):
                self._bind(node, Binding(target.base.id, "append", node, value))
        elif isinstance(target, (m.Sequence, m.Mapping)):
            self._pattern_defaults.update(id(n) for n in target.walk() if isinstance(n, m.Assign))
            values = value.items if isinstance(value, m.Sequence) else None
            for name, key, index in pattern_names(target):
                if values is not None and isinstance(target, m.Sequence) and index < len(values):
                    self._bind(node, Binding(name, kind, node, values[index]))
                else:
                    self._bind(node, Binding(name, "each" if kind == "each" else "part", node, value, key))

    def _mutation(self, call: m.Call) -> None:
        callee = call.callee
        if self.module.language == "go":
            self._filled(call)
        if (
            not isinstance(callee, m.Attr)
            or callee.name not in MUTATORS
            or not isinstance(callee.base, m.Name)
        ):
            return
        for arg in call.args:
            self._bind(call, Binding(callee.base.id, "append", call, arg.value))

    def _filled(self, call: m.Call) -> None:
        """``Decode(&body)`` and its like write into what their last argument points to."""
        last = call.args[-1].value if call.args else None
        if not (isinstance(last, m.Unary) and last.op == "&" and isinstance(last.operand, m.Name)):
            return
        method = m.dotted(call.callee).rpartition(".")[2]
        if not _FILLS.match(method):
            return
        source: m.Expr = call
        if method == "Decode" and isinstance(call.callee, m.Attr) and len(call.args) == 1:
            source = call.callee.base
        elif method == "Unmarshal" and len(call.args) == 2:
            source = call.args[0].value
        self._bind(call, Binding(last.operand.id, "append", call, source))


def pattern_names(target: m.Expr) -> list[tuple[str, str, int]]:
    """(name, member key, position) of every name in a destructuring pattern; nested patterns are flattened."""
    found: list[tuple[str, str, int]] = []
    if isinstance(target, m.Sequence):
        for index, item in enumerate(target.items):
            inner = item.value if isinstance(item, m.Spread) else item
            if isinstance(inner, m.Name):
                found.append((inner.id, str(index), index))
            else:
                found.extend(pattern_names(inner))
    elif isinstance(target, m.Mapping):
        for pair in target.pairs:
            key = str(pair.key.value) if isinstance(pair.key, m.Literal) else ""
            value = pair.value
            if isinstance(value, m.Assign) and value.targets:  # { a = 1 } : a default inside the pattern
                value = value.targets[0]
            if isinstance(value, m.Name):
                found.append((value.id, key or value.id, -1))
            else:
                found.extend(pattern_names(value) if isinstance(value, m.Expr) else [])
    elif isinstance(target, m.Name):
        found.append((target.id, "", 0))
    elif isinstance(target, m.Assign) and target.targets:
        found.extend(pattern_names(target.targets[0]))
    return found
