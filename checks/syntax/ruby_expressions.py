"""Ruby expressions: literals and text, chains, arguments, blocks and lambdas."""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Sequence as SequenceOf
from dataclasses import dataclass, fields
from typing import cast

from tree_sitter import Language
from tree_sitter import Node as SyntaxNode

from checks.syntax import ruby_bodies
from checks.syntax.lowering import ExprHandler, Lowering
from checks.syntax.model import (
    Arg,
    Assign,
    Attr,
    Binary,
    Block,
    Call,
    Conditional,
    Expr,
    Function,
    Index,
    Literal,
    Mapping,
    Name,
    Opaque,
    Pair,
    Param,
    Raise,
    Sequence,
    Spread,
    Template,
    Unary,
)
from checks.syntax.ruby_patterns import any_of, tested
from checks.syntax.ruby_text import TEXT


@dataclass(frozen=True, slots=True)
class Fields:
    """Field ids of the Ruby grammar."""

    alternative: int
    arguments: int
    begin: int
    block: int
    body: int
    clauses: int
    condition: int
    consequence: int
    end: int
    exceptions: int
    guard: int
    handler: int
    key: int
    left: int
    method: int
    name: int
    object: int
    operand: int
    operator: int
    parameters: int
    pattern: int
    receiver: int
    right: int
    scope: int
    superclass: int
    value: int
    variable: int


def field_ids(language: Language) -> Fields:
    """The ids in the installed grammar."""
    return Fields(**{field.name: language.field_id_for_name(field.name) or 0 for field in fields(Fields)})


Low = Lowering[Fields]

_OPERATORS = {"&&": "and", "||": "or", "!": "not", "not": "not"}

# --- names and constants -------------------------------------------------------------------------------------


def instance_variable(low: Low, node: SyntaxNode) -> Expr:
    """``@x`` and ``@@x`` are members of ``self``."""
    owner = Name("self")
    owner.start = owner.end = node.start_byte
    return Attr(owner, low.text(node).lstrip("@"))


def constant(low: Low, node: SyntaxNode) -> Expr:
    """``nil``, ``true``, ``false``."""
    return Literal("none", None) if node.type == "nil" else Literal("bool", node.type == "true")


def integer(low: Low, node: SyntaxNode) -> Expr:
    digits = low.text(node).replace("_", "").lower()
    try:
        if digits.startswith("0d"):
            return Literal("int", int(digits[2:]))
        old_octal = len(digits) > 1 and digits[0] == "0" and digits.isdecimal()
        return Literal("int", int(digits, 8) if old_octal else int(digits, 0))
    except ValueError:  # malformed, or more digits than Python converts
        return Literal("int", None)


def floating(low: Low, node: SyntaxNode) -> Expr:
    try:
        return Literal("float", float(low.text(node).replace("_", "")))
    except ValueError:
        return Literal("float", None)


def number_with_suffix(low: Low, node: SyntaxNode) -> Expr:
    """``3r`` and ``2i``: the number."""
    return low.expr(low.inner(node))


# --- chains: calls, members, indexes -------------------------------------------------------------------------


def chain(low: Low, node: SyntaxNode) -> Expr:
    """A call, constant path or index, with everything to its left in one loop."""
    f = low.f
    links: list[SyntaxNode] = []
    base: SyntaxNode | None = node
    while base is not None:
        kind = base.type
        if kind == "call":
            links.append(base)
            base = base.child_by_field_id(f.receiver)
        elif kind == "element_reference":
            links.append(base)
            base = base.child_by_field_id(f.object)
        elif kind == "scope_resolution":
            links.append(base)
            base = base.child_by_field_id(f.scope)
        elif low.is_transparent(base) and base.named_child_count == 1:
            base = low.inner(base)
        else:
            break
    made: Expr | None = None if base is None else low.expr(base)
    for link in reversed(links):
        if link.type == "element_reference":
            made = _index(low, link, made)
        elif link.type == "scope_resolution":
            name = link.child_by_field_id(f.name)
            shown = "" if name is None else low.text(name)
            made = Name(shown) if made is None else Attr(made, shown)
        else:
            made = _called(low, link, made)
        made.start, made.end = link.start_byte, link.end_byte
    assert made is not None
    return made


