"""What the readers of JavaScript and TypeScript migrations share: finding up and down, objects as specifications, SQL texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from checks.migration_safety.code_walk import (
    Scope,
    Walker,
    constants,
    functions,
    items_of,
    text_of,
)
from checks.migration_safety.operations import DIALECTS, Kind, Operation
from checks.migration_safety.sql_reader import read_fragment
from checks.syntax import model as m


def exported(module: m.Module, name: str) -> m.Function | None:
    """The migration's function of this name: exported, a member of the exported object, or a method of the class."""
    for node in module.walk():
        if (
            isinstance(node, m.Function)
            and m.function_name(node) == name
            and m.enclosing(node, m.Function) is None
        ):
            return node
    return None


def helpers(module: m.Module) -> dict[str, m.Function]:
    """Functions of the file and methods of its classes by name, without the two directions."""
    found = functions(module)
    for item in module.walk():
        if isinstance(item, m.Class):
            found.update({f.name: f for f in item.body.items if isinstance(f, m.Function) and f.name})
    return {name: function for name, function in found.items() if name not in ("up", "down")}


def members(module: m.Module) -> Mapping[str, m.Expr]:
    """Constants of the module and of its classes (``private readonly table = 'orders'`` is ``this.table``)."""
    found = dict(constants(module))
    for item in module.walk():
        if isinstance(item, m.Class):
            for part in item.body.items:
                if isinstance(part, m.Assign) and part.value is not None:
                    found.update({t.id: part.value for t in part.targets if isinstance(t, m.Name)})
    return found


def object_of(expr: m.Node | None, scope: Scope) -> m.Mapping | None:
    """The object literal that an expression is, is bound to, or hands to a constructor (``new TableColumn({...})``)."""
    if isinstance(expr, m.Name):
        expr = scope.names.get(expr.id)
    if isinstance(expr, m.Call) and expr.new and expr.args:
        return object_of(expr.args[0].value, scope)
    return expr if isinstance(expr, m.Mapping) else None


def texts(expr: m.Node | None, scope: Scope) -> tuple[str, ...]:
    """Texts of a list or of a single text; objects in the list give their ``name`` or ``attribute`` (index fields)."""
    single = text_of(expr, scope)
    if single is not None:
        return (single,)
    if isinstance(expr, m.Name | m.Sequence):
        found = []
        for item in items_of(expr, scope) or ():
            spec = object_of(item, scope)
            if spec is not None:
                item = spec.get("name") or spec.get("attribute") or item
            text = text_of(item, scope, holes=True)
            if text is not None:
                found.append(text)
        return tuple(found)
    return ()


class ScriptWalker(Walker):
    """Collects the operations of one direction. ``handle`` is the name of the function's first parameter."""

    def __init__(self, local: Mapping[str, m.Function], template: Operation, handles: set[str]) -> None:
        super().__init__(local)
        self.template = template
        self.dialects = DIALECTS[template.database]
        self.handles = handles
        self.found: list[Operation] = []

    def make(self, kind: Kind, call: m.Node, scope: Scope, **fields: object) -> Operation:
        """Adds an operation at the call, or at the call of the helper that makes it."""
        place = scope.place or call
        op = replace(
            self.template,
            kind=kind,
            line=place.line,
            end_line=place.end_line,
            transaction=scope.transaction,
            transaction_reason=scope.reason,
            **fields,  # type: ignore[arg-type]
        )
        self.found.append(op)
        return op

    def beside(self, op: Operation, kind: Kind, **fields: object) -> None:
        """Adds what the same column brings along: a constraint or an index."""
        self.found.append(replace(op, kind=kind, inline=True, **fields))  # type: ignore[arg-type]

    def sql(self, call: m.Call, expr: m.Expr | None, scope: Scope) -> None:
        """Reads a SQL text; one statement stands on the whole call, several on their own lines."""
        text = text_of(expr, scope, holes=True)
        if text is None or expr is None:
            return
        template = replace(self.template, transaction=scope.transaction, transaction_reason=scope.reason)
        read = read_fragment(text, template, expr.line)
        place = scope.place or call
        lone = len({(o.line, o.end_line) for o in read}) <= 1 or scope.place is not None
        for op in read:
            if lone or op.end_line > place.end_line:
                op = replace(op, line=place.line, end_line=place.end_line)
            looped = scope.looping and op.kind in (Kind.UPDATE, Kind.DELETE)
            self.found.append(replace(op, bounded=True) if looped else op)

    def own_method(self, call: m.Call, scope: Scope) -> bool:
        """Follows ``this.helper(...)``."""
        callee = call.callee
        if (
            isinstance(callee, m.Attr)
            and m.dotted(callee.base) in ("this", "self")
            and callee.name in self.local
            and scope.depth < 4
        ):
            self.follow(self.local[callee.name], call, scope)
            return True
        return False
