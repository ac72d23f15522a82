"""JavaScript and TypeScript expressions and patterns."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import cast

from tree_sitter import Language
from tree_sitter import Node as SyntaxNode

from checks.syntax.javascript_text import number, unescape
from checks.syntax.lowering import ExprHandler, Lowering
from checks.syntax.model import (
    Arg,
    Assign,
    Attr,
    Await,
    Binary,
    Call,
    Conditional,
    Expr,
    Index,
    Literal,
    Mapping,
    Name,
    Node,
    Opaque,
    Pair,
    Sequence,
    Spread,
    TaggedTemplate,
    Template,
    Unary,
    Yield,
)


@dataclass(frozen=True, slots=True)
class Fields:
    """Field ids of the JavaScript, TypeScript and TSX grammars; 0 (which finds nothing) where a grammar has none."""

    alias: int
    alternative: int
    argument: int
    arguments: int
    attribute: int
    body: int
    condition: int
    consequence: int
    constructor: int
    declaration: int
    finalizer: int
    function: int
    handler: int
    increment: int
    index: int
    initializer: int
    key: int
    kind: int
    left: int
    name: int
    object: int
    open_tag: int
    operator: int
    parameter: int
    parameters: int
    pattern: int
    property: int
    return_type: int
    right: int
    source: int
    type: int
    value: int


def field_ids(language: Language) -> Fields:
    """The ids in one of the grammars."""
    return Fields(**{field.name: language.field_id_for_name(field.name) or 0 for field in fields(Fields)})


Low = Lowering[Fields]

_OPERATORS = {"&&": "and", "||": "or", "!": "not"}


# --- names and literals --------------------------------------------------------------------------------------


def keyword_name(low: Low, node: SyntaxNode) -> Expr:
    """``this``, ``super``, ``import`` as the callee of a dynamic import."""
    return Name(low.text(node))


def string(low: Low, node: SyntaxNode) -> Expr:
    return Literal(
        "str", unescape(low.source[node.start_byte + 1 : node.end_byte - 1].decode("utf-8", "replace"))
    )


def number_literal(low: Low, node: SyntaxNode) -> Expr:
    value = number(low.text(node))
    return Literal("int" if isinstance(value, int) else "float", value)


def regex(low: Low, node: SyntaxNode) -> Expr:
    pattern = node.child_by_field_id(low.f.pattern)
    return Literal("regex", "" if pattern is None else low.text(pattern))


def true(low: Low, node: SyntaxNode) -> Expr:
    return Literal("bool", True)


def false(low: Low, node: SyntaxNode) -> Expr:
    return Literal("bool", False)


def null(low: Low, node: SyntaxNode) -> Expr:
    return Literal("none", None)


def undefined(low: Low, node: SyntaxNode) -> Expr:
    return Literal("undefined", None)


def meta_property(low: Low, node: SyntaxNode) -> Expr:
    """``import.meta``, ``new.target``."""
    base, _, name = low.text(node).partition(".")
    return Attr(Name(base.strip()), name.strip())


def template(low: Low, node: SyntaxNode) -> Template:
    """A template literal, holes or not."""
    parts: list[Expr] = []
    text: Literal | None = None
    for child in node.named_children:
        kind = child.type
        if kind in ("string_fragment", "escape_sequence"):
            raw = low.text(child)
            words = unescape(raw) if kind == "escape_sequence" else raw
            if text is None:
                text = low.at(Literal("str", words), child)
                parts.append(text)
            else:
                text.value = cast(str, text.value) + words
                text.end = child.end_byte
        elif kind not in ("comment", "html_comment"):
            text = None
            parts.append(low.expr(low.inner(child) if kind == "template_substitution" else child))
    made = Template(parts, [""] * len(parts))
    made.start, made.end = node.start_byte, node.end_byte
    return made


def template_string(low: Low, node: SyntaxNode) -> Expr:
    """Without holes it is a plain string."""
    if any(child.type == "template_substitution" for child in node.named_children):
        return template(low, node)
    return Literal(
        "str", unescape(low.source[node.start_byte + 1 : node.end_byte - 1].decode("utf-8", "replace"))
    )


# --- chains: calls, members, subscripts ----------------------------------------------------------------------


def chain(low: Low, node: SyntaxNode) -> Expr:
    """A call, member or subscript, with everything to its left in one loop: ``a.b().c[0]()``."""
    f = low.f
    links: list[tuple[str, SyntaxNode]] = []
    base: SyntaxNode | None = node
    while base is not None:
        kind = base.type
        if kind == "member_expression" or kind == "subscript_expression":
            links.append((kind, base))
            base = base.child_by_field_id(f.object)
        elif kind == "call_expression":
            links.append((kind, base))
            base = base.child_by_field_id(f.function)
        elif low.is_transparent(base):
            base = low.inner(base)
        else:
            break
    made = low.expr(base)
    for kind, link in reversed(links):
        if kind == "member_expression":
            member = link.child_by_field_id(f.property)
            made = Attr(made, "" if member is None else low.text(member))
        elif kind == "subscript_expression":
            made = Index(made, low.expr(link.child_by_field_id(f.index)))
        else:
            made = _call(low, made, link)
        made.start, made.end = link.start_byte, link.end_byte
    return made


def _call(low: Low, callee: Expr, node: SyntaxNode) -> Expr:
    arguments = node.child_by_field_id(low.f.arguments)
    if arguments is None or arguments.type != "template_string":
        called = node.child_by_field_id(low.f.function)
        if isinstance(callee, Await) and called is not None and called.type == "await_expression":
            # The grammar reads ``await pool.query<Row>(sql)`` as ``(await pool.query)<Row>(sql)``.
            generic = Call(callee.value, args(low, arguments))
            generic.start, generic.end = callee.value.start, node.end_byte
            return Await(generic)
        if isinstance(callee, Unary) and called is not None and called.type == "unary_expression":
            generic = Call(callee.operand, args(low, arguments))  # likewise ``!cache.has<Key>(name)``
            generic.start, generic.end = callee.operand.start, node.end_byte
            return Unary(callee.op, generic)
        return Call(callee, args(low, arguments))
    words = template(low, arguments)
    if isinstance(callee, Await):
        # The grammar reads ``await sql<Row>`...` `` as ``(await sql)`...` ``.
        tagged = TaggedTemplate(callee.value, words)
        tagged.start, tagged.end = callee.value.start, node.end_byte
        return Await(tagged)
    return TaggedTemplate(callee, words)


def args(low: Low, node: SyntaxNode | None) -> list[Arg]:
    """Arguments of a call; ``...rest`` has ``spread`` ``*``."""
    made: list[Arg] = []
    if node is not None:
        ignored = low.ignored
        for child in node.named_children:
            if child.kind_id in ignored:
                continue
            if child.type == "spread_element":
                arg = Arg(low.expr(low.inner(child)), None, "*")
            else:
                arg = Arg(low.expr(child))
            arg.start, arg.end = child.start_byte, child.end_byte
            made.append(arg)
    return made


def new(low: Low, node: SyntaxNode) -> Expr:
    f = low.f
    return Call(
        low.expr(node.child_by_field_id(f.constructor)),
        args(low, node.child_by_field_id(f.arguments)),
        new=True,
    )


# --- operators -----------------------------------------------------------------------------------------------


def binary(low: Low, node: SyntaxNode) -> Expr:
    """``left op right`` with everything to its left in one loop."""
    f = low.f
    spine: list[SyntaxNode] = []
    left: SyntaxNode | None = node
    while left is not None:
        if left.type == "binary_expression":
            spine.append(left)
            left = left.child_by_field_id(f.left)
        elif low.is_transparent(left):
            left = low.inner(left)
        else:
            break
    made = low.expr(left)
    for link in reversed(spine):
        operator = link.child_by_field_id(f.operator)
        op = "" if operator is None else operator.type
        right = link.child_by_field_id(f.right)
        if (
            op == ">"
            and right is not None
            and right.type == "template_string"
            and isinstance(made, Binary)
            and made.op == "<"
        ):
            # The grammar reads ``sql<Row>`...` `` as two comparisons.
            made = TaggedTemplate(made.left, template(low, right))
        else:
            made = Binary(_OPERATORS.get(op, op), made, low.expr(right))
        made.start, made.end = link.start_byte, link.end_byte
    return made


def unary(low: Low, node: SyntaxNode) -> Expr:
    operator = node.child_by_field_id(low.f.operator)
    op = "" if operator is None else operator.type
    return Unary(_OPERATORS.get(op, op), low.expr(node.child_by_field_id(low.f.argument)))


def ternary(low: Low, node: SyntaxNode) -> Expr:
    f = low.f
    return Conditional(
        low.expr(node.child_by_field_id(f.condition)),
        low.expr(node.child_by_field_id(f.consequence)),
        low.expr(node.child_by_field_id(f.alternative)),
    )


def await_(low: Low, node: SyntaxNode) -> Expr:
    return Await(low.expr(low.inner(node)))


def yield_(low: Low, node: SyntaxNode) -> Expr:
    value = low.inner(node)
    return Yield(None if value is None else low.expr(value))


def assignment(low: Low, node: SyntaxNode) -> Node:
    """``a = b = value`` as one Assign with two targets, below an expression as well as on its own."""
    f = low.f
    targets: list[Expr] = []
    value: SyntaxNode | None = node
    while value is not None and value.type == "assignment_expression":
        targets.append(low.expr(value.child_by_field_id(f.left)))
        value = value.child_by_field_id(f.right)
    return Assign(targets, low.expr(value))


def augmented_assignment(low: Low, node: SyntaxNode) -> Node:
    f = low.f
    operator = node.child_by_field_id(f.operator)
    return Assign(
        [low.expr(node.child_by_field_id(f.left))],
        low.expr(node.child_by_field_id(f.right)),
        op="=" if operator is None else operator.type,
    )


def type_assertion(low: Low, node: SyntaxNode) -> Expr:
    """``<T>value`` is its value."""
    operands = low.operands(node)
    return low.expr(operands[-1] if operands else None)


def sequence(low: Low, node: SyntaxNode) -> Expr:
    """``a, b``: the comma operator."""
    return Opaque(node.type, [low.expr(child) for child in low.operands(node)])


# --- arrays, objects, patterns -------------------------------------------------------------------------------


def array(low: Low, node: SyntaxNode) -> Expr:
    return Sequence("list", [low.expr(child) for child in low.operands(node)])


def array_pattern(low: Low, node: SyntaxNode) -> Expr:
    """``[a, , b = 1, ...rest]``; a hole keeps its place as an empty Opaque."""
    items: list[Expr] = []
    seen = False
    for child in node.children:
        if child.is_named:
            if child.kind_id not in low.ignored:
                items.append(low.expr(child))
                seen = True
        elif child.type == ",":
            if not seen:
                items.append(low.at(Opaque("hole", []), child))
            seen = False
    return Sequence("tuple", items)


def spread(low: Low, node: SyntaxNode) -> Expr:
    return Spread(low.expr(low.inner(node)))


def default_in_pattern(low: Low, node: SyntaxNode) -> Node:
    """``a = 1`` inside a pattern is an Assign of the default."""
    return Assign(
        [low.expr(node.child_by_field_id(low.f.left))], low.expr(node.child_by_field_id(low.f.right))
    )


def key(low: Low, node: SyntaxNode | None) -> Expr:
    """A member's key: plain names and strings are ``str`` literals, a computed key is its expression."""
    if node is None:
        return Literal("str", "")
    if node.type == "computed_property_name":
        return low.expr(low.inner(node))
    if node.type in ("string", "number"):
        return low.expr(node)
    return low.at(Literal("str", low.text(node)), node)