def _index(low: Low, link: SyntaxNode, base: Expr | None) -> Expr:
    held = link.child_by_field_id(low.f.object)
    keys = [one for one in low.operands(link) if held is None or one.id != held.id]
    keys = [one for one in keys if one.type not in ("block", "do_block")]
    if len(keys) == 1 and keys[0].type == "pair":
        key: Expr = low.at(_mapping(low, keys), keys[0])
    elif len(keys) == 1 and keys[0].type != "range":
        key = low.expr(keys[0])
    else:
        inside = low.operands(keys[0]) if len(keys) == 1 else keys
        key = Opaque("slice", [low.expr(one) for one in inside])
        if keys:
            key.start, key.end = keys[0].start_byte, keys[-1].end_byte
    return Index(base or Name(""), key)


def _called(low: Low, link: SyntaxNode, base: Expr | None) -> Expr:
    f = low.f
    method = link.child_by_field_id(f.method)
    name = "call" if method is None else low.text(method)
    given = arguments(low, link)
    if base is None:
        if name in ("lambda", "proc") and given and isinstance(given[-1].value, Function):
            return given[-1].value
        if name in ("raise", "fail") and given:
            thrown = raised(low, link)
            return Opaque("raise", [low.at(thrown, link)])
        callee: Expr = Name(name)
    elif name == "new" and _is_constant(base):
        return Call(base, given, new=True)
    elif (
        method is not None
        and method.type == "constant"
        and not given
        and link.child_by_field_id(f.arguments) is None
    ):
        return Attr(base, name)
    else:
        callee = Attr(base, name)
    callee.start = link.start_byte
    callee.end = link.end_byte if method is None else method.end_byte
    return Call(callee, given)


def raised(low: Low, call: SyntaxNode) -> Raise:
    """``raise Error, "message"`` raises ``Error("message")``, ``raise "message"`` a ``RuntimeError``."""
    given = args(low, call.child_by_field_id(low.f.arguments))
    cause = next((a.value for a in given if a.name == "cause"), None)
    given = [a for a in given if a.name != "cause"]
    if not given:
        return Raise(None, cause)
    first = given[0].value
    if isinstance(first, (Literal, Template)):
        thrown: Expr = Call(Name("RuntimeError"), given[:1], new=True)
    elif len(given) == 1:
        thrown = first
    else:
        thrown = Call(first, given[1:], new=True)
    if thrown is not first:
        thrown.start, thrown.end = given[0].start, given[-1].end
    return Raise(thrown, cause)


def _is_constant(expr: Expr) -> bool:
    while isinstance(expr, Attr):
        if not expr.name[:1].isupper():
            return False
        expr = expr.base
    return isinstance(expr, Name) and (expr.id[:1].isupper() or expr.id == "self")


def arguments(low: Low, call: SyntaxNode) -> list[Arg]:
    """Arguments of a call, with its block as the last one."""
    f = low.f
    made = args(low, call.child_by_field_id(f.arguments))
    block = call.child_by_field_id(f.block)
    if block is not None:
        made.append(low.at(Arg(low.expr(block)), block))
    return made


def args(low: Low, node: SyntaxNode | None) -> list[Arg]:
    """``key: value`` is a keyword argument, ``"key" => value`` part of a hash; ``&block`` has the name ``&``."""
    made: list[Arg] = []
    pairs: list[SyntaxNode] = []
    for one in [] if node is None else low.operands(node):
        kind = one.type
        if kind == "pair":
            name = _keyword(low, one)
            if name is None:
                pairs.append(one)
                continue
            made.append(low.at(Arg(_pair_value(low, one), name), one))
        elif kind == "splat_argument":
            made.append(low.at(Arg(_inner_or(low, one, "*"), None, "*"), one))
        elif kind == "hash_splat_argument":
            made.append(low.at(Arg(_inner_or(low, one, "**"), None, "**"), one))
        elif kind == "block_argument":
            made.append(low.at(Arg(_inner_or(low, one, "&"), "&"), one))
        elif kind == "forward_argument":
            made.append(low.at(Arg(low.at(Name("..."), one), None, "*"), one))
        else:
            made.append(low.at(Arg(low.expr(one)), one))
    if pairs:
        hash_ = _mapping(low, pairs)
        hash_.start, hash_.end = pairs[0].start_byte, pairs[-1].end_byte
        arg = Arg(hash_)
        arg.start, arg.end = hash_.start, hash_.end
        position = next(
            (i for i, a in enumerate(made) if a.name is not None and a.start > arg.start), len(made)
        )
        made.insert(position, arg)
    return made


