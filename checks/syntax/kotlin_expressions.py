"""Kotlin expressions: calls, members, operators, lambdas."""

from __future__ import annotations

from tree_sitter import Node as SyntaxNode

from checks.syntax import kotlin_text
from checks.syntax.kotlin_fields import Low, child_of, name_of, type_text
from checks.syntax.lowering import ExprHandler
from checks.syntax.model import (
    Arg,
    Attr,
    Binary,
    Block,
    Call,
    Expr,
    ExprStmt,
    Function,
    Index,
    Name,
    Opaque,
    Param,
    Return,
    Sequence,
    Stmt,
    Unary,
)

_OPERATORS = {"&&": "and", "||": "or", "?:": "??", "!": "not", "!in": "not in", "!is": "is not"}
_WORD_OPERATORS = frozenset({"until", "downTo", "step", "and", "or", "xor", "shl", "shr", "ushr"})

# --- types ---------------------------------------------------------------------------------------------------


def type_expression(low: Low, node: SyntaxNode | None) -> Expr:
    """A type where a value may stand: ``a.B<C>`` is an Attr, ``B?`` a Name."""
    while node is not None and node.type in ("nullable_type", "parenthesized_type", "non_nullable_type"):
        node = child_of(
            node, "user_type", "nullable_type", "parenthesized_type", "non_nullable_type", "function_type"
        )
    if node is None:
        return Opaque("MISSING", [])
    if node.type != "user_type":
        return low.at(Name(low.text(node)), node)
    names = [one for one in node.named_children if one.type == "identifier"]
    made: Expr = low.at(
        Name(name_of(low, names[0]) if names else low.text(node)), names[0] if names else node
    )
    for one in names[1:]:
        start = made.start
        made = low.at(Attr(made, name_of(low, one)), one)
        made.start = start
    return made


# --- chains: calls, members, indexes -------------------------------------------------------------------------


def chain(low: Low, node: SyntaxNode) -> Expr:
    """A call, member or index, with everything to its left in one loop. ``a?.b``, ``a!!.b`` and ``A::b`` read like ``a.b``; a
    lambda behind a call is its last argument."""
    links: list[SyntaxNode] = []
    base: SyntaxNode | None = node
    while base is not None:
        kind = base.type
        if kind in ("call_expression", "navigation_expression", "index_expression"):
            links.append(base)
            base = low.inner(base)
        elif kind == "unary_expression" and _operator(low, base) == "!!":
            base = base.child_by_field_id(low.f.argument)
        elif kind == "as_expression":
            base = base.child_by_field_id(low.f.left)
        elif low.is_transparent(base):
            base = low.inner(base)
        else:
            break
    made = low.expr(base)
    previous: SyntaxNode | None = None
    for link in reversed(links):
        if link.type == "call_expression":
            given = arguments(low, child_of(link, "value_arguments"))
            trailing = child_of(link, "annotated_lambda")
            if trailing is not None:
                given.append(low.at(Arg(low.expr(trailing)), trailing))
            whole = (
                previous is not None
                and previous.type == "call_expression"
                and link.named_children[0].id == previous.id
            )
            if (
                whole
                and trailing is not None
                and len(given) == 1
                and isinstance(made, Call)
                and _takes_lambda(previous)
            ):
                made.args.extend(given)
            else:
                made = Call(made, given)
        elif link.type == "index_expression":
            keys = [low.expr(one) for one in low.operands(link)[1:]]
            made = Index(made, _key(low, keys, link))
        else:
            parts = low.operands(link)
            made = Attr(made, name_of(low, parts[-1]) if len(parts) > 1 else "")
        made.start, made.end = link.start_byte, link.end_byte
        previous = link
    return made


def _takes_lambda(node: SyntaxNode | None) -> bool:
    return child_of(node, "value_arguments") is not None and child_of(node, "annotated_lambda") is None


def _key(low: Low, keys: list[Expr], link: SyntaxNode) -> Expr:
    if len(keys) == 1:
        return keys[0]
    return low.at(Sequence("tuple", keys), link)


def arguments(low: Low, node: SyntaxNode | None) -> list[Arg]:
    """``name = value`` is a keyword argument; ``*rest`` is spread."""
    made: list[Arg] = []
    for child in [] if node is None else node.named_children:
        if child.type != "value_argument":
            continue
        name: str | None = None
        parts = low.operands(child)
        if len(parts) > 1 and any(one.type == "=" for one in child.children):
            name = name_of(low, parts[0])
        value = parts[-1] if parts else None
        spread = ""
        if value is not None and value.type == "spread_expression":
            spread, value = "*", low.inner(value)
        elif any(one.type == "*" for one in child.children):
            spread = "*"
        made.append(low.at(Arg(low.expr(value), name, spread), child))
    return made


def reference(low: Low, node: SyntaxNode) -> Expr:
    """``::parse`` is the name of the function."""
    parts = low.operands(node)
    return Name(name_of(low, parts[-1] if parts else None))


# --- operators -----------------------------------------------------------------------------------------------


def _operator(low: Low, node: SyntaxNode) -> str:
    found = node.child_by_field_id(low.f.operator)
    return "" if found is None else found.type