def object_(low: Low, node: SyntaxNode) -> Expr:
    """An object literal or an object pattern."""
    f = low.f
    pairs: list[Pair] = []
    for child in node.named_children:
        if child.kind_id in low.ignored:
            continue
        kind = child.type
        if kind in ("pair", "pair_pattern"):
            pair = Pair(key(low, child.child_by_field_id(f.key)), low.expr(child.child_by_field_id(f.value)))
        elif kind in ("shorthand_property_identifier", "shorthand_property_identifier_pattern"):
            pair = Pair(low.at(Literal("str", low.text(child)), child), low.expr(child))
        elif kind in ("spread_element", "rest_pattern"):
            pair = Pair(None, low.expr(low.inner(child)))
        elif kind == "method_definition":
            # The key carries the name: a name of its own would bind it in the scope around the object.
            pair = Pair(key(low, child.child_by_field_id(f.name)), low.expr(child))
        elif kind == "object_assignment_pattern":
            pair = Pair(key(low, child.child_by_field_id(f.left)), low.expr(child))
        else:
            pair = Pair(None, low.expr(child))
        pair.start, pair.end = child.start_byte, child.end_byte
        pairs.append(pair)
    return Mapping(pairs)


EXPRESSIONS: dict[str, ExprHandler] = {
    "array": array,
    "array_pattern": array_pattern,
    "assignment_expression": assignment,
    "assignment_pattern": default_in_pattern,
    "augmented_assignment_expression": augmented_assignment,
    "await_expression": await_,
    "binary_expression": binary,
    "call_expression": chain,
    "false": false,
    "import": keyword_name,
    "member_expression": chain,
    "meta_property": meta_property,
    "new_expression": new,
    "null": null,
    "number": number_literal,
    "object": object_,
    "object_assignment_pattern": default_in_pattern,
    "object_pattern": object_,
    "regex": regex,
    "rest_pattern": spread,
    "sequence_expression": sequence,
    "spread_element": spread,
    "string": string,
    "subscript_expression": chain,
    "super": keyword_name,
    "template_string": template_string,
    "ternary_expression": ternary,
    "type_assertion": type_assertion,
    "this": keyword_name,
    "true": true,
    "unary_expression": unary,
    "undefined": undefined,
    "update_expression": unary,
    "yield_expression": yield_,
}
