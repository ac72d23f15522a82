"""JSX, read the way its compiler reads it: ``<Card a={x}>text</Card>`` is a call like ``createElement``."""

from __future__ import annotations

from html import unescape

from tree_sitter import Node as SyntaxNode

from checks.syntax.javascript_expressions import Low
from checks.syntax.lowering import ExprHandler
from checks.syntax.model import Arg, Attr, Call, Expr, Literal, Mapping, Name, Node, Opaque, Pair


def element(low: Low, node: SyntaxNode) -> Expr:
    """``<A b={c}>d</A>`` and ``<A b={c} />``."""
    opening = node.child_by_field_id(low.f.open_tag) if node.type == "jsx_element" else node
    if opening is None:
        return Opaque(node.type, low.anything(node))
    made = [low.at(Arg(_attributes(low, opening)), opening)]
    if node.type == "jsx_element":
        for child in node.named_children:
            value = _child(low, child)
            if value is not None:
                made.append(low.at(Arg(value, None, _spread(child)), child))
    return Call(_tag(low, opening.child_by_field_id(low.f.name), opening), made)


def _tag(low: Low, name: SyntaxNode | None, opening: SyntaxNode) -> Expr:
    if name is None:
        return low.at(Attr(Name("React"), "Fragment"), opening)
    if name.type == "identifier":
        text = low.text(name)
        if text[:1].islower():
            return low.at(Literal("str", text), name)
    if name.type == "jsx_namespace_name":
        return low.at(Literal("str", low.text(name)), name)
    return low.expr(name)


def _attributes(low: Low, opening: SyntaxNode) -> Mapping:
    pairs: list[Pair] = []
    for child in opening.children_by_field_id(low.f.attribute):
        if child.type == "jsx_attribute":
            parts = low.operands(child)
            if not parts:
                continue
            value: Expr = low.at(Literal("bool", True), parts[0]) if len(parts) < 2 else _value(low, parts[1])
            pair = Pair(low.at(Literal("str", low.text(parts[0])), parts[0]), value)
        else:
            inner = low.inner(child)
            if inner is not None and inner.type == "spread_element":
                inner = low.inner(inner)
            pair = Pair(None, low.expr(inner))
        pairs.append(low.at(pair, child))
    return low.at(Mapping(pairs), opening)


def _value(low: Low, node: SyntaxNode) -> Expr:
    if node.type == "string":
        # Attribute text has HTML character references and no backslash escapes.
        return low.at(Literal("str", unescape(low.text(node)[1:-1])), node)
    if node.type == "jsx_expression":
        return low.expr(low.inner(node))
    return low.expr(node)


def _child(low: Low, node: SyntaxNode) -> Expr | None:
    kind = node.type
    if kind in ("jsx_opening_element", "jsx_closing_element") or node.kind_id in low.ignored:
        return None
    if kind in ("jsx_text", "html_character_reference"):
        text = unescape(low.text(node))
        return low.at(Literal("str", text), node) if text.strip() else None
    if kind == "jsx_expression":
        inner = low.inner(node)
        if inner is not None and inner.type == "spread_element":
            inner = low.inner(inner)
        return None if inner is None else low.expr(inner)
    return low.expr(node)


def _spread(node: SyntaxNode) -> str:
    if node.type != "jsx_expression":
        return ""
    return "*" if any(child.type == "spread_element" for child in node.named_children) else ""


def expression(low: Low, node: SyntaxNode) -> Node:
    """``{value}`` met outside an element, in broken code."""
    return low.expr(low.inner(node))


EXPRESSIONS: dict[str, ExprHandler] = {
    "jsx_element": element,
    "jsx_expression": expression,
    "jsx_self_closing_element": element,
}
