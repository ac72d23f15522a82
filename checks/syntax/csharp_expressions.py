"""C# expressions: calls, members, operators, object and collection initialisers, lambdas, queries."""

from __future__ import annotations

from typing import cast

from tree_sitter import Node as SyntaxNode

from checks.syntax import csharp_text
from checks.syntax.csharp_fields import Low, after, operand, type_text
from checks.syntax.lowering import ExprHandler
from checks.syntax.model import (
    Arg,
    Assign,
    Attr,
    Await,
    Binary,
    Call,
    Clause,
    Comprehension,
    Conditional,
    Expr,
    Index,
    Literal,
    Name,
    Opaque,
    Raise,
    Sequence,
    Unary,
)

_OPERATORS = {"&&": "and", "||": "or", "!": "not"}
_NUMBERS = frozenset(
    {"sbyte", "byte", "short", "ushort", "int", "uint", "long", "ulong", "float", "double", "decimal", "bool", "char", "Guid"}
)  # fmt: skip

# --- names and types -----------------------------------------------------------------------------------------


def type_expression(low: Low, node: SyntaxNode | None) -> Expr:
    """A type where a value may stand: ``a.B<C>`` is an Attr, ``B<C>`` a Name; arrays and the like keep their text."""
    if node is None:
        return Opaque("MISSING", [])
    while node.type == "nullable_type" and node.named_child_count:
        node = node.named_children[0]
    if node.type in (
        "identifier",
        "predefined_type",
        "generic_name",
        "qualified_name",
        "alias_qualified_name",
    ):
        return low.expr(node)
    return low.at(Name(low.text(node)), node)


def generic_name(low: Low, node: SyntaxNode) -> Expr:
    return Name(_plain(low, node))


def _plain(low: Low, node: SyntaxNode | None) -> str:
    """An identifier without its type arguments."""
    if node is not None and node.type == "generic_name":
        node = low.inner(node)
    return "" if node is None else low.text(node)


def alias_qualified(low: Low, node: SyntaxNode) -> Expr:
    """``global::System`` is ``System``."""
    return Name(_plain(low, node.child_by_field_id(low.f.name)))


# --- chains: calls, members, indexes -------------------------------------------------------------------------

_BINDINGS = frozenset({"member_binding_expression", "element_binding_expression"})


def chain(low: Low, node: SyntaxNode) -> Expr:
    """A call, member or index, with everything to its left in one loop. ``a?.b`` reads like ``a.b``."""
    f = low.f
    links: list[SyntaxNode] = []
    waiting: list[SyntaxNode | None] = []
    """Receivers of the ``?.`` that have been entered."""
    base: SyntaxNode | None = node
    while base is not None:
        kind = base.type
        if kind in ("member_access_expression", "element_access_expression"):
            links.append(base)
            base = base.child_by_field_id(f.expression)
        elif kind == "qualified_name":
            links.append(base)
            base = base.child_by_field_id(f.qualifier)
        elif kind == "invocation_expression":
            links.append(base)
            base = base.child_by_field_id(f.function)
        elif kind == "conditional_access_expression":
            waiting.append(base.child_by_field_id(f.condition))
            base = after(low, base, "?")
        elif kind in _BINDINGS and waiting:
            links.append(base)
            base = waiting.pop()
        elif low.is_transparent(base) or (
            kind == "postfix_unary_expression" and base.children[-1].type == "!"
        ):
            base = operand(low, base)
        else:
            break
    made = low.expr(base)
    start = 0 if base is None else base.start_byte
    for link in reversed(links):
        kind = link.type
        if kind == "invocation_expression":
            made = Call(made, args(low, link.child_by_field_id(f.arguments)))
        elif kind in ("element_access_expression", "element_binding_expression"):
            keys = link.child_by_field_id(f.subscript) if kind == "element_access_expression" else link
            made = Index(made, index_key(low, keys))
        else:
            made = Attr(made, _plain(low, link.child_by_field_id(f.name)))
        made.start, made.end = min(start, link.start_byte), link.end_byte
    return made


