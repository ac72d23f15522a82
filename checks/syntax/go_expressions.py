"""Go expressions and types."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields

from tree_sitter import Language
from tree_sitter import Node as SyntaxNode

from checks.syntax.lowering import ExprHandler, Lowering
from checks.syntax.model import (
    Arg,
    Attr,
    Binary,
    Call,
    Expr,
    Function,
    Index,
    Literal,
    Mapping,
    Name,
    Opaque,
    Pair,
    Param,
    Sequence,
    Unary,
)


@dataclass(frozen=True, slots=True)
class Fields:
    """Field ids of the Go grammar."""

    alias: int
    alternative: int
    arguments: int
    body: int
    capacity: int
    channel: int
    communication: int
    condition: int
    consequence: int
    element: int
    end: int
    field: int
    function: int
    index: int
    initializer: int
    key: int
    left: int
    name: int
    operand: int
    operator: int
    parameters: int
    path: int
    receiver: int
    result: int
    right: int
    start: int
    tag: int
    type: int
    update: int
    value: int


def field_ids(language: Language) -> Fields:
    """The ids in the installed grammar."""
    return Fields(**{field.name: language.field_id_for_name(field.name) or 0 for field in fields(Fields)})


Low = Lowering[Fields]

_OPERATORS = {"&&": "and", "||": "or", "!": "not"}

# --- literals ------------------------------------------------------------------------------------------------

_ESCAPE = re.compile(
    rb"\\(?:x([0-9a-fA-F]{2})|([0-7]{3})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))", re.DOTALL
)
_SINGLE = {b"n": b"\n", b"t": b"\t", b"r": b"\r", b"a": b"\a", b"b": b"\b", b"f": b"\f", b"v": b"\v"}


def _escaped(match: re.Match[bytes]) -> bytes:
    if match[1]:
        return bytes([int(match[1], 16)])
    if match[2]:
        return bytes([int(match[2], 8) & 0xFF])
    code = match[3] or match[4]
    if code:
        number = int(code, 16)
        return (chr(number) if number <= 0x10FFFF else "\ufffd").encode("utf-8", "replace")
    return _SINGLE.get(match[5], match[5])


def quoted(low: Low, node: SyntaxNode) -> Expr:
    """``"text"`` and ``'r'``; a rune is a string of one character."""
    raw = low.source[node.start_byte + 1 : node.end_byte - 1]
    if b"\\" in raw:
        raw = _ESCAPE.sub(_escaped, raw)
    return Literal("str", raw.decode("utf-8", "replace"))


def raw_string(low: Low, node: SyntaxNode) -> Expr:
    raw = low.source[node.start_byte + 1 : node.end_byte - 1]
    return Literal("str", raw.replace(b"\r", b"").decode("utf-8", "replace"))


def integer(low: Low, node: SyntaxNode) -> Expr:
    digits = low.text(node).replace("_", "").lower()
    try:
        old_octal = len(digits) > 1 and digits[0] == "0" and digits.isdecimal()
        value = int(digits, 8) if old_octal else int(digits, 0)
    except ValueError:  # malformed, or more digits than Python converts
        return Literal("int", None)
    return Literal("int", value)


def floating(low: Low, node: SyntaxNode) -> Expr:
    digits = low.text(node).replace("_", "").lower()
    try:
        return Literal("float", float.fromhex(digits) if digits.startswith("0x") else float(digits))
    except (ValueError, OverflowError):
        return Literal("float", None)


def constant(low: Low, node: SyntaxNode) -> Expr:
    """``nil``, ``true``, ``false``."""
    return Literal("none", None) if node.type == "nil" else Literal("bool", node.type == "true")


# --- chains: calls, selectors, indexes -----------------------------------------------------------------------


def chain(low: Low, node: SyntaxNode) -> Expr:
    """A call, selector or index, with everything to its left in one loop."""
    f = low.f
    links: list[tuple[str, SyntaxNode]] = []
    base: SyntaxNode | None = node
    while base is not None:
        kind = base.type
        if kind in ("selector_expression", "index_expression", "slice_expression"):
            links.append((kind, base))
            base = base.child_by_field_id(f.operand)
        elif kind == "call_expression":
            links.append((kind, base))
            base = base.child_by_field_id(f.function)
        elif low.is_transparent(base):
            base = low.inner(base)
        else:
            break
    made = low.expr(base)
    for kind, link in reversed(links):
        if kind == "selector_expression":
            name = link.child_by_field_id(f.field)
            made = Attr(made, "" if name is None else low.text(name))
        elif kind == "call_expression":
            made = Call(made, args(low, link.child_by_field_id(f.arguments)))
        elif kind == "index_expression":
            made = Index(made, low.expr(link.child_by_field_id(f.index)))
        else:
            bounds = [link.child_by_field_id(one) for one in (f.start, f.end, f.capacity)]
            made = Index(made, Opaque("slice", [low.expr(one) for one in bounds if one is not None]))
        made.start, made.end = link.start_byte, link.end_byte
        if kind == "slice_expression" and isinstance(made, Index):
            made.key.start, made.key.end = made.base.end, made.end
    return made


def args(low: Low, node: SyntaxNode | None) -> list[Arg]:
    """Arguments; ``rest...`` has ``spread`` ``*``."""
    made: list[Arg] = []
    for child in [] if node is None else node.named_children:
        if child.kind_id in low.ignored:
            continue
        if child.type == "variadic_argument":
            arg = Arg(low.expr(low.inner(child)), None, "*")
        else:
            arg = Arg(low.expr(child))
        arg.start, arg.end = child.start_byte, child.end_byte
        made.append(arg)
    return made


def conversion(low: Low, node: SyntaxNode) -> Expr:
    """``[]byte(x)`` reads like a call; so does ``f[int](x)``, which the grammar cannot tell from one."""
    callee = low.expr(node.child_by_field_id(low.f.type))
    operand = node.child_by_field_id(low.f.operand)
    return Call(callee, [] if operand is None else [low.at(Arg(low.expr(operand)), operand)])


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
        made = Binary(_OPERATORS.get(op, op), made, low.expr(link.child_by_field_id(f.right)))
        made.start, made.end = link.start_byte, link.end_byte
    return made


def unary(low: Low, node: SyntaxNode) -> Expr:
    operator = node.child_by_field_id(low.f.operator)
    op = "" if operator is None else operator.type
    return Unary(_OPERATORS.get(op, op), low.expr(node.child_by_field_id(low.f.operand)))


def tuple_of(low: Low, nodes: list[SyntaxNode]) -> Expr | None:
    """One expression as it is, several as a tuple; None for none."""
    if len(nodes) < 2:
        return low.expr(nodes[0]) if nodes else None
    made = Sequence("tuple", [low.expr(one) for one in nodes])
    made.start, made.end = nodes[0].start_byte, nodes[-1].end_byte
    return made


def expression_list(low: Low, node: SyntaxNode) -> Expr:
    return tuple_of(low, low.operands(node)) or Opaque(node.type, [])


# --- types and composite literals ----------------------------------------------------------------------------


def type_expression(low: Low, node: SyntaxNode) -> Expr:
    """A type where a value may stand: ``pkg.T`` is an Attr, the rest a Name with the type's text. Type arguments of a
    named type are dropped."""
    named = node
    if node.type == "generic_type":
        named = node.child_by_field_id(low.f.type) or node
    text = low.text(named)
    if named.type == "qualified_type" and "." in text:
        package, _, name = text.partition(".")
        return Attr(low.at(Name(package.strip()), node), name.strip())
    return Name(text)


def composite(low: Low, node: SyntaxNode) -> Expr:
    of = node.child_by_field_id(low.f.type)
    body = node.child_by_field_id(low.f.body)
    return Opaque(node.type, low.anything(node)) if of is None or body is None else _literal(low, body, of)


def untyped_literal(low: Low, node: SyntaxNode) -> Expr:
    """A nested ``{...}`` whose type is not known here."""
    return _literal(low, node, None)


def _literal(low: Low, body: SyntaxNode, of: SyntaxNode | None, elided: bool = False) -> Expr:
    """``elided`` when the type is not written here but comes from the literal around: ``[]T{{1, 2}}``."""
    f = low.f
    kind = "" if of is None else of.type
    type_name = "" if of is None else low.text(of)
    inside: SyntaxNode | None = None
    if of is not None and kind in ("slice_type", "array_type", "implicit_length_array_type"):
        inside = of.child_by_field_id(f.element)
    elif of is not None and kind == "map_type":
        inside = of.child_by_field_id(f.value)
    elements = low.operands(body)
    if any(one.type == "keyed_element" for one in elements):
        pairs: list[Pair] = []
        for one in elements:
            if one.type == "keyed_element":
                pair = Pair(
                    _key(low, one.child_by_field_id(f.key), inside is not None),
                    _element(low, one.child_by_field_id(f.value), inside),
                )
            else:
                pair = Pair(None, _element(low, one, inside))
            pairs.append(low.at(pair, one))
        return Mapping(pairs, type_name)
    if kind == "map_type" or (
        not elements and kind not in ("slice_type", "array_type", "implicit_length_array_type")
    ):
        return Mapping([], type_name)
    values = [_element(low, one, inside) for one in elements]
    if inside is not None or of is None:
        return Sequence("list", values)
    callee = low.expr(of)
    if elided:
        for part in callee.walk():
            part.start = part.end = body.start_byte
    return Call(callee, [_argument(value) for value in values], new=True)


def _argument(value: Expr) -> Arg:
    made = Arg(value)
    made.start, made.end = value.start, value.end
    return made


def _key(low: Low, node: SyntaxNode | None, is_value: bool) -> Expr:
    inner = low.inner(node) if node is not None and node.type == "literal_element" else node
    if inner is not None and inner.type == "identifier" and not is_value:
        return low.at(Literal("str", low.text(inner)), inner)
    return _element(low, node, None)


def _element(low: Low, node: SyntaxNode | None, of: SyntaxNode | None) -> Expr:
    inner = low.inner(node) if node is not None and node.type == "literal_element" else node
    if inner is not None and inner.type == "literal_value" and of is not None:
        return low.guarded(inner, lambda: _literal(low, inner, of, elided=True))
    return low.expr(inner)


# --- functions -----------------------------------------------------------------------------------------------


def params(low: Low, node: SyntaxNode | None) -> list[Param]:
    """``a, b int`` gives two; a parameter without a name has the name ``""``."""
    f = low.f
    made: list[Param] = []
    for child in [] if node is None else low.operands(node):
        of = child.child_by_field_id(f.type)
        annotation = "" if of is None else low.text(of)
        kind = "*" if child.type == "variadic_parameter_declaration" else ""
        names = [one for one in child.children_by_field_id(f.name) if one.is_named]
        made.extend(low.at(Param(low.text(one), annotation, kind=kind), one) for one in names)
        if not names:
            made.append(low.at(Param("", annotation, kind=kind), child))
    return made


def function(low: Low, node: SyntaxNode) -> Function:
    """A function, method, function literal or interface method."""
    f = low.f
    named = node.child_by_field_id(f.name)
    name = "" if named is None else low.text(named)
    result = node.child_by_field_id(f.result)
    receiver: tuple[str, str] | None = None
    if node.type == "method_declaration":
        owners = params(low, node.child_by_field_id(f.receiver))
        receiver = (owners[0].name, owners[0].annotation) if owners else None
    body = node.child_by_field_id(f.body)
    return Function(
        name,
        params(low, node.child_by_field_id(f.parameters)),
        low.body(body),
        returns="" if result is None else low.text(result),
        receiver=receiver,
        exported=name[:1].isupper(),
    )


EXPRESSIONS: dict[str, ExprHandler] = {
    "array_type": type_expression,
    "binary_expression": binary,
    "call_expression": chain,
    "channel_type": type_expression,
    "composite_literal": composite,
    "expression_list": expression_list,
    "false": constant,
    "float_literal": floating,
    "func_literal": function,
    "function_type": type_expression,
    "generic_type": type_expression,
    "implicit_length_array_type": type_expression,
    "index_expression": chain,
    "int_literal": integer,
    "interface_type": type_expression,
    "interpreted_string_literal": quoted,
    "literal_value": untyped_literal,
    "map_type": type_expression,
    "nil": constant,
    "pointer_type": type_expression,
    "qualified_type": type_expression,
    "raw_string_literal": raw_string,
    "rune_literal": quoted,
    "selector_expression": chain,
    "slice_expression": chain,
    "slice_type": type_expression,
    "struct_type": type_expression,
    "true": constant,
    "type_conversion_expression": conversion,
    "unary_expression": unary,
}