def _inner_or(low: Low, node: SyntaxNode, name: str) -> Expr:
    inner = low.inner(node)
    return low.at(Name(name), node) if inner is None else low.expr(inner)


def _keyword(low: Low, pair: SyntaxNode) -> str | None:
    key = pair.child_by_field_id(low.f.key)
    if key is None:
        return None
    if key.type in ("hash_key_symbol", "simple_symbol"):
        return low.text(key).lstrip(":")
    if key.type == "string" and any(child.type == ":" for child in pair.children):
        return low.text(key)[1:-1]
    return None


def _pair_value(low: Low, pair: SyntaxNode) -> Expr:
    """The value of a pair; of ``{ name: }`` the name itself."""
    value = pair.child_by_field_id(low.f.value)
    if value is not None:
        return low.expr(value)
    key = pair.child_by_field_id(low.f.key)
    return Name("") if key is None else low.at(Name(low.text(key)), key)


# --- collections ---------------------------------------------------------------------------------------------


def hash_literal(low: Low, node: SyntaxNode) -> Expr:
    return _mapping(low, low.operands(node))


def _mapping(low: Low, nodes: SequenceOf[SyntaxNode]) -> Mapping:
    pairs: list[Pair] = []
    for one in nodes:
        if one.type == "pair":
            named = _keyword(low, one)
            key_node = one.child_by_field_id(low.f.key)
            key: Expr
            if named is not None and key_node is not None:
                key = low.at(Literal("str", named), key_node)
            else:
                key = low.expr(key_node)
            pairs.append(low.at(Pair(key, _pair_value(low, one)), one))
        elif one.type == "hash_splat_argument":
            pairs.append(low.at(Pair(None, _inner_or(low, one, "**")), one))
        else:
            pairs.append(low.at(Pair(None, low.expr(one)), one))
    return Mapping(pairs)


def array(low: Low, node: SyntaxNode) -> Expr:
    """``[1, *rest, key: value]``."""
    return Sequence("list", items(low, low.operands(node)))


def items(low: Low, nodes: SequenceOf[SyntaxNode]) -> list[Expr]:
    """Items of a list; trailing pairs are one hash."""
    made = [low.expr(one) for one in nodes if one.type not in ("pair", "hash_splat_argument")]
    pairs = [one for one in nodes if one.type in ("pair", "hash_splat_argument")]
    if pairs:
        hash_ = _mapping(low, pairs)
        hash_.start, hash_.end = pairs[0].start_byte, pairs[-1].end_byte
        made.append(hash_)
    return made


def values(low: Low, node: SyntaxNode | None) -> Expr | None:
    """What ``return``, ``next`` and ``a = 1, 2`` give: nothing, one value, or a tuple."""
    nodes = [] if node is None else low.operands(node)
    if not nodes:
        return None
    if len(nodes) == 1 and nodes[0].type not in ("pair", "hash_splat_argument"):
        return low.expr(nodes[0])
    found = items(low, nodes)
    if len(found) == 1:
        return found[0]
    made = Sequence("tuple", found)
    made.start, made.end = nodes[0].start_byte, nodes[-1].end_byte
    return made


def splat(low: Low, node: SyntaxNode) -> Expr:
    return Spread(_inner_or(low, node, "*"))


def range_(low: Low, node: SyntaxNode) -> Expr:
    """``a..b``; an open end is nil."""
    f = low.f
    ends: list[Expr] = []
    for one in (node.child_by_field_id(f.begin), node.child_by_field_id(f.end)):
        ends.append(low.at(Literal("none", None), node) if one is None else low.expr(one))
    return Binary("...", ends[0], ends[1]) if "..." in _tokens(node) else Binary("..", ends[0], ends[1])


def _tokens(node: SyntaxNode) -> list[str]:
    return [child.type for child in node.children if not child.is_named]


# --- operators -----------------------------------------------------------------------------------------------


