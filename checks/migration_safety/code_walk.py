"""Walks a migration written in a programming language in the order in which it would run, without running it.

Constants, names bound to constants, loops over literal lists and calls of functions of the same file are followed;
whatever else is met keeps its place but has no known value. Both branches of a condition are walked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from checks.syntax import model as m

UNROLL_LIMIT = 40
"""Passes of one loop that are followed one by one."""
CALL_DEPTH = 4
_DIALECTS = frozenset(
    {"postgresql", "postgres", "pg", "mysql", "mysql2", "mariadb", "sqlite", "sqlite3", "mssql", "oracle"}
)
"""Nested calls of local functions that are followed."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Where the walk stands: what names hold, which builder stands for which table, in which transaction."""

    names: Mapping[str, m.Expr] = field(default_factory=dict)
    tables: Mapping[str, str] = field(default_factory=dict)
    """Variable of a table builder (``batch_op``, Knex's ``t``) -> table."""
    transaction: int | None = None
    reason: str = ""
    looping: bool = False
    depth: int = 0
    place: m.Node | None = None
    """The call that a finding should stand on while a helper's body is walked."""

    def bind(self, name: str, value: m.Expr) -> Scope:
        """The scope with one more name."""
        return replace(self, names={**self.names, name: value})


def text_of(expr: m.Node | None, scope: Scope, *, holes: bool = False, depth: int = 0) -> str | None:
    """The text an expression holds. With ``holes``, parts that are not known are filled with their own name."""
    if depth > 20:
        return None
    if isinstance(expr, m.Literal):
        return expr.value if isinstance(expr.value, str) else None
    if isinstance(expr, m.Name):
        bound = scope.names.get(expr.id)
        if bound is not None and bound is not expr:
            found = text_of(bound, scope, holes=holes, depth=depth + 1)
            if found is not None:
                return found
        return expr.id if holes else None
    if isinstance(expr, m.Template):
        parts = []
        for part in expr.parts:
            text = text_of(part, scope, holes=holes, depth=depth + 1)
            if text is None and isinstance(part, m.Literal):
                text = str(part.value)
            parts.append(text if text is not None else (_hole(part) if holes else None))
        return None if any(p is None for p in parts) else "".join(p for p in parts if p is not None)
    if isinstance(expr, m.Binary) and expr.op == "+":
        left = text_of(expr.left, scope, holes=holes, depth=depth + 1)
        right = text_of(expr.right, scope, holes=holes, depth=depth + 1)
        if holes:
            left, right = (
                left if left is not None else _hole(expr.left),
                right if right is not None else _hole(expr.right),
            )
        return None if left is None or right is None else left + right
    if isinstance(expr, m.Binary) and expr.op == "%" and holes:
        return text_of(expr.left, scope, holes=True, depth=depth + 1)
    if isinstance(expr, m.Call):
        return _text_of_call(expr, scope, holes, depth)
    if isinstance(expr, m.Attr):
        if m.dotted(expr.base) in ("this", "self") and expr.name in scope.names:
            return text_of(scope.names[expr.name], scope, holes=holes, depth=depth + 1)
        return expr.name if holes else None
    if isinstance(expr, m.Await):
        return text_of(expr.value, scope, holes=holes, depth=depth + 1)
    return None


def _text_of_call(call: m.Call, scope: Scope, holes: bool, depth: int) -> str | None:
    callee = call.callee
    name = callee.name if isinstance(callee, m.Attr) else callee.id if isinstance(callee, m.Name) else ""
    if name in ("text", "dedent", "DDL", "SQL", "f") and call.args:
        return text_of(call.args[0].value, scope, holes=holes, depth=depth + 1)
    if isinstance(callee, m.Attr) and name in (
        "strip",
        "bindparams",
        "lstrip",
        "trim",
        "execution_options",
        "squish",
        "freeze",
    ):
        return text_of(callee.base, scope, holes=holes, depth=depth + 1)
    if isinstance(callee, m.Attr) and name == "format":
        text = text_of(callee.base, scope, holes=holes, depth=depth + 1)
        for arg in call.args:
            value = text_of(arg.value, scope, holes=True, depth=depth + 1) if arg.name else None
            if text is not None and arg.name and value:
                text = text.replace("{" + arg.name + "}", value)
        return text
    return None