def index_key(low: Low, node: SyntaxNode | None) -> Expr:
    found = args(low, node)
    if len(found) == 1:
        return found[0].value
    key = Sequence("tuple", [one.value for one in found])
    return key if node is None else low.at(key, node)


def args(low: Low, node: SyntaxNode | None) -> list[Arg]:
    """Arguments; ``name: value`` is a keyword argument, ``ref`` and ``out`` are dropped."""
    made: list[Arg] = []
    for child in [] if node is None else node.named_children:
        if child.type not in ("argument", "attribute_argument"):
            continue
        name = child.child_by_field_id(low.f.name)
        value = None
        for one in reversed(child.children):
            if one.kind_id not in low.grammar.comments:
                value = one
                break
        if name is not None and value is not None and value.id == name.id:
            name = None
        made.append(low.at(Arg(low.expr(value), None if name is None else low.text(name)), child))
    return made


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
            left = operand(low, left)
        else:
            break
    made = low.expr(left)
    for link in reversed(spine):
        operator = link.child_by_field_id(f.operator)
        op = "" if operator is None else operator.type
        made = Binary(_OPERATORS.get(op, op), made, low.expr(link.child_by_field_id(f.right)))
        made.start, made.end = link.start_byte, link.end_byte
    return made


def prefix(low: Low, node: SyntaxNode) -> Expr:
    op = node.children[0].type
    return Unary(_OPERATORS.get(op, op), low.expr(operand(low, node)))


def postfix(low: Low, node: SyntaxNode) -> Expr:
    op = node.children[-1].type
    inner = low.expr(operand(low, node))
    return inner if op == "!" else Unary(op, inner)


def conditional(low: Low, node: SyntaxNode) -> Expr:
    f = low.f
    return Conditional(
        low.expr(node.child_by_field_id(f.condition)),
        low.expr(node.child_by_field_id(f.consequence)),
        low.expr(node.child_by_field_id(f.alternative)),
    )


def awaited(low: Low, node: SyntaxNode) -> Expr:
    return Await(low.expr(operand(low, node)))


def cast_to(low: Low, node: SyntaxNode) -> Expr:
    """A cast stands for what it holds; one to a number reads like a call, because no text comes out of it."""
    of = node.child_by_field_id(low.f.type)
    value = node.child_by_field_id(low.f.value)
    made = low.expr(value)
    name = "" if of is None else low.text(of).rstrip("?")
    if name in _NUMBERS and value is not None and not isinstance(made, Literal):
        return Call(low.at(Name(name), node), [low.at(Arg(made), value)])
    return made


def as_type(low: Low, node: SyntaxNode) -> Expr:
    return low.expr(node.child_by_field_id(low.f.left))


def is_type(low: Low, node: SyntaxNode) -> Expr:
    return Binary(
        "is",
        low.expr(node.child_by_field_id(low.f.left)),
        type_expression(low, node.child_by_field_id(low.f.right)),
    )


def throw(low: Low, node: SyntaxNode) -> Expr:
    inner = low.inner(node)
    return Opaque(node.type, [low.at(Raise(None if inner is None else low.expr(inner)), node)])


def type_of(low: Low, node: SyntaxNode) -> Expr:
    """``typeof(X)`` and ``sizeof(X)`` read like calls."""
    word = node.type.removesuffix("_expression")
    of = node.child_by_field_id(low.f.type)
    made = type_expression(low, of)
    return Call(low.at(Name(word), node), [] if of is None else [low.at(Arg(made), of)])


def assignment(low: Low, node: SyntaxNode) -> Assign:
    """``a = b``; ``a ??= b`` reads like ``a = a ?? b``."""
    f = low.f
    left = node.child_by_field_id(f.left)
    operator = node.child_by_field_id(f.operator)
    op = "=" if operator is None else low.text(operator)
    target = low.expr(left)
    right = node.child_by_field_id(f.right)
    value = low.expr(right)
    if (
        op == "??="
        and left is not None
        and right is not None
        and left.type in ("identifier", "member_access_expression")
    ):
        op = "="
        value = low.at(Binary("??", low.expr(left), value), node)
    return Assign([target], value, op=op)