def binary(low: Low, node: SyntaxNode) -> Expr:
    """``left op right`` with everything to its left in one loop."""
    f = low.f
    spine: list[SyntaxNode] = []
    left: SyntaxNode | None = node
    while left is not None:
        if left.type == "binary":
            spine.append(left)
            left = left.child_by_field_id(f.left)
        elif low.is_transparent(left) and left.named_child_count == 1:
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
    """``!x``, ``not x``, ``-x``; ``defined?(x)`` is a call."""
    operator = node.child_by_field_id(low.f.operator)
    op = "" if operator is None else operator.type
    operand_node = node.child_by_field_id(low.f.operand)
    operand = low.expr(operand_node)
    if op == "defined?":
        arg = Arg(operand)
        arg.start, arg.end = operand.start, operand.end
        callee = Name(op)
        callee.start, callee.end = node.start_byte, node.start_byte + len(op)
        return Call(callee, [arg])
    if op == "-" and isinstance(operand, Literal) and isinstance(operand.value, (int, float)):
        return Literal(operand.kind, -operand.value)
    return Unary(_OPERATORS.get(op, op), operand)


def ternary(low: Low, node: SyntaxNode) -> Expr:
    f = low.f
    return Conditional(
        low.expr(node.child_by_field_id(f.condition)),
        low.expr(node.child_by_field_id(f.consequence)),
        low.expr(node.child_by_field_id(f.alternative)),
    )


def super_(low: Low, node: SyntaxNode) -> Expr:
    """``super`` alone passes the arguments on."""
    return Call(low.at(Name("super"), node), [])


def yield_(low: Low, node: SyntaxNode) -> Expr:
    """``yield x`` calls the block that the method was given."""
    given = low.inner(node)
    callee = Name("yield")
    callee.start, callee.end = node.start_byte, node.start_byte + len("yield")
    return Call(callee, args(low, given))


# --- values that are statements elsewhere --------------------------------------------------------------------


def if_value(low: Low, node: SyntaxNode) -> Expr:
    """``if`` where a value stands: a Conditional where both branches are one expression."""
    f = low.f
    first = _only(low, node.child_by_field_id(f.consequence))
    second_node = node.child_by_field_id(f.alternative)
    second = (
        second_node if second_node is not None and second_node.type == "elsif" else _only(low, second_node)
    )
    if first is None or (second is None and second_node is not None):
        return statement_value(low, node)
    test = low.expr(node.child_by_field_id(f.condition))
    then = low.expr(first)
    other = low.at(Literal("none", None), node) if second is None else low.expr(second)
    return Conditional(test, other, then) if node.type == "unless" else Conditional(test, then, other)


def modifier_value(low: Low, node: SyntaxNode) -> Expr:
    """``(x if y)`` as a value."""
    f = low.f
    test = low.expr(node.child_by_field_id(f.condition))
    then = low.expr(node.child_by_field_id(f.body))
    none = low.at(Literal("none", None), node)
    return Conditional(test, none, then) if node.type == "unless_modifier" else Conditional(test, then, none)


def _only(low: Low, node: SyntaxNode | None) -> SyntaxNode | None:
    found = [] if node is None else low.operands(node)
    return found[0] if len(found) == 1 else None


def statement_value(low: Low, node: SyntaxNode) -> Expr:
    """A statement where a value stands: Opaque around it."""
    return Opaque(node.type, list(low.stmt(node)))


def assignment_value(low: Low, node: SyntaxNode) -> Expr:
    """``while (line = gets)``."""
    made = low.stmt(node)
    if len(made) == 1 and isinstance(made[0], Assign):
        return cast(Expr, made[0])
    return Opaque(node.type, list(made))


# --- blocks and lambdas --------------------------------------------------------------------------------------

_IMPLICIT = re.compile(rb"\b(?:it|_1)\b")


def block_function(low: Low, node: SyntaxNode) -> Expr:
    """``{ |x| ... }``, ``do |x| ... end`` and ``->(x) { ... }``; its last expression is its Return."""
    f = low.f
    found = params(low, node.child_by_field_id(f.parameters))
    body = node.child_by_field_id(f.body)
    if node.type == "lambda" and body is not None:
        body = body.child_by_field_id(f.body)
    if not found and body is not None:
        used = _IMPLICIT.search(low.source, body.start_byte, body.end_byte)
        if used is not None:
            name = Param(used[0].decode())
            name.start = name.end = node.start_byte
            found = [name]
    block = low.at(Block([]), node) if body is None else ruby_bodies.returning(low, body)
    return Function("", found, block)


