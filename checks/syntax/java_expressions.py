"""Java expressions, types as values, lambdas and annotations."""

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
    Binary,
    Block,
    Call,
    Class,
    Conditional,
    Expr,
    Function,
    Index,
    Literal,
    Name,
    Param,
    Return,
    Sequence,
    Template,
    Unary,
)


@dataclass(frozen=True, slots=True)
class Fields:
    """Field ids of the Java grammar."""

    alternative: int
    arguments: int
    array: int
    body: int
    condition: int
    consequence: int
    declarator: int
    dimensions: int
    element: int
    field: int
    index: int
    init: int
    interfaces: int
    key: int
    left: int
    name: int
    object: int
    operand: int
    operator: int
    parameters: int
    pattern: int
    resources: int
    right: int
    superclass: int
    template_argument: int
    type: int
    update: int
    value: int


def field_ids(language: Language) -> Fields:
    """The ids in the installed grammar."""
    return Fields(**{field.name: language.field_id_for_name(field.name) or 0 for field in fields(Fields)})


Low = Lowering[Fields]

_OPERATORS = {"&&": "and", "||": "or", "!": "not"}

# --- literals ------------------------------------------------------------------------------------------------

_ESCAPE = re.compile(r"\\(?:u+([0-9a-fA-F]{4})|([0-3]?[0-7]{1,2})|(\r?\n)|(.))", re.DOTALL)
_SINGLE = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "s": " "}


def _escaped(match: re.Match[str]) -> str:
    if match[1]:
        return chr(int(match[1], 16))
    if match[2]:
        return chr(int(match[2], 8))
    if match[3]:
        return ""  # a line of a text block that goes on
    return _SINGLE.get(match[4], match[4])


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(_escaped, text) if "\\" in text else text


def text_block(raw: str) -> str:
    """Content between the quotes of a text block: indentation that all lines share and trailing blanks removed (JLS 3.10.6)."""
    lines = raw.replace("\r\n", "\n").partition("\n")[2].split("\n")
    counted = [line for number, line in enumerate(lines) if line.strip() or number == len(lines) - 1]
    indent = min((len(line) - len(line.lstrip()) for line in counted), default=0)
    return "\n".join(line[indent:].rstrip() if line.strip() else "" for line in lines)


def string(low: Low, node: SyntaxNode) -> Expr:
    """``"text"``, a text block, or text with ``\\{holes}``."""
    if any(child.type == "string_interpolation" for child in node.named_children):
        return _interpolated(low, node)
    raw = low.text(node)
    if raw.startswith('"""'):
        return Literal("str", _unescaped(text_block(raw[3:].removesuffix('"""'))))
    return Literal("str", _unescaped(raw[1:-1]))


def _interpolated(low: Low, node: SyntaxNode) -> Expr:
    parts: list[Expr] = []
    for child in node.named_children:
        if child.type == "string_interpolation":
            parts.append(low.expr(low.inner(child)))
        else:
            parts.append(low.at(Literal("str", _unescaped(low.text(child))), child))
    return Template(parts, [""] * len(parts))


def template(low: Low, node: SyntaxNode) -> Expr:
    """``STR."Hi \\{name}"``: the text alone."""
    return low.expr(node.child_by_field_id(low.f.template_argument))


def character(low: Low, node: SyntaxNode) -> Expr:
    return Literal("str", _unescaped(low.text(node)[1:-1]))


def integer(low: Low, node: SyntaxNode) -> Expr:
    digits = low.text(node).replace("_", "").lower().rstrip("l")
    try:
        old_octal = len(digits) > 1 and digits[0] == "0" and digits.isdecimal()
        return Literal("int", int(digits, 8) if old_octal else int(digits, 0))
    except ValueError:  # malformed, or more digits than Python converts
        return Literal("int", None)


def floating(low: Low, node: SyntaxNode) -> Expr:
    digits = low.text(node).replace("_", "").lower()
    try:
        if digits.startswith("0x"):
            return Literal("float", float.fromhex(digits.rstrip("fd") if "p" in digits else digits))
        return Literal("float", float(digits.rstrip("fd")))
    except (ValueError, OverflowError):
        return Literal("float", None)


def constant(low: Low, node: SyntaxNode) -> Expr:
    """``null``, ``true``, ``false``."""
    return Literal("none", None) if node.type == "null_literal" else Literal("bool", node.type == "true")


