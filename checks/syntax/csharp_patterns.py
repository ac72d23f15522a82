"""C# patterns, and what is made of them: ``is``, switch statements, switch expressions."""

from __future__ import annotations

from tree_sitter import Node as SyntaxNode

from checks.syntax.csharp_expressions import declaration, type_expression
from checks.syntax.csharp_fields import Low, operand
from checks.syntax.lowering import ExprHandler, StmtHandler
from checks.syntax.model import (
    Binary,
    Block,
    Case,
    Expr,
    ExprStmt,
    Literal,
    Opaque,
    Raise,
    Sequence,
    Stmt,
    Switch,
    Unary,
    Yield,
)


def _alternatives(low: Low, node: SyntaxNode) -> list[SyntaxNode]:
    """The sides of ``a or b or c``, left to right."""
    found: list[SyntaxNode] = []
    current: SyntaxNode | None = node
    while current is not None:
        if current.type == "or_pattern":
            right = current.child_by_field_id(low.f.right)
            if right is not None:
                found.append(right)
            current = current.child_by_field_id(low.f.left)
        elif current.type == "parenthesized_pattern":
            current = low.inner(current)
        else:
            found.append(current)
            break
    return found[::-1]


def constant(low: Low, node: SyntaxNode) -> Expr:
    return low.expr(operand(low, node))


def either(low: Low, node: SyntaxNode) -> Expr:
    return Sequence("set", [low.expr(one) for one in _alternatives(low, node)])


def both(low: Low, node: SyntaxNode) -> Expr:
    f = low.f
    return Binary("and", low.expr(node.child_by_field_id(f.left)), low.expr(node.child_by_field_id(f.right)))


def negated(low: Low, node: SyntaxNode) -> Expr:
    return Unary("not", low.expr(low.inner(node)))


def of_type(low: Low, node: SyntaxNode) -> Expr:
    return type_expression(low, node.child_by_field_id(low.f.type) or low.inner(node))


def shape(low: Low, node: SyntaxNode) -> Expr:
    """``Order { Total: > 0 } o``."""
    items = [low.expr(one) for one in low.operands(node) if one.type != "identifier"]
    name = node.child_by_field_id(low.f.name)
    if name is not None:
        items.append(low.at(declaration(low, node), name))
    return Opaque(node.type, list(items))


def is_pattern(low: Low, node: SyntaxNode) -> Expr:
    """``x is "a" or "b"`` reads like ``x in {"a", "b"}``, ``x is not null`` like ``x is not None``."""
    left = low.expr(node.child_by_field_id(low.f.expression))
    pattern = node.child_by_field_id(low.f.pattern)
    word = ""
    while pattern is not None and pattern.type in ("negated_pattern", "parenthesized_pattern"):
        if pattern.type == "negated_pattern":
            word = "" if word else "not"
        pattern = low.inner(pattern)
    right = low.expr(pattern)
    if isinstance(right, Sequence) and right.kind == "set":
        return Binary("not in" if word else "in", left, right)
    if isinstance(right, Literal) and right.kind != "none":
        return Binary("!=" if word else "==", left, right)
    return Binary("is not" if word else "is", left, right)


# --- switch --------------------------------------------------------------------------------------------------


def _tests(low: Low, pattern: SyntaxNode | None, when: SyntaxNode | None) -> list[Expr]:
    tests: list[Expr] = []
    if pattern is not None and pattern.type != "discard":
        tests = [low.expr(one) for one in _alternatives(low, pattern)]
    if when is None:
        return tests
    guard = low.expr(low.inner(when))
    if not tests:
        return [guard]
    test = tests[0]
    if len(tests) > 1 and pattern is not None:
        test = low.at(Sequence("set", tests), pattern)
    both_hold = Binary("and", test, guard)
    both_hold.start, both_hold.end = test.start, when.end_byte
    return [both_hold]


def switch(low: Low, node: SyntaxNode) -> Stmt:
    """Sections without statements are further tests of the one that follows."""
    subject = node.child_by_field_id(low.f.value)
    body = node.child_by_field_id(low.f.body)
    cases: list[Case] = []
    tests: list[Expr] = []
    default = False
    start = 0
    for section in [] if body is None else low.operands(body):
        if section.type != "switch_section":
            continue
        if not tests and not default:
            start = section.start_byte
        parts = low.operands(section)
        when = next((one for one in parts if one.type == "when_clause"), None)
        colon = next((one.start_byte for one in section.children if one.type == ":"), section.end_byte)
        labels = [one for one in parts if one.start_byte < colon and one.type != "when_clause"]
        pattern = labels[0] if labels else None
        if any(child.type == "default" for child in section.children):
            default = True
        else:
            found = _tests(low, pattern, when)
            tests.extend(found)
            default = default or not found
        statements = [one for one in parts if one.start_byte >= colon]
        if statements:
            made = Block(low.stmts(statements))
            made.start, made.end = statements[0].start_byte, section.end_byte
            case = low.at(Case([] if default else tests, made), section)
            case.start = start
            cases.append(case)
            tests, default = [], False
    if tests or default:
        last = low.at(Case([] if default else tests, Block([])), node)
        last.start = start
        cases.append(last)
    return Switch("switch", low.expr(subject), cases)


def switch_expression(low: Low, node: SyntaxNode) -> Expr:
    """A statement in an expression's place; each case yields its value, or raises."""
    subject = operand(low, node)
    cases: list[Case] = []
    for arm in low.operands(node):
        if arm.type != "switch_expression_arm":
            continue
        parts = [one for one in arm.children if one.is_named or one.type == "this"]
        parts = [one for one in parts if one.kind_id not in low.grammar.comments]
        if len(parts) < 2:
            continue
        value = parts[-1]
        when = next((one for one in parts if one.type == "when_clause"), None)
        stmt: Stmt
        if value.type == "throw_expression":
            thrown = low.inner(value)
            stmt = Raise(None if thrown is None else low.expr(thrown))
        else:
            stmt = ExprStmt(low.at(Yield(low.expr(value)), value))
        body = low.at(Block([low.at(stmt, value)]), value)
        cases.append(low.at(Case(_tests(low, parts[0], when), body), arm))
    made = low.at(Switch("switch", low.expr(subject), cases), node)
    return Opaque(node.type, [made])


EXPRESSIONS: dict[str, ExprHandler] = {
    "and_pattern": both,
    "constant_pattern": constant,
    "declaration_pattern": declaration,
    "is_pattern_expression": is_pattern,
    "negated_pattern": negated,
    "or_pattern": either,
    "recursive_pattern": shape,
    "switch_expression": switch_expression,
    "type_pattern": of_type,
    "var_pattern": declaration,
}
STATEMENTS: dict[str, StmtHandler] = {"switch_statement": switch}