def assignment_value(low: Low, node: SyntaxNode) -> Expr:
    return cast(Expr, assignment(low, node))


def declaration(low: Low, node: SyntaxNode) -> Expr:
    """``out var n``, ``(var a, var b)``, ``x is string s``: a bare declaration. What stands around gives the value."""
    name = node.child_by_field_id(low.f.name)
    of = type_text(low, node.child_by_field_id(low.f.type))
    target = low.expr(name if name is not None else low.inner(node))
    return cast(Expr, Assign([target], None, declares="let", annotation=of))


def tuple_of(low: Low, node: SyntaxNode) -> Expr:
    """A tuple, or the names of a pattern."""
    items: list[Expr] = []
    for child in node.named_children:
        if child.type == "argument":
            inner = child.children[-1]
            name = inner.child_by_field_id(low.f.name) if inner.type == "declaration_expression" else None
            items.append(low.expr(inner if name is None else name))
        elif child.kind_id not in low.ignored:
            items.append(low.expr(child))
    return Sequence("tuple", items)


# --- queries -------------------------------------------------------------------------------------------------


def query(low: Low, node: SyntaxNode) -> Expr:
    """``from o in orders where ... select ...`` is a comprehension."""
    clauses: list[Clause] = []
    element: Expr = low.at(Opaque("MISSING", []), node)
    for child in low.operands(node):
        if child.type == "from_clause":
            name = child.child_by_field_id(low.f.name)
            clause = Clause(low.expr(name), low.expr(after(low, child, "in")), [])
            clauses.append(low.at(clause, child))
        elif child.type == "join_clause":
            parts = low.operands(child)
            target = next((one for one in parts if one.type == "identifier"), None)
            tests: list[Expr] = []
            on, equals = after(low, child, "on"), after(low, child, "equals")
            if on is not None and equals is not None:
                test = Binary("==", low.expr(on), low.expr(equals))
                test.start, test.end = on.start_byte, equals.end_byte
                tests.append(test)
            clauses.append(low.at(Clause(low.expr(target), low.expr(after(low, child, "in")), tests), child))
        elif child.type in ("select_clause", "group_clause"):
            parts = low.operands(child)
            element = (
                low.expr(parts[0])
                if len(parts) == 1
                else low.at(Opaque(child.type, low.anything(child)), child)
            )
        elif child.type == "let_clause":
            name = low.inner(child)
            bound = Assign([low.expr(name)], low.expr(after(low, child, "=")), declares="let")
            if clauses:
                clauses[-1].tests.append(cast(Expr, low.at(bound, child)))
        elif clauses and child.type == "where_clause":
            clauses[-1].tests.append(low.expr(low.inner(child)))
        elif clauses:
            clauses[-1].tests.append(low.at(Opaque(child.type, low.anything(child)), child))
    for clause in clauses:
        clause.end = max([clause.end, *(test.end for test in clause.tests)])
    return Comprehension("generator", element, clauses)


EXPRESSIONS: dict[str, ExprHandler] = {
    "alias_qualified_name": alias_qualified,
    "array_type": type_expression,
    "as_expression": as_type,
    "assignment_expression": assignment_value,
    "await_expression": awaited,
    "binary_expression": binary,
    "cast_expression": cast_to,
    "conditional_access_expression": chain,
    "conditional_expression": conditional,
    "declaration_expression": declaration,
    "element_access_expression": chain,
    "generic_name": generic_name,
    "invocation_expression": chain,
    "is_expression": is_type,
    "member_access_expression": chain,
    "nullable_type": type_expression,
    "parenthesized_variable_designation": tuple_of,
    "postfix_unary_expression": postfix,
    "prefix_unary_expression": prefix,
    "qualified_name": chain,
    "query_expression": query,
    "sizeof_expression": type_of,
    "throw_expression": throw,
    "tuple_expression": tuple_of,
    "tuple_pattern": tuple_of,
    "typeof_expression": type_of,
} | csharp_text.EXPRESSIONS
