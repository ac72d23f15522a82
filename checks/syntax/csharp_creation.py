"""C# objects, arrays and collections where they are made."""

from __future__ import annotations

from tree_sitter import Node as SyntaxNode

from checks.syntax.csharp_expressions import args, index_key, type_expression
from checks.syntax.csharp_fields import Low, after
from checks.syntax.lowering import ExprHandler
from checks.syntax.model import Arg, Attr, Call, Expr, Literal, Mapping, Name, Pair, Sequence, Spread


def creation(low: Low, node: SyntaxNode) -> Expr:
    of = node.child_by_field_id(low.f.type)
    return created(low, node, of)


def created(low: Low, node: SyntaxNode, of: SyntaxNode | None) -> Expr:
    """``new T(...) { ... }``. Members without arguments are a Mapping of the type, items a Sequence; members behind
    arguments are keyword arguments. ``of`` is the type that the place declares where ``new(...)`` names none."""
    f = low.f
    arguments = node.child_by_field_id(f.arguments) or next(
        (child for child in node.named_children if child.type == "argument_list"), None
    )
    initializer = node.child_by_field_id(f.initializer) or next(
        (child for child in node.named_children if child.type == "initializer_expression"), None
    )
    given = args(low, arguments)
    name = "" if of is None else low.text(of)
    if initializer is not None and (elements := low.operands(initializer)):
        pairs = [_pair(low, one) for one in elements]
        members = [one for one in pairs if one is not None]
        if not members:
            kind = "set" if "Set" in name else "list"
            return Sequence(kind, [low.expr(one) for one in elements])
        if not given or not all(isinstance(m.key, Literal) for m in members):
            return Mapping(members, name)
        for member in members:
            if isinstance(member.key, Literal):
                arg = Arg(member.value, str(member.key.value))
                arg.start, arg.end = member.start, member.end
                given.append(arg)
    callee = low.at(Name("new"), node) if of is None else type_expression(low, of)
    if of is not None and not (node.start_byte <= of.start_byte and of.end_byte <= node.end_byte):
        for part in callee.walk():
            part.start = part.end = node.start_byte
    return Call(callee, given, new=True)


def _pair(low: Low, node: SyntaxNode) -> Pair | None:
    """One member of an initialiser: ``Name = value``, ``["key"] = value`` or ``{ key, value }``; None for an item."""
    f = low.f
    if node.type == "assignment_expression":
        left = node.child_by_field_id(f.left)
        right = node.child_by_field_id(f.right)
        if left is None:
            return None
        if left.type == "element_binding_expression":
            key = index_key(low, left)
        else:
            key = low.at(Literal("str", low.text(left)), left)
        return low.at(Pair(key, low.expr(right)), node)
    if node.type == "initializer_expression":
        inside = low.operands(node)
        if len(inside) == 2:
            return low.at(Pair(low.expr(inside[0]), low.expr(inside[1])), node)
    return None


def items(low: Low, node: SyntaxNode) -> Expr:
    """``{ 1, 2 }`` without a type: an array, or members to set."""
    elements = low.operands(node)
    pairs = [_pair(low, one) for one in elements]
    members = [one for one in pairs if one is not None]
    if members and len(members) == len(elements):
        return Mapping(members)
    return Sequence("list", [low.expr(one) for one in elements])


def array(low: Low, node: SyntaxNode) -> Expr:
    """``new T[] { ... }`` is a list; ``new byte[16]`` a call of ``byte[]`` with the size."""
    initializer = next((one for one in node.named_children if one.type == "initializer_expression"), None)
    if initializer is not None:
        return items(low, initializer)
    of = node.child_by_field_id(low.f.type)
    element = None if of is None else of.child_by_field_id(low.f.type)
    sizes: list[Arg] = []
    for rank in [] if of is None else of.named_children:
        if rank.type == "array_rank_specifier":
            sizes.extend(low.at(Arg(low.expr(one)), one) for one in low.operands(rank))
    return Call(
        low.at(Name(("" if element is None else low.text(element)) + "[]"), of or node), sizes, new=True
    )


def collection(low: Low, node: SyntaxNode) -> Expr:
    """``[a, b, ..rest]``."""
    made: list[Expr] = []
    for element in low.operands(node):
        inner = low.inner(element) if element.type == "collection_element" else element
        if inner is None:
            continue
        value = low.expr(
            low.inner(inner) if inner.type in ("expression_element", "spread_element") else inner
        )
        made.append(low.at(Spread(value), inner) if inner.type == "spread_element" else value)
    return Sequence("list", made)


def anonymous(low: Low, node: SyntaxNode) -> Expr:
    """``new { id, Name = name, order.Total }``."""
    pairs: list[Pair] = []
    children = [one for one in node.children if one.kind_id not in low.grammar.comments]
    index = 0
    while index < len(children):
        child = children[index]
        if child.is_named or child.type == "this":
            if index + 2 < len(children) and children[index + 1].type == "=":
                value = children[index + 2]
                pair = Pair(low.at(Literal("str", low.text(child)), child), low.expr(value))
                pair.start, pair.end = child.start_byte, value.end_byte
                index += 2
            else:
                made = low.expr(child)
                name = made.name if isinstance(made, Attr) else made.id if isinstance(made, Name) else ""
                pair = low.at(Pair(low.at(Literal("str", name), child), made), child)
            pairs.append(pair)
        index += 1
    return Mapping(pairs)


def copied_with(low: Low, node: SyntaxNode) -> Expr:
    """``order with { Total = 1 }``."""
    pairs: list[Pair] = []
    for child in low.operands(node):
        if child.type == "with_initializer":
            name, value = low.inner(child), after(low, child, "=")
            if name is not None:
                pairs.append(
                    low.at(Pair(low.at(Literal("str", low.text(name)), name), low.expr(value)), child)
                )
        else:
            pairs.append(low.at(Pair(None, low.expr(child)), child))
    return Mapping(pairs)


EXPRESSIONS: dict[str, ExprHandler] = {
    "anonymous_object_creation_expression": anonymous,
    "array_creation_expression": array,
    "collection_expression": collection,
    "implicit_array_creation_expression": array,
    "implicit_object_creation_expression": creation,
    "initializer_expression": items,
    "object_creation_expression": creation,
    "with_expression": copied_with,
}