def params(low: Low, node: SyntaxNode | None) -> list[Param]:
    """Parameters; a block parameter has the kind ``&``, a destructured one a pattern."""
    f = low.f
    made: list[Param] = []
    for child in [] if node is None else low.operands(node):
        kind = child.type
        named = child.child_by_field_id(f.name)
        name = "" if named is None else low.text(named)
        value = child.child_by_field_id(f.value)
        default = None if value is None else low.expr(value)
        if kind == "identifier":
            previous = child.prev_sibling
            if previous is not None and previous.type == ";":
                break  # names after `;` are local to the block
            param = Param(low.text(child))
        elif kind in ("optional_parameter", "keyword_parameter"):
            param = Param(name, default=default)
        elif kind == "splat_parameter":
            param = Param(name, kind="*")
        elif kind == "hash_splat_parameter":
            param = Param(name, kind="**")
        elif kind == "block_parameter":
            param = Param(name, kind="&")
        elif kind == "forward_parameter":
            param = Param("...", kind="*")
        elif kind == "destructured_parameter":
            param = Param("", pattern=low.at(pattern_target(low, child), child))
        else:
            continue
        made.append(low.at(param, child))
    return made


# --- patterns on the left ------------------------------------------------------------------------------------


def pattern_target(low: Low, node: SyntaxNode) -> Expr:
    """``a, (b, *c)`` on the left: a tuple."""
    made: list[Expr] = []
    for child in low.operands(node):
        if child.type in ("destructured_left_assignment", "destructured_parameter", "left_assignment_list"):
            made.append(low.guarded(child, lambda child=child: pattern_target(low, child)))  # type: ignore[misc]
        elif child.type in ("rest_assignment", "splat_parameter"):
            inner = low.inner(child)
            held = low.at(Name(""), child) if inner is None else low.expr(inner)
            made.append(low.at(Spread(held), child))
        elif child.type in ("optional_parameter", "block_parameter"):
            made.append(low.expr(child.child_by_field_id(low.f.name)))
        else:
            made.append(target(low, child))
    return Sequence("tuple", made)


def target(low: Low, node: SyntaxNode | None) -> Expr:
    """What is assigned to; ``a.b = 1`` sets the member ``b``."""
    if node is None:
        return Name("")
    if node.type in ("left_assignment_list", "destructured_left_assignment"):
        return low.guarded(node, lambda: pattern_target(low, node))
    if node.type == "call" and node.child_by_field_id(low.f.arguments) is None:
        receiver = node.child_by_field_id(low.f.receiver)
        method = node.child_by_field_id(low.f.method)
        if receiver is not None and method is not None:
            return low.at(Attr(low.expr(receiver), low.text(method)), node)
    return low.expr(node)


Handlers = dict[str, Callable[[Low, SyntaxNode], Expr]]

EXPRESSIONS: dict[str, ExprHandler] = {
    **TEXT,
    "alternative_pattern": any_of,
    "array": array,
    "array_pattern": any_of,
    "assignment": assignment_value,
    "begin": statement_value,
    "binary": binary,
    "block": block_function,
    "break": statement_value,
    "call": chain,
    "case": statement_value,
    "case_match": statement_value,
    "class": statement_value,
    "class_variable": instance_variable,
    "complex": number_with_suffix,
    "conditional": ternary,
    "do_block": block_function,
    "element_reference": chain,
    "elsif": if_value,
    "false": constant,
    "float": floating,
    "for": statement_value,
    "hash": hash_literal,
    "if": if_value,
    "if_modifier": modifier_value,
    "instance_variable": instance_variable,
    "integer": integer,
    "lambda": block_function,
    "method": statement_value,
    "module": statement_value,
    "next": statement_value,
    "nil": constant,
    "operator_assignment": assignment_value,
    "range": range_,
    "rational": number_with_suffix,
    "redo": statement_value,
    "rescue_modifier": statement_value,
    "retry": statement_value,
    "return": statement_value,
    "scope_resolution": chain,
    "singleton_method": statement_value,
    "splat_argument": splat,
    "super": super_,
    "test_pattern": tested,
    "true": constant,
    "unary": unary,
    "unless": if_value,
    "unless_modifier": modifier_value,
    "until": statement_value,
    "while": statement_value,
    "yield": yield_,
}
