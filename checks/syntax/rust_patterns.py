"""Rust patterns as targets of assignments."""

from __future__ import annotations

from tree_sitter import Node as SyntaxNode

from checks.syntax.model import (
    Assign,
    Expr,
    Literal,
    Mapping,
    Name,
    Pair,
    Sequence,
    Spread,
)
from checks.syntax.rust_expressions import Low
from checks.syntax.rust_types import annotation_of

# --- patterns ------------------------------------------------------------------------------------------------


def pattern(low: Low, node: SyntaxNode | None) -> Expr:
    """A pattern as the target of an assignment. ``Some(x)`` and other wrappers of one thing stand for that thing."""
    if node is None:
        return Name("_")
    return low.guarded(node, lambda: _pattern(low, node))


def _pattern(low: Low, node: SyntaxNode) -> Expr:
    f = low.f
    kind = node.type
    parts = [one for one in low.operands(node) if one.type not in ("mutable_specifier", "attribute_item")]
    if kind in ("mut_pattern", "ref_pattern", "reference_pattern", "match_pattern", "generic_pattern"):
        return pattern(low, parts[0]) if parts else Name("_")
    if kind == "captured_pattern":
        return pattern(low, parts[0]) if parts else Name("_")
    if kind == "tuple_struct_pattern":
        of = node.child_by_field_id(f.type)
        inner = [one for one in parts if one != of]
        if len(inner) == 1:
            return pattern(low, inner[0])
        return Sequence("tuple", [pattern(low, one) for one in inner])
    if kind in ("tuple_pattern", "slice_pattern"):
        return Sequence(
            "tuple",
            [Spread(Name("_")) if o.type == "remaining_field_pattern" else pattern(low, o) for o in parts],
        )
    if kind == "or_pattern":
        return pattern(low, parts[-1]) if parts else Name("_")
    if kind == "struct_pattern":
        pairs: list[Pair] = []
        of = node.child_by_field_id(f.type)
        for one in parts:
            if one.type != "field_pattern":
                continue
            name, inside = one.child_by_field_id(f.name), one.child_by_field_id(f.pattern)
            if name is not None:
                value = low.at(Name(low.text(name)), name) if inside is None else pattern(low, inside)
                pairs.append(low.at(Pair(low.at(Literal("str", low.text(name)), name), value), one))
        return Mapping(pairs, "" if of is None else annotation_of(low.text(of)))
    if kind in ("identifier", "shorthand_field_identifier"):
        return Name(low.text(node))
    return low.expr(node)


WRITTEN = frozenset(
    {"string_literal", "raw_string_literal", "char_literal", "integer_literal", "boolean_literal",
     "float_literal", "negative_literal", "scoped_identifier", "range_pattern"}
)  # fmt: skip


def binds(node: SyntaxNode) -> bool:
    """Whether a pattern gives a name to (a part of) what it is matched with."""
    stack = [node]
    while stack:
        one = stack.pop()
        if one.type in ("identifier", "shorthand_field_identifier"):
            text = (one.text or b"").decode("utf-8", "replace")
            if text[:1].islower() or text[:1] == "_":
                return True
        elif one.type not in WRITTEN:
            stack.extend(one.named_children)
    return False


def let_condition(low: Low, node: SyntaxNode) -> Assign:
    """``let Some(x) = y`` as a test: an assignment used as an expression."""
    f = low.f
    return Assign(
        [pattern(low, node.child_by_field_id(f.pattern))],
        low.expr(node.child_by_field_id(f.value)),
        declares="let",
    )
