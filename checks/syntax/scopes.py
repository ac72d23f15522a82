"""Which names a file binds where: one pass over the code model, shared by everything that asks about names."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from checks.syntax import model as m
from checks.syntax.dialects import dialect_for

MUTATORS = frozenset(
    {"append", "extend", "insert", "add", "push", "unshift", "write", "WriteString", "appendleft", "update"}
)
"""Methods that add their arguments to what the receiver holds."""


_FILLS = re.compile(
    r"^(?:Decode|Unmarshal|(?:Should)?Bind\w*|BodyParser|QueryParser|ParamsParser|[rR]eadJSON|[dD]ecode(?:JSON|Body|Request)|[pP]arse(?:JSON|Body))$"
)
"""Go functions that fill the value behind their last argument from a request or its body."""


_BINDING_KINDS = frozenset(
    {m.Import, m.Function, m.Class, m.Assign, m.Loop, m.Clause, m.WithItem, m.Handler, m.Call}
)


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
        self.dialect = dialect_for(module.language)
        self.bindings: dict[int, defaultdict[str, list[Binding]]] = {}
        self.attributes: dict[int, defaultdict[str, list[Binding]]] = {}
        self._pattern_defaults: set[int] = set()
        self._scope_of_block: dict[int, m.Node] = {}
        self._units: list[m.Function] = []
        self._calls: defaultdict[str, list[m.Call]] = defaultdict(list)
        self._classes: list[m.Class] = []
        self._imports: list[m.Import] = []
        self._grown: dict[int, list[Binding]] = {}
        self.units: list[m.Function] = []
        """The outermost functions of the file, whose bodies were left for later."""
        self.outside: list[m.Assign | m.Class] = []
        """Assignments and classes that stand in none of them."""
        self._scan(module)
        module.when_lowered(self._scan)

    @classmethod
    def of(cls, module: m.Module) -> Scopes:
        """The scopes of a module, made once."""
        found = module.facts.get("scopes")
        if not isinstance(found, Scopes):
            found = module.facts["scopes"] = cls(module)
        return found

    # --- listings of the whole file ---

    def lower_where(self, *words: str) -> None:
        """Lower the bodies that hold one of the words."""
        waiting = [f for f in self._units if f.pending is not None]
        source = self.module.source
        wanted = [w.encode() for w in words]
        for function in waiting:
            pending = function.pending
            if pending is not None and any(source.find(w, pending.start, pending.end) >= 0 for w in wanted):
                _ = function.body
        self._units = [f for f in waiting if f.pending is not None]

    def calls_named(self, name: str) -> list[m.Call]:
        """Every call of the file whose callee's last name is this, in source order."""
        self.lower_where(name)
        return sorted(self._calls.get(name, ()), key=lambda c: c.start)

    def classes(self) -> list[m.Class]:
        """Every class of the file in source order."""
        self.lower_where("class", "struct", "interface", "enum", "record", "object", "trait", "type")
        return sorted(self._classes, key=lambda c: c.start)

    def imports(self) -> list[m.Import]:
        """Every import of the file in source order."""
        self.lower_where("import", "require", "use ")
        return sorted(self._imports, key=lambda i: i.start)

    def scope_of(self, node: m.Node) -> m.Node:
        """The function, class or module whose names the node sees first. A parameter's default and a decorator
        belong to the scope outside their function."""
        previous: m.Node = node
        parent = node.parent
        blocks: list[int] = []
        scope: m.Node = self.module
        while parent is not None:
            kind = parent.__class__
            if kind is m.Function:
                if isinstance(previous, (m.Block, m.Param)):
                    scope = parent
                    break
            elif kind is m.Class:
                if previous is parent.body:  # type: ignore[attr-defined]
                    scope = parent
                    break
            elif kind is m.Block:
                known = self._scope_of_block.get(id(parent))
                if known is not None:
                    scope = known
                    break
                blocks.append(id(parent))
            previous = parent
            parent = parent.parent
        for block in blocks:
            self._scope_of_block[block] = scope
        return scope

    def lookup(self, name: str, node: m.Node) -> tuple[m.Node, list[Binding]]:
        """The scope that binds ``name`` as seen from ``node``, and its bindings in source order; the module and an
        empty list when nobody does."""
        scope: m.Node | None = self.scope_of(node)
        first = True
        while scope is not None:
            if isinstance(scope, m.Class) and self.dialect.fields_visible_in_methods:
                if self.bound(scope, name):
                    return scope, self.members(scope, name)
            elif first or not isinstance(scope, m.Class):  # methods do not see the names of their class body
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
        return self.members(owner, name)

    def members(self, owner: m.Node, name: str) -> list[Binding]:
        """Bindings of a class's member ``name``: in its body and by its methods."""
        self.lower_where(name)
        parts: list[m.Node] = [owner]
        if self.dialect.classes_in_parts and isinstance(owner, m.Class):
            parts += [c for c in self._classes if c.name == owner.name and c is not owner]
        found: list[Binding] = []
        for part in parts:
            table = self.attributes.get(id(part))
            found += self.bound(part, name) + ([] if table is None else list(table.get(name, ())))
        return found

    def methods(self, name: str, node: m.Node) -> list[m.Function]:
        """Methods ``name`` of the classes around a node, the nearest class that has any; for languages in which a method
        and a variable may have one name."""
        for owner in node.ancestors():
            if isinstance(owner, m.Class):
                found = [b.node for b in self.bound(owner, name) if isinstance(b.node, m.Function)]
                if found:
                    return found
        return []

    # --- the pass ---

    def _scan(self, top: m.Node) -> None:
        """Take in what is below a node: the module at first, then each body as it is lowered."""
        for node in top.walk_lowered():
            if node.__class__ in _BINDING_KINDS:
                self._visit(node)
                if top is self.module and isinstance(node, (m.Assign, m.Class)) and self._outermost(node):
                    self.outside.append(node)
        for found in self._grown.values():
            found.sort(key=lambda b: (b.node.start, b.node.end) if b.kind == "append" else (b.node.start, 0))
        self._grown.clear()

    @staticmethod
    def _outermost(node: m.Node) -> bool:
        parent = node.parent
        while parent is not None:
            if parent.__class__ is m.Function and parent.unit:
                return False
            parent = parent.parent
        return True

    def _visit(self, node: m.Node) -> None:
        if isinstance(node, m.Call):
            callee = node.callee
            if isinstance(callee, (m.Attr, m.Name)):
                self._calls[callee.name if isinstance(callee, m.Attr) else callee.id].append(node)
            self._mutation(node)
        elif isinstance(node, m.Assign):
            self._assign(node)
        elif isinstance(node, m.Function):
            if node.unit and self._outermost(node):
                self.units.append(node)
            if node.pending is not None:
                self._units.append(node)
            if node.name:
                self._bind(node.parent or node, Binding(node.name, "function", node, node))
            for param in node.params:
                self._param(node, param)
        elif isinstance(node, m.Class):
            self._classes.append(node)
            if node.name and node.kind != "impl":  # a further part of a type that has its name already
                self._bind(node.parent or node, Binding(node.name, "class", node, node))
        elif isinstance(node, m.Import):
            self._imports.append(node)
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
        elif not self.dialect.assignments_declare and not _declares(binding):
            home = self._home(scope, binding.name)
            if isinstance(home, m.Class):
                self._add(self.attributes, home, binding)
                return
            scope = home
        elif binding.kind == "append" or (self.dialect.blocks_share_names and binding.kind != "param"):
            # a callback adds to what the function around it declared: `rows.forEach((r) => { html += r.name; })`
            scope = self._sharing(scope, binding.name)
        self._add(self.bindings, scope, binding)

    def _sharing(self, scope: m.Node, name: str) -> m.Node:
        """The scope that a name assigned in a block belongs to: the nearest one around the block that has it."""
        current: m.Node = scope
        while isinstance(current, m.Function):
            if self.bound(current, name):
                return current
            if current.name:
                return scope
            current = self.scope_of(current)
        return current if self.bound(current, name) else scope

    def _home(self, scope: m.Node, name: str) -> m.Node:
        """Where a name that is assigned without being declared lives: the function around that declared it, else the class."""
        current: m.Node = scope
        while not isinstance(current, m.Module):
            if isinstance(current, m.Class) or self.bound(current, name):
                return current
            current = self.scope_of(current)
        return current if self.bound(current, name) else scope

    def _add(
        self, tables: dict[int, defaultdict[str, list[Binding]]], owner: m.Node, binding: Binding
    ) -> None:
        found = tables.setdefault(id(owner), defaultdict(list))[binding.name]
        found.append(binding)
        if len(found) > 1:
            self._grown[id(found)] = found

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
        if self.module.language == "go" and self._lengthened(node):
            return
        value = node.value if node.value is not None else _given_around(node)
        for target in node.targets:
            self._pattern(node, target, value, kind)

    def _lengthened(self, node: m.Assign) -> bool:
        """Go's ``items = append(items, item)`` adds to what is there."""
        call, target = node.value, node.targets[0] if node.targets else None
        if not (isinstance(call, m.Call) and isinstance(target, m.Name) and isinstance(call.callee, m.Name)):
            return False
        first = call.positional(0)
        if call.callee.id != "append" or not (isinstance(first, m.Name) and first.id == target.id):
            return False
        for arg in call.args[1:]:
            self._bind(node, Binding(target.id, "append", node, arg.value))
        return True

    def _pattern(self, node: m.Node, target: m.Expr, value: m.Expr | None, kind: str) -> None:
        if isinstance(target, m.Name):
            self._bind(node, Binding(target.id, kind, node, value))
        elif isinstance(target, m.Attr):
            if isinstance(target.base, m.Name) and target.base.id in ("self", "this", "cls"):
                owner = m.enclosing(node, m.Class)
                if owner is not None:
                    self._add(self.attributes, owner, Binding(target.name, kind, node, value))
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
            or not (callee.name in MUTATORS or callee.name in self.dialect.mutators)
            or callee.name in self.dialect.not_mutators
        ):
            return
        base: m.Expr = callee.base
        while (
            isinstance(base, m.Call)
            and isinstance(base.callee, m.Attr)
            and base.callee.name in self.dialect.joining_methods
        ):
            base = base.callee.base  # `text.append(a).append(b)` adds both
        if isinstance(base, m.Name):
            for arg in call.args:
                self._bind(call, Binding(base.id, "append", call, arg.value))

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


def _declares(binding: Binding) -> bool:
    node = binding.node
    if isinstance(node, m.Assign):
        return bool(node.declares)
    return binding.kind != "append"


def _given_around(node: m.Assign) -> m.Expr | None:
    """C#'s ``x is string s`` and ``map.TryGetValue(key, out var s)``: the value of a bare declaration inside an expression."""
    parent = node.parent
    if isinstance(parent, m.Binary) and parent.op == "is":
        return parent.left
    call = parent.parent if isinstance(parent, m.Arg) else None
    if isinstance(call, m.Call) and isinstance(call.callee, m.Attr) and call.callee.name == "TryGetValue":
        return call
    return None


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
