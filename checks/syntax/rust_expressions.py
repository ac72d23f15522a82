"""Rust expressions, blocks that give a value, and closures."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields

from tree_sitter import Language
from tree_sitter import Node as SyntaxNode

from checks.syntax.lowering import ExprHandler, Lowering
from checks.syntax.model import (
    Arg,
    Assign,
    Attr,
    Await,
    Binary,
    Call,
    Expr,
    Index,
    Literal,
    Mapping,
    Name,
    Opaque,
    Pair,
    Sequence,
    Unary,
)
from checks.syntax.rust_types import annotation_of


@dataclass(frozen=True, slots=True)
class Fields:
    """Field ids of the Rust grammar."""

    alias: int
    alternative: int
    argument: int
    arguments: int
    body: int
    bounds: int
    condition: int
    consequence: int
    field: int
    function: int
    left: int
    list: int
    macro: int
    name: int
    operator: int
    parameters: int
    path: int
    pattern: int
    return_type: int
    right: int
    trait: int
    type: int
    type_arguments: int
    value: int


def field_ids(language: Language) -> Fields:
    """The ids in the installed grammar."""
    return Fields(**{field.name: language.field_id_for_name(field.name) or 0 for field in fields(Fields)})


Low = Lowering[Fields]

_OPERATORS = {"&&": "and", "||": "or", "!": "not"}

# --- literals ------------------------------------------------------------------------------------------------

_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u\{([0-9a-fA-F_]{1,8})\}|\r?\n\s*|(.))", re.DOTALL)
_SINGLE = {"n": "\n", "t": "\t", "r": "\r", "0": "\0"}
_QUOTED = re.compile(r"^[bc]?(r?)(#*)[\"'](.*)[\"']\2$", re.DOTALL)
_SUFFIX = re.compile(r"_*(?:[iu](?:8|16|32|64|128|size)|f(?:32|64))$")


def _escaped(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    if code:
        number = int(code.replace("_", "") or "0", 16)
        return chr(number) if number <= 0x10FFFF and not 0xD800 <= number < 0xE000 else "\ufffd"
    return "" if match[3] is None else _SINGLE.get(match[3], match[3])


def unquoted(raw: str) -> str:
    """The text of a string or character literal."""
    match = _QUOTED.match(raw)
    if match is None:
        return raw.strip("\"'")
    return match[3] if match[1] else _ESCAPE.sub(_escaped, match[3])


def text_literal(low: Low, node: SyntaxNode) -> Expr:
    """``"text"``, ``r#"raw"#``, ``b"bytes"`` and ``'c'``."""
    raw = low.text(node)
    found = unquoted(raw)
    return Literal("bytes", found.encode()) if raw.startswith("b") else Literal("str", found)


def integer(low: Low, node: SyntaxNode) -> Expr:
    digits = low.text(node).replace("_", "").lower()
    if not digits.startswith("0x"):
        digits = _SUFFIX.sub("", digits)
    try:
        return Literal("int", int(digits, 0) if len(digits) < 4000 else None)
    except ValueError:  # malformed, a suffix on a hexadecimal number
        return Literal("int", None)


def floating(low: Low, node: SyntaxNode) -> Expr:
    try:
        return Literal("float", float(_SUFFIX.sub("", low.text(node).replace("_", ""))))
    except ValueError:
        return Literal("float", None)


def boolean(low: Low, node: SyntaxNode) -> Expr:
    return Literal("bool", low.text(node) == "true")


def unit(low: Low, node: SyntaxNode) -> Expr:
    return Literal("none", None)


# --- chains: calls, members, indexes, paths ------------------------------------------------------------------

_LINKS = frozenset(
    {
        "call_expression",
        "field_expression",
        "index_expression",
        "await_expression",
        "generic_function",
        "scoped_identifier",
        "scoped_type_identifier",
        "generic_type",
        "generic_type_with_turbofish",
        "bracketed_type",
    }
)
_PARSED = re.compile(
    r"::\s*<\s*(?:[iu](?:8|16|32|64|128|size)|f(?:32|64)|bool|char|(?:\w+::)*(?:Uuid|IpAddr|Ipv[46]Addr|SocketAddr|Decimal|BigDecimal|NaiveDate\w*|DateTime<[^>]*>))\s*>"
)


def chain(low: Low, node: SyntaxNode) -> Expr:
    """A call, member, index, path or ``.await``, with everything to its left in one loop."""
    f = low.f
    links: list[tuple[str, SyntaxNode]] = []
    base: SyntaxNode | None = node
    while base is not None:
        kind = base.type
        if kind in _LINKS:
            links.append((kind, base))
            base = _left(low, base, kind)
        elif low.is_transparent(base):
            base = low.inner(base)
        else:
            break
    if base is None and links:  # `::std::fs`: a path that starts at the crates
        kind, link = links.pop()
        name = link.child_by_field_id(f.name)
        made: Expr = low.at(Name("" if name is None else low.text(name)), link)
    elif base is not None and base.type in ("self", "super", "crate", "metavariable", "identifier"):
        made = named(low, base)
    else:
        made = low.expr(base)
    if isinstance(made, Name) and made.id == "Self" and len(links) > 0 and links[-1][0].startswith("scoped"):
        made.id = "self"  # `Self::of(x)` is a member of the type around, like `self.of(x)`
    for kind, link in reversed(links):
        if kind in ("field_expression", "scoped_identifier", "scoped_type_identifier"):
            name = link.child_by_field_id(f.field if kind == "field_expression" else f.name)
            made = Attr(made, "" if name is None else low.text(name))
        elif kind == "call_expression":
            made = _called(low, link, made)
        elif kind == "index_expression":
            parts = low.operands(link)
            made = Index(made, low.expr(parts[1] if len(parts) > 1 else None))
        elif kind == "await_expression":
            made = Await(made)
        else:
            turbofish = _PARSED.search(low.text(link)[-80:]) if kind == "generic_function" else None
            if turbofish is not None and isinstance(made, Attr) and made.name == "parse":
                made.name = "parse_typed"
            made.end = link.end_byte
            continue
        made.start, made.end = link.start_byte, link.end_byte
    return made