def _hole(expr: m.Node) -> str:
    name = m.dotted(expr).rpartition(".")[2].removesuffix("()")
    return name or "value"


def items_of(expr: m.Node | None, scope: Scope) -> list[m.Expr] | None:
    """The items of a literal list, tuple, set or of a name bound to one; None when not known."""
    if isinstance(expr, m.Name):
        expr = scope.names.get(expr.id)
    if isinstance(expr, m.Call) and isinstance(expr.callee, m.Attr) and expr.callee.name == "freeze":
        expr = expr.callee.base
    if isinstance(expr, m.Sequence) and not any(isinstance(i, m.Spread) for i in expr.items):
        return list(expr.items)
    if isinstance(expr, m.Mapping) and not expr.has_spread():
        pairs = []
        for pair in expr.pairs:
            if pair.key is None:
                return None
            pairs.append(m.Sequence("tuple", [pair.key, pair.value]))
        return list(pairs)
    return None


def texts_of(expr: m.Node | None, scope: Scope) -> tuple[str, ...]:
    """Known texts of a literal list (a single text counts as a list of one)."""
    single = text_of(expr, scope)
    if single is not None:
        return (single,)
    return tuple(t for t in (text_of(i, scope) for i in items_of(expr, scope) or ()) if t is not None)


def is_true(expr: m.Node | None, scope: Scope) -> bool | None:
    """Truth of a boolean constant; None when absent or not known."""
    if isinstance(expr, m.Name):
        expr = scope.names.get(expr.id)
    if isinstance(expr, m.Literal) and isinstance(expr.value, bool):
        return expr.value
    return None


def constants(module: m.Module) -> dict[str, m.Expr]:
    """Module-level names bound once to an expression."""
    found: dict[str, m.Expr] = {}
    for item in module.body.items:
        if isinstance(item, m.Assign) and item.value is not None and item.op == "=":
            for target in item.targets:
                if isinstance(target, m.Name):
                    found[target.id] = item.value
    return found


def functions(module: m.Module) -> dict[str, m.Function]:
    """Module-level functions by name, those bound to a constant or an export included."""
    found: dict[str, m.Function] = {}
    for item in module.body.items:
        if isinstance(item, m.Function) and item.name:
            found[item.name] = item
        elif isinstance(item, m.Assign) and isinstance(item.value, m.Function):
            name = m.function_name(item.value)
            if name:
                found[name] = item.value
    return found