# --- chains: calls, members, indexes -------------------------------------------------------------------------


def chain(low: Low, node: SyntaxNode) -> Expr:
    """A call, member or index, with everything to its left in one loop."""
    f = low.f
    links: list[SyntaxNode] = []
    base: SyntaxNode | None = node
    while base is not None:
        kind = base.type
        if kind == "field_access":
            links.append(base)
            base = base.child_by_field_id(f.object)
        elif kind == "method_invocation":
            links.append(base)
            base = base.child_by_field_id(f.object)
            if base is None:
                break
        elif kind == "array_access":
            links.append(base)
            base = base.child_by_field_id(f.array)
        elif low.is_transparent(base):
            base = low.inner(base)
        else:
            break
    made: Expr | None = None if base is None and links[-1].type == "method_invocation" else low.expr(base)
    for link in reversed(links):
        if link.type == "array_access":
            made = Index(made or Name(""), low.expr(link.child_by_field_id(f.index)))
        elif link.type == "method_invocation":
            named = link.child_by_field_id(f.name)
            name = "" if named is None else low.text(named)
            callee: Expr = Name(name) if made is None else Attr(made, name)
            callee.start = link.start_byte
            callee.end = link.end_byte if named is None else named.end_byte
            made = Call(callee, args(low, link.child_by_field_id(f.arguments)))
        else:
            field = link.child_by_field_id(f.field)
            made = Attr(made or Name(""), "" if field is None else low.text(field))
        made.start, made.end = link.start_byte, link.end_byte
    assert made is not None
    return made


def args(low: Low, node: SyntaxNode | None) -> list[Arg]:
    """Arguments in order."""
    return [low.at(Arg(low.expr(one)), one) for one in ([] if node is None else low.operands(node))]


def _argument(value: Expr) -> Arg:
    made = Arg(value)
    made.start, made.end = value.start, value.end
    return made


def method_reference(low: Low, node: SyntaxNode) -> Expr:
    """``Order::total`` is the member ``total`` of ``Order``."""
    owner = low.inner(node)
    last = node.children[-1]
    return Attr(low.expr(owner), low.text(last))


def scoped(low: Low, node: SyntaxNode) -> Expr:
    """``a.b.C`` where only names can stand."""
    return dotted_name(low, node)


def dotted_name(low: Low, node: SyntaxNode) -> Expr:
    """A qualified name as a chain of members."""
    parts = [part.strip() for part in low.text(node).split(".")]
    made: Expr = low.at(Name(parts[0]), node)
    for part in parts[1:]:
        made = low.at(Attr(made, part), node)
    return made


# --- types ---------------------------------------------------------------------------------------------------


def type_expression(low: Low, node: SyntaxNode) -> Expr:
    """A type where a value may stand; type arguments and annotations are dropped."""
    while node.type in ("generic_type", "annotated_type"):
        found = next(
            (
                child
                for child in node.named_children
                if child.type not in ("type_arguments", "marker_annotation", "annotation")
            ),
            None,
        )
        if found is None:
            break
        node = found
    if node.type == "scoped_type_identifier":
        return dotted_name(low, node) if "<" not in low.text(node) else Name(low.text(node))
    return low.at(Name(low.text(node)), node)


def type_text(low: Low, node: SyntaxNode | None) -> str:
    """A declared type as written; ``""`` for ``var`` and for none."""
    text = "" if node is None else low.text(node)
    return "" if text == "var" else text


def class_literal(low: Low, node: SyntaxNode) -> Expr:
    inner = low.inner(node)
    return Attr(Name("") if inner is None else low.at(type_expression(low, inner), inner), "class")


def held(low: Low, node: SyntaxNode) -> Expr:
    """A cast stands for what it holds."""
    return low.expr(node.child_by_field_id(low.f.value))


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


def update(low: Low, node: SyntaxNode) -> Expr:
    """``i++`` and ``--i``."""
    op = "++" if any(child.type == "++" for child in node.children) else "--"
    return Unary(op, low.expr(low.inner(node)))


def ternary(low: Low, node: SyntaxNode) -> Expr:
    f = low.f
    return Conditional(
        low.expr(node.child_by_field_id(f.condition)),
        low.expr(node.child_by_field_id(f.consequence)),
        low.expr(node.child_by_field_id(f.alternative)),
    )


