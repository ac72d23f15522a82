"""Ruby patterns (``case x in {name:}``) as targets of assignments."""

from __future__ import annotations

from typing import Any, cast

from tree_sitter import Node as SyntaxNode

from checks.syntax.lowering import Lowering
from checks.syntax.model import Assign, Binary, Expr, Literal, Mapping, Name, Opaque, Pair, Sequence, Spread

Low = Lowering[Any]


def matched(low: Low, pattern: SyntaxNode | None, subject: SyntaxNode | None) -> Expr:
    """A pattern as the test of a case: the Assign of the names it binds, or the value it compares with."""
    if pattern is None:
        return low.expr(None)
    target = low.guarded(pattern, lambda: bound(low, pattern))
    if isinstance(target, Opaque) and not target.items:
        return low.expr(pattern) if pattern.type not in _SHAPES or pattern.type == "array_pattern" else target
    value = None
    if subject is not None and subject.type in ("identifier", "instance_variable"):
        value = low.expr(subject)
        value.start = value.end = pattern.start_byte
    return cast(Expr, low.at(Assign([target], value, declares="let"), pattern))


def alternatives(low: Low, node: SyntaxNode | None) -> list[SyntaxNode]:
    """``"a" | "b"`` is two patterns."""
    found: list[SyntaxNode] = []
    stack = [] if node is None else [node]
    while stack:
        one = stack.pop()
        if one.type == "alternative_pattern":
            stack.extend(reversed(low.operands(one)))
        else:
            found.append(one)
    return found


def any_of(low: Low, node: SyntaxNode) -> Expr:
    """``"a" | "b"`` and ``[a, b]`` where only their values matter."""
    nodes = alternatives(low, node) if node.type == "alternative_pattern" else low.operands(node)
    return Sequence("list", [low.expr(one) for one in nodes])


def tested(low: Low, node: SyntaxNode) -> Expr:
    """``x in pattern`` as a test."""
    f = low.f
    value = node.child_by_field_id(f.value)
    pattern = node.child_by_field_id(f.pattern)
    return Binary("in", low.expr(value), matched(low, pattern, value))


_SHAPES = frozenset({"array_pattern", "find_pattern", "hash_pattern", "as_pattern"})


def bound(low: Low, node: SyntaxNode) -> Expr:
    """The names that a pattern binds, in its shape; an empty Opaque for a pattern that binds none."""
    f = low.f
    kind = node.type
    if kind == "identifier":
        return low.expr(node)
    if kind == "as_pattern":
        return low.expr(node.child_by_field_id(f.name))
    if kind in ("array_pattern", "find_pattern"):
        inner = [one for one in low.operands(node) if not _is_class(low, node, one)]
        made = [low.guarded(one, lambda one=one: bound(low, one)) for one in inner]  # type: ignore[misc]
        return low.at(Sequence("tuple", made) if _binds(made) else Opaque(kind, []), node)
    if kind == "hash_pattern":
        pairs: list[Pair] = []
        for one in low.operands(node):
            if one.type == "keyword_pattern":
                key = one.child_by_field_id(f.key)
                value = one.child_by_field_id(f.value)
                if key is None:
                    continue
                name = low.text(key).rstrip(":").strip("\"'")
                held: Expr = (
                    low.at(Name(name), key)
                    if value is None
                    else low.guarded(value, lambda value=value: bound(low, value))  # type: ignore[misc]
                )
                pairs.append(low.at(Pair(low.at(Literal("str", name), key), held), one))
        return low.at(Mapping(pairs) if _binds([p.value for p in pairs]) else Opaque(kind, []), node)
    if kind == "splat_parameter":
        name_node = node.child_by_field_id(f.name)
        return Opaque(kind, []) if name_node is None else low.at(Spread(low.expr(name_node)), node)
    if kind in ("parenthesized_pattern", "pattern"):
        held_node = low.inner(node)
        return (
            Opaque(kind, []) if held_node is None else low.guarded(held_node, lambda: bound(low, held_node))
        )
    return low.at(Opaque(kind, []), node)


def _is_class(low: Low, pattern: SyntaxNode, child: SyntaxNode) -> bool:
    named = pattern.child_by_field_name("class")
    return named is not None and named.id == child.id


def _binds(found: list[Expr]) -> bool:
    return any(not (isinstance(one, Opaque) and not one.items) for one in found)