class Walker:
    """Visits every call of a function body in order. Subclasses say what a call means in :meth:`call`."""

    dialects: frozenset[str] = frozenset()
    """Names under which the migration may ask for the database that it is judged for."""

    def __init__(self, local: Mapping[str, m.Function]) -> None:
        self.local = local

    def dialect_test(self, test: m.Expr | None, scope: Scope) -> bool | None:
        """Whether ``dialect == "mysql"``, ``client.includes('pg')`` or ``isinstance(bind.dialect, MySQLDialect)`` holds for the
        database at hand; None for any other condition."""
        if not self.dialects:
            return None
        if isinstance(test, m.Name):
            bound = scope.names.get(test.id)
            return None if bound is None or isinstance(bound, m.Name) else self.dialect_test(bound, scope)
        if isinstance(test, m.Unary) and test.op in ("not", "!"):
            inner = self.dialect_test(test.operand, scope)
            return None if inner is None else not inner
        if isinstance(test, m.Call):
            return self._asks_name(test)
        if not isinstance(test, m.Binary):
            return None
        if test.op in ("and", "&&", "or", "||"):
            decides = test.op in ("or", "||")
            sides = [self.dialect_test(side, scope) for side in (test.left, test.right)]
            return decides if decides in sides else None if None in sides else not decides
        if test.op in ("in", "not in"):
            named = test.right.items if isinstance(test.right, m.Sequence) else [test.left]
            ours = self._is_ours([i.value for i in named if isinstance(i, m.Literal)])
            return ours if ours is None or test.op == "in" else not ours
        if test.op not in ("==", "===", "!=", "!=="):
            return None
        ours = self._is_ours([s.value for s in (test.left, test.right) if isinstance(s, m.Literal)])
        return ours if ours is None or test.op.startswith("=") else not ours

    def _asks_name(self, test: m.Call) -> bool | None:
        """A call that looks for a database's name in a text, a text in a list of names, or asks for a dialect's class."""
        name = called_name(test)
        if name == "isinstance":
            return self._is_ours([m.dotted(test.positional(1))])
        if name not in ("includes", "startsWith", "startswith", "include?", "start_with?", "match?"):
            return None
        base = test.callee.base if isinstance(test.callee, m.Attr) else None
        named = base.items if isinstance(base, m.Sequence) else [test.positional(0)]
        return self._is_ours([i.value for i in named if isinstance(i, m.Literal)])

    def _is_ours(self, names: list[object]) -> bool | None:
        """Whether one of the names is the database at hand; None when some are no names of databases."""
        known = [_dialect(name) for name in names if isinstance(name, str)]
        if not known or len(known) != len(names) or None in known:
            return None
        return any(name in self.dialects for name in known)

    def call(self, call: m.Call, scope: Scope) -> bool:
        """Handles a call; False when it is none of the tool's own."""
        raise NotImplementedError

    def entering(self, item: m.WithItem, scope: Scope) -> Scope:
        """The scope inside a with statement."""
        return scope

    def block(self, items: list[m.Stmt], scope: Scope) -> Scope:
        """Walks statements; returns the scope after them."""
        for item in items:
            scope = self.statement(item, scope)
            if isinstance(item, m.If) and _leaves(item.body) and self.dialect_test(item.test, scope):
                break
        return scope

    def statement(self, item: m.Node, scope: Scope) -> Scope:
        """Walks one statement."""
        if isinstance(item, m.Assign):
            if item.value is not None:
                self.expression(item.value, scope)
                for target in item.targets:
                    if isinstance(target, m.Name) and item.op == "=":
                        scope = scope.bind(target.id, item.value)
        elif isinstance(item, m.ExprStmt):
            self.expression(item.value, scope)
            scope = self.after(item, scope)
        elif isinstance(item, m.Return):
            self.expression(item.value, scope)
        elif isinstance(item, m.If):
            self.expression(item.test, scope)
            ours = self.dialect_test(item.test, scope)
            if ours is not False:
                self.block(item.body.items, scope)
            if item.orelse is not None and ours is not True:
                self.block(item.orelse.items, scope)
        elif isinstance(item, m.Loop):
            self._loop(item, scope)
        elif isinstance(item, m.With):
            inner = scope
            for entry in item.items:
                inner = self.entering(entry, inner)
            self.block(item.body.items, inner)
        elif isinstance(item, m.Try):
            scope = self.block(item.body.items, scope)
            for handler in item.handlers:
                self.block(handler.body.items, scope)
            for part in (item.orelse, item.final):
                if part is not None:
                    self.block(part.items, scope)
        elif isinstance(item, m.Switch):
            for case in item.cases:
                self.block(case.body.items, scope)
        elif isinstance(item, m.Block):
            scope = self.block(item.items, scope)
        return scope

    def after(self, item: m.ExprStmt, scope: Scope) -> Scope:
        """The scope behind an expression statement; lets a COMMIT end the transaction."""
        return scope

    def expression(self, expr: m.Node | None, scope: Scope) -> None:
        """Finds the calls of an expression, outermost first; what a handled call holds is its handler's business."""
        if expr is None:
            return
        if isinstance(expr, m.Call):
            if self.call(expr, scope):
                return
            callee = expr.callee
            if isinstance(callee, m.Name) and callee.id in self.local and scope.depth < CALL_DEPTH:
                self.follow(self.local[callee.id], expr, scope)
                return
        if isinstance(expr, m.Function):
            self.block(expr.body.items, scope)
            return
        if isinstance(expr, m.Comprehension):
            scope = replace(scope, looping=True)
        for child in expr.children():
            self.expression(child, scope)

    def follow(self, function: m.Function, call: m.Call, scope: Scope) -> None:
        names, tables = dict(scope.names), dict(scope.tables)
        positional = [a.value for a in call.args if a.name is None and not a.spread]
        values = dict(zip((p.name for p in function.params), positional, strict=False))
        values.update({a.name: a.value for a in call.args if a.name})
        for param in function.params:
            value = values.get(param.name) or param.default
            if isinstance(value, m.Name) and value.id in scope.tables:
                tables[param.name] = scope.tables[value.id]
            if isinstance(value, m.Name) and value.id in scope.names:
                value = scope.names[value.id]
            if value is not None:
                names[param.name] = value
        inner = replace(scope, names=names, tables=tables, depth=scope.depth + 1, place=scope.place or call)
        self.block(function.body.items, inner)

    def _loop(self, loop: m.Loop, scope: Scope) -> None:
        items = items_of(loop.iterable, scope) if loop.kind == "for-each" else None
        if items is not None and len(items) <= UNROLL_LIMIT:
            for value in items:
                self.block(loop.body.items, _bind_target(loop.target, value, scope))
            return
        self.block(loop.body.items, replace(scope, looping=True))