def assignment(low: Low, node: SyntaxNode) -> Assign:
    """``x = v`` and its augmented forms, a statement or a value."""
    f = low.f
    operator = node.child_by_field_id(f.operator)
    targets = [low.expr(node.child_by_field_id(f.left))]
    right = node.child_by_field_id(f.right)
    op = "=" if operator is None else operator.type
    while op == "=" and right is not None and right.type == "assignment_expression":
        inner = right.child_by_field_id(f.operator)
        if inner is None or inner.type != "=":
            break
        targets.append(low.expr(right.child_by_field_id(f.left)))
        right = right.child_by_field_id(f.right)
    return Assign(targets, low.expr(right), op=op)


def instance_of(low: Low, node: SyntaxNode) -> Expr:
    """``x instanceof Order o``: the left side of the test is the declaration of ``o`` when it has one."""
    f = low.f
    left = low.expr(node.child_by_field_id(f.left))
    pattern = node.child_by_field_id(f.pattern)
    right = node.child_by_field_id(f.right)
    name = node.child_by_field_id(f.name)
    if pattern is not None:
        bound = record_target(low, pattern)
        of = low.inner(pattern)
        left = _bound(low, node, bound, left, "")
        return Binary("instanceof", left, low.expr(of))
    if name is not None:
        left = _bound(low, name, low.expr(name), left, type_text(low, right))
    kind = Name("") if right is None else low.at(type_expression(low, right), right)
    return Binary("instanceof", left, kind)


def _bound(low: Low, node: SyntaxNode, target: Expr, value: Expr, annotation: str) -> Expr:
    made = Assign([target], value, declares="const", annotation=annotation)
    made.start, made.end = value.start, node.end_byte
    return made  # type: ignore[return-value]


def record_target(low: Low, pattern: SyntaxNode) -> Expr:
    """``Point(int x, var y)`` binds ``x`` and ``y``."""
    names: list[Expr] = []
    stack = [pattern]
    while stack:
        node = stack.pop()
        if node.type in ("record_pattern_component", "type_pattern"):
            last = node.named_children[-1] if node.named_children else None
            if last is not None and last.type == "identifier":
                names.append(low.expr(last))
            elif last is not None:
                stack.append(last)
        else:
            stack.extend(
                child
                for child in reversed(node.named_children)
                if child.type
                in ("record_pattern_body", "record_pattern_component", "record_pattern", "type_pattern")
            )
    return low.at(Sequence("tuple", names), pattern)


# --- making objects and arrays -------------------------------------------------------------------------------


def creation(low: Low, node: SyntaxNode) -> Expr:
    """``new T(...)``; the body of an anonymous class is a Class as last argument."""
    f = low.f
    of = node.child_by_field_id(f.type)
    callee = Name("") if of is None else low.at(type_expression(low, of), of)
    given = args(low, node.child_by_field_id(f.arguments))
    body = next((child for child in node.named_children if child.type == "class_body"), None)
    if body is not None:
        base = Name("") if of is None else type_expression(low, of)
        for part in base.walk():
            part.start = part.end = body.start_byte
        own = low.at(Class("", [base], low.block(body)), body)
        given.append(low.at(Arg(own), body))
    return Call(callee, given, new=True)


def array_creation(low: Low, node: SyntaxNode) -> Expr:
    """``new int[]{1, 2}`` is a list; ``new byte[16]`` a call of ``byte[]``."""
    f = low.f
    value = node.child_by_field_id(f.value)
    if value is not None:
        return array(low, value)
    of = node.child_by_field_id(f.type)
    sizes = [child for child in node.named_children if child.type == "dimensions_expr"]
    callee = Name(("" if of is None else low.text(of)) + "[]")
    if of is not None:
        low.at(callee, of)
    return Call(callee, [low.at(Arg(low.expr(low.inner(size))), size) for size in sizes], new=True)


def array(low: Low, node: SyntaxNode) -> Expr:
    return Sequence("list", [low.expr(one) for one in low.operands(node)])


# --- lambdas -------------------------------------------------------------------------------------------------


def lambda_expression(low: Low, node: SyntaxNode) -> Expr:
    """``x -> value`` and ``(a, b) -> { ... }``."""
    f = low.f
    given = node.child_by_field_id(f.parameters)
    found: list[Param] = []
    if given is not None and given.type == "identifier":
        found = [low.at(Param(low.text(given)), given)]
    elif given is not None and given.type == "inferred_parameters":
        found = [low.at(Param(low.text(one)), one) for one in low.operands(given)]
    elif given is not None:
        found = params(low, given)
    body = node.child_by_field_id(f.body)
    if body is not None and body.type == "block":
        return Function("", found, low.block(body))
    value = low.expr(body)
    only = Return(value)
    block = Block([only])
    if hasattr(value, "end"):
        only.start, only.end = block.start, block.end = value.start, value.end
    return Function("", found, block)