def _left(low: Low, node: SyntaxNode, kind: str) -> SyntaxNode | None:
    f = low.f
    if kind in ("call_expression", "generic_function"):
        return node.child_by_field_id(f.function)
    if kind == "field_expression":
        return node.child_by_field_id(f.value)
    if kind in ("scoped_identifier", "scoped_type_identifier"):
        return node.child_by_field_id(f.path)
    if kind.startswith("generic_type"):
        return node.child_by_field_id(f.type)
    return low.inner(node)


def _called(low: Low, node: SyntaxNode, callee: Expr) -> Expr:
    found: list[Arg] = []
    given = node.child_by_field_id(low.f.arguments)
    for child in [] if given is None else low.operands(given):
        if child.type != "attribute_item":
            found.append(low.at(Arg(low.expr(child)), child))
    return Call(callee, found)


def named(low: Low, node: SyntaxNode) -> Expr:
    return low.at(Name(low.text(node)), node)


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
    op = node.children[0].type if node.children else ""
    return Unary(_OPERATORS.get(op, op), low.expr(low.inner(node)))


def borrowed(low: Low, node: SyntaxNode) -> Expr:
    """``&x`` and ``&mut x`` are ``x``."""
    return low.expr(node.child_by_field_id(low.f.value))


def let_chain(low: Low, node: SyntaxNode) -> Expr:
    parts = low.operands(node)
    made = low.expr(parts[0] if parts else None)
    for part in parts[1:]:
        made = Binary("and", made, low.expr(part))
        made.start, made.end = node.start_byte, part.end_byte
    return made


def assignment(low: Low, node: SyntaxNode) -> Assign:
    f = low.f
    operator = node.child_by_field_id(f.operator)
    return Assign(
        [low.expr(node.child_by_field_id(f.left))],
        low.expr(node.child_by_field_id(f.right)),
        op="=" if operator is None else operator.type,
    )


def span(low: Low, node: SyntaxNode) -> Expr:
    """``0..2``: no value of its own."""
    return Opaque("slice", [low.expr(one) for one in low.operands(node)])


# --- collections ---------------------------------------------------------------------------------------------


def items(low: Low, node: SyntaxNode) -> Expr:
    kind = "tuple" if node.type == "tuple_expression" else "list"
    return Sequence(kind, [low.expr(one) for one in low.operands(node) if one.type != "attribute_item"])


def struct(low: Low, node: SyntaxNode) -> Expr:
    """``Order { id, total: 1, ..rest }``."""
    f = low.f
    body = node.child_by_field_id(f.body)
    pairs: list[Pair] = []
    for one in [] if body is None else low.operands(body):
        if one.type == "shorthand_field_initializer":
            name = low.inner(one)
            if name is not None:
                pairs.append(low.at(Pair(low.at(Literal("str", low.text(name)), name), low.expr(name)), one))
        elif one.type == "field_initializer":
            key = one.child_by_field_id(f.field)
            value = low.expr(one.child_by_field_id(f.value))
            shown = None if key is None else low.at(Literal("str", low.text(key)), key)
            pairs.append(low.at(Pair(shown, value), one))
        elif one.type == "base_field_initializer":
            pairs.append(low.at(Pair(None, low.expr(low.inner(one))), one))
    named_type = node.child_by_field_id(f.name)
    return Mapping(pairs, "" if named_type is None else annotation_of(low.text(named_type)))


EXPRESSIONS: dict[str, ExprHandler] = {
    "array_expression": items,
    "assignment_expression": assignment,
    "await_expression": chain,
    "binary_expression": binary,
    "boolean_literal": boolean,
    "call_expression": chain,
    "char_literal": text_literal,
    "compound_assignment_expr": assignment,
    "field_expression": chain,
    "float_literal": floating,
    "generic_function": chain,
    "generic_type": chain,
    "generic_type_with_turbofish": chain,
    "index_expression": chain,
    "integer_literal": integer,
    "let_chain": let_chain,
    "negative_literal": unary,
    "range_expression": span,
    "raw_string_literal": text_literal,
    "reference_expression": borrowed,
    "scoped_identifier": chain,
    "scoped_type_identifier": chain,
    "string_literal": text_literal,
    "struct_expression": struct,
    "tuple_expression": items,
    "unary_expression": unary,
    "unit_expression": unit,
}