def _bind_target(target: m.Expr | None, value: m.Expr, scope: Scope) -> Scope:
    if isinstance(target, m.Assign) and target.targets:
        target = target.targets[0]
    if isinstance(target, m.Name):
        return scope.bind(target.id, value)
    if isinstance(target, m.Sequence) and isinstance(value, m.Sequence):
        for name, item in zip(target.items, value.items, strict=False):
            if isinstance(name, m.Name):
                scope = scope.bind(name.id, item)
    return scope


def chain_of(call: m.Node) -> Iterator[m.Call]:
    """The calls of a fluent chain ``a.b(..).c(..)``, first to last."""
    calls: list[m.Call] = []
    node: m.Node | None = call
    while True:
        if isinstance(node, m.Await):
            node = node.value
        elif isinstance(node, m.Call):
            calls.append(node)
            node = node.callee
        elif isinstance(node, m.Attr):
            node = node.base
        else:
            break
    yield from reversed(calls)


def _leaves(block: m.Block) -> bool:
    return bool(block.items) and isinstance(block.items[-1], m.Return | m.Raise)


def _dialect(name: str) -> str | None:
    """The database that a name stands for: ``mysql2``, ``MySQLDialect``, ``Npgsql.EntityFrameworkCore.PostgreSQL``."""
    lowered = name.casefold()
    if lowered in _DIALECTS:
        return lowered
    parts = lowered.rpartition(".")
    if "entityframeworkcore" in parts[0]:
        lowered = parts[2]
    elif lowered.endswith("dialect"):
        lowered = parts[0].rpartition(".")[2] if parts[2] == "dialect" else parts[2].removesuffix("dialect")
    else:
        return None
    return next((d for d in ("postgresql", "mysql", "mariadb", "sqlite") if d in lowered), None) or (
        "postgresql" if lowered.startswith("pg") else "other"
    )


def called_name(call: m.Call) -> str:
    """Last part of what is called."""
    if isinstance(call.callee, m.Attr):
        return call.callee.name
    return call.callee.id if isinstance(call.callee, m.Name) else ""