def binary(low: Low, node: SyntaxNode) -> Expr:
    """``left op right`` with everything to its left in one loop. ``a to b`` is a tuple, ``a eq b`` a call of ``a.eq``."""
    f = low.f
    spine: list[SyntaxNode] = []
    left: SyntaxNode | None = node
    while left is not None:
        if left.type == "binary_expression":
            spine.append(left)
            left = left.child_by_field_id(f.left)
        elif left.type == "infix_expression":
            spine.append(left)
            left = low.inner(left)
        elif low.is_transparent(left):
            left = low.inner(left)
        else:
            break
    made = low.expr(left)
    for link in reversed(spine):
        if link.type == "binary_expression":
            op = _operator(low, link)
            made = Binary(_OPERATORS.get(op, op), made, low.expr(link.child_by_field_id(f.right)))
        else:
            made = _infix(low, link, made)
        made.start, made.end = link.start_byte, link.end_byte
    return made


def _infix(low: Low, node: SyntaxNode, left: Expr) -> Expr:
    parts = low.operands(node)
    word = name_of(low, parts[1]) if len(parts) > 1 else ""
    value = parts[2] if len(parts) > 2 else None
    right = low.expr(value)
    if word == "to":
        return Sequence("tuple", [left, right])
    if word in _WORD_OPERATORS:
        return Binary(word, left, right)
    callee = low.at(Attr(left, word), node)
    callee.end = parts[1].end_byte if len(parts) > 1 else node.end_byte
    return Call(callee, [low.at(Arg(right), value or node)])


def between(low: Low, node: SyntaxNode) -> Expr:
    """``1..n``, ``1..<n``."""
    parts = low.operands(node)
    made = [low.expr(one) for one in parts]
    return Binary("..", made[0], made[1]) if len(made) == 2 else Opaque(node.type, list(made))


def membership(low: Low, node: SyntaxNode) -> Expr:
    """``x in xs``, ``x !in xs``, ``x is T``, ``x !is T``."""
    word = next((one.type for one in node.children if one.type in ("in", "!in", "is", "!is")), "in")
    right = node.child_by_field_id(low.f.right)
    made = type_expression(low, right) if word.endswith("is") else low.expr(right)
    return Binary(_OPERATORS.get(word, word), low.expr(node.child_by_field_id(low.f.left)), made)


def cast_to(low: Low, node: SyntaxNode) -> Expr:
    return low.expr(node.child_by_field_id(low.f.left))


def unary(low: Low, node: SyntaxNode) -> Expr:
    op = _operator(low, node)
    inner = low.expr(node.child_by_field_id(low.f.argument))
    return inner if op == "!!" else Unary(_OPERATORS.get(op, op), inner)


def this(low: Low, node: SyntaxNode) -> Expr:
    return Name(node.type.removesuffix("_expression"))


def labeled(low: Low, node: SyntaxNode) -> Expr:
    """``label@ value``."""
    return low.expr(next((one for one in low.operands(node) if one.type != "label"), None))


def collection(low: Low, node: SyntaxNode) -> Expr:
    """``[a, b]`` of an annotation."""
    return Sequence("list", [low.expr(one) for one in low.operands(node)])


# --- lambdas -------------------------------------------------------------------------------------------------


def lambda_literal(low: Low, node: SyntaxNode) -> Expr:
    """``{ a, b -> ... }``; its last expression is what it returns. ``it`` is a parameter where it is used."""
    declared = child_of(node, "lambda_parameters")
    given: list[Param] = []
    for one in [] if declared is None else declared.named_children:
        if one.type == "variable_declaration":
            given.append(low.at(Param(name_of(low, child_of(one, "identifier")), type_text(low, one)), one))
        elif one.type == "multi_variable_declaration":
            given.append(low.at(Param("", pattern=low.expr(one)), one))
    if declared is None and b"it" in low.source[node.start_byte : node.end_byte]:
        it = Param("it")
        it.start = it.end = node.start_byte
        given.append(it)
    statements = low.stmts(one for one in node.named_children if one.type != "lambda_parameters")
    if statements and isinstance(last := statements[-1], ExprStmt):
        result = Return(last.value)
        result.start, result.end = last.start, last.end
        statements[-1] = result
    return Function("", given, low.at(Block(statements), node))


def trailing_lambda(low: Low, node: SyntaxNode) -> Expr:
    return low.expr(child_of(node, "lambda_literal"))


def names(low: Low, node: SyntaxNode) -> Expr:
    """``(a, b)`` on the left of a declaration."""
    return Sequence(
        "tuple",
        [
            low.expr(child_of(one, "identifier"))
            for one in node.named_children
            if one.type == "variable_declaration"
        ],
    )


def variable(low: Low, node: SyntaxNode) -> Expr:
    return low.expr(child_of(node, "identifier"))


def annotated(low: Low, node: SyntaxNode) -> Expr:
    """``@Suppress("x") value``."""
    return low.expr(next((one for one in low.operands(node) if one.type != "annotation"), None))


def expression_statement(low: Low, node: SyntaxNode) -> Stmt:
    return ExprStmt(low.expr(node))


EXPRESSIONS: dict[str, ExprHandler] = {
    "annotated_expression": annotated,
    "annotated_lambda": trailing_lambda,
    "as_expression": cast_to,
    "binary_expression": binary,
    "call_expression": chain,
    "callable_reference": reference,
    "collection_literal": collection,
    "in_expression": membership,
    "index_expression": chain,
    "infix_expression": binary,
    "is_expression": membership,
    "labeled_expression": labeled,
    "lambda_literal": lambda_literal,
    "multi_variable_declaration": names,
    "navigation_expression": chain,
    "range_expression": between,
    "super_expression": this,
    "this_expression": this,
    "unary_expression": unary,
    "user_type": type_expression,
    "variable_declaration": variable,
} | kotlin_text.EXPRESSIONS