def params(low: Low, node: SyntaxNode | None) -> list[Param]:
    """Formal parameters with their types and annotations; the receiver ``this`` is left out."""
    f = low.f
    made: list[Param] = []
    for child in [] if node is None else low.operands(node):
        if child.type == "formal_parameter":
            name = child.child_by_field_id(f.name)
            if name is not None and name.type == "this":
                continue
            annotation = type_text(low, child.child_by_field_id(f.type))
            extra = child.child_by_field_id(f.dimensions)
            if extra is not None:
                annotation += low.text(extra)
            param = Param(
                "" if name is None else low.text(name), annotation, decorators=decorators_of(low, child)
            )
        elif child.type == "spread_parameter":
            of = next(
                (one for one in child.named_children if one.type not in ("modifiers", "variable_declarator")),
                None,
            )
            declared = next((one for one in child.named_children if one.type == "variable_declarator"), None)
            param = Param(
                "" if declared is None else low.text(declared),
                type_text(low, of),
                kind="*",
                decorators=decorators_of(low, child),
            )
        else:
            continue
        made.append(low.at(param, child))
    return made


# --- annotations and modifiers -------------------------------------------------------------------------------


def modifiers(node: SyntaxNode) -> SyntaxNode | None:
    """The modifiers of a declaration."""
    return next((child for child in node.children if child.type == "modifiers"), None)


def words(node: SyntaxNode) -> frozenset[str]:
    """The plain modifiers of a declaration: ``public``, ``static``, ``final``."""
    found = modifiers(node)
    return (
        frozenset()
        if found is None
        else frozenset(child.type for child in found.children if not child.is_named)
    )


def decorators_of(low: Low, node: SyntaxNode) -> list[Expr]:
    """Annotations of a declaration as decorators."""
    found = modifiers(node)
    return (
        []
        if found is None
        else [low.expr(child) for child in found.named_children if "annotation" in child.type]
    )


def annotation(low: Low, node: SyntaxNode) -> Expr:
    """``@Name`` is a name, ``@Name(x)`` and ``@Name(key = x)`` a call."""
    f = low.f
    named = node.child_by_field_id(f.name)
    callee = Name("") if named is None else low.at(dotted_name(low, named), named)
    given = node.child_by_field_id(f.arguments)
    if given is None:
        return callee
    made: list[Arg] = []
    for child in low.operands(given):
        if child.type == "element_value_pair":
            key = child.child_by_field_id(f.key)
            value = low.expr(child.child_by_field_id(f.value))
            made.append(low.at(Arg(value, None if key is None else low.text(key)), child))
        else:
            made.append(_argument(low.expr(child)))
    return Call(callee, made)


EXPRESSIONS: dict[str, ExprHandler] = {
    "annotated_type": type_expression,
    "annotation": annotation,
    "array_access": chain,
    "array_creation_expression": array_creation,
    "array_initializer": array,
    "array_type": type_expression,
    "assignment_expression": assignment,
    "binary_expression": binary,
    "binary_integer_literal": integer,
    "boolean_type": type_expression,
    "cast_expression": held,
    "character_literal": character,
    "class_literal": class_literal,
    "decimal_floating_point_literal": floating,
    "decimal_integer_literal": integer,
    "element_value_array_initializer": array,
    "false": constant,
    "field_access": chain,
    "floating_point_type": type_expression,
    "generic_type": type_expression,
    "hex_floating_point_literal": floating,
    "hex_integer_literal": integer,
    "instanceof_expression": instance_of,
    "integral_type": type_expression,
    "lambda_expression": lambda_expression,
    "marker_annotation": annotation,
    "method_invocation": chain,
    "method_reference": method_reference,
    "null_literal": constant,
    "object_creation_expression": creation,
    "octal_integer_literal": integer,
    "scoped_identifier": scoped,
    "scoped_type_identifier": type_expression,
    "string_literal": string,
    "template_expression": template,
    "ternary_expression": ternary,
    "true": constant,
    "unary_expression": unary,
    "update_expression": update,
    "void_type": type_expression,
}
