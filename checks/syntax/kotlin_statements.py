"""Kotlin's control flow. What may stand in an expression's place is there an Opaque that holds the statement; a simple
``if`` is a Conditional."""

from __future__ import annotations

from typing import cast

from tree_sitter import Node as SyntaxNode

from checks.syntax.kotlin_expressions import expression_statement, type_expression
from checks.syntax.kotlin_fields import TYPES, Low, after, child_of, name_of, type_text
from checks.syntax.lowering import ExprHandler, StmtHandler
from checks.syntax.model import (
    Assign,
    Binary,
    Block,
    Case,
    Conditional,
    Expr,
    ExprStmt,
    Handler,
    If,
    Jump,
    Loop,
    Opaque,
    OpaqueStmt,
    Raise,
    Return,
    Stmt,
    Switch,
    Try,
    Yield,
)

# --- simple statements ---------------------------------------------------------------------------------------

_JUMPS = frozenset({"break", "continue"})


def word(low: Low, node: SyntaxNode) -> Stmt:
    """A name alone: ``break`` and ``continue`` are names to the grammar."""
    name = low.text(node)
    return Jump(name) if name in _JUMPS else expression_statement(low, node)


def labeled(low: Low, node: SyntaxNode) -> Stmt | list[Stmt]:
    """``break@outer``, ``label@ for ...``."""
    label = child_of(node, "label")
    name = "" if label is None else low.text(label).rstrip("@")
    if name in _JUMPS:
        return Jump(name)
    return low.stmts(one for one in low.operands(node) if one.type != "label")


def assignment(low: Low, node: SyntaxNode) -> Stmt:
    f = low.f
    operator = node.child_by_field_id(f.operator)
    return Assign(
        [low.expr(node.child_by_field_id(f.left))],
        low.expr(node.child_by_field_id(f.right)),
        op="=" if operator is None else operator.type,
    )


def returned(low: Low, node: SyntaxNode) -> Stmt:
    label = node.child_by_field_id(low.f.label)
    value = next((one for one in low.operands(node) if label is None or one.id != label.id), None)
    return Return(None if value is None else low.expr(value))


def thrown(low: Low, node: SyntaxNode) -> Stmt:
    value = low.inner(node)
    return Raise(None if value is None else low.expr(value))


# --- branches ------------------------------------------------------------------------------------------------


def body_of(low: Low, node: SyntaxNode | None) -> Block:
    """The body of a branch or a loop: a block, or one statement."""
    if node is None:
        return Block([])
    return low.block(node) if node.type == "block" else low.at(Block(low.stmt(node)), node)


def _branches(low: Low, node: SyntaxNode) -> tuple[SyntaxNode | None, SyntaxNode | None]:
    """What an ``if`` runs when its condition holds, and when not."""
    closed = otherwise = False
    then: SyntaxNode | None = None
    other: SyntaxNode | None = None
    for child in node.children:
        if child.type == ")" and not closed:
            closed = True
        elif child.type == "else":
            otherwise = True
        elif closed and child.is_named and child.kind_id not in low.ignored:
            if otherwise:
                other = child
            elif then is None:
                then = child
    return then, other


def branch(low: Low, node: SyntaxNode) -> If:
    """``else if`` ladders are climbed in a loop, however long."""
    rungs: list[tuple[SyntaxNode, If]] = []
    current: SyntaxNode | None = node
    last: Block | None = None
    while current is not None:
        then, other = _branches(low, current)
        made = If(low.expr(current.child_by_field_id(low.f.condition)), body_of(low, then), None)
        rungs.append((current, low.at(made, current)))
        current = None
        if other is not None:
            if other.type == "if_expression":
                current = other
            else:
                last = body_of(low, other)
    return _ladder(rungs, last)


def _ladder(rungs: list[tuple[SyntaxNode, If]], last: Block | None) -> If:
    for syntax, rung in reversed(rungs):
        rung.orelse = last
        last = Block([rung])
        last.start, last.end = rung.start, max(rung.end, syntax.end_byte)
    return rungs[0][1]


def branch_statement(low: Low, node: SyntaxNode) -> Stmt:
    return branch(low, node)


def _single(block: Block | None) -> Expr | None:
    """The value of a branch that does nothing else."""
    if block is None or len(block.items) != 1:
        return None
    only = block.items[0]
    return only.value if isinstance(only, ExprStmt) else None


def branch_value(low: Low, node: SyntaxNode) -> Expr:
    made = branch(low, node)
    rungs: list[tuple[If, Expr]] = []
    current = made
    while True:
        then = _single(current.body)
        if then is None or current.orelse is None:
            return _as_value(low, made, node)
        rungs.append((current, then))
        nested = current.orelse.items[0] if len(current.orelse.items) == 1 else None
        if not isinstance(nested, If):
            break
        current = nested
    value = _single(current.orelse)
    if value is None:
        return _as_value(low, made, node)
    for rung, then in reversed(rungs):
        found = Conditional(rung.test, then, value)
        found.start, found.end = rung.start, rung.end
        value = found
    return value


def when(low: Low, node: SyntaxNode) -> Stmt:
    """``when (x) { ... }`` is a switch; without a subject it is a ladder of ``if``."""
    subject = child_of(node, "when_subject")
    entries = [one for one in node.named_children if one.type == "when_entry"]
    if subject is None and entries and entries[0].child_by_field_id(low.f.condition) is not None:
        return _when_ladder(low, entries)
    init: Stmt | None = None
    held: SyntaxNode | None = None
    if subject is not None:
        held = next((one for one in reversed(low.operands(subject))), None)
        declared = child_of(subject, "variable_declaration")
        if declared is not None:
            made = Assign(
                [low.expr(declared)], low.expr(held), declares="const", annotation=type_text(low, declared)
            )
            init = low.at(made, subject)
            held = declared
    cases: list[Case] = []
    for entry in entries:
        tests = [_test(low, one, held) for one in entry.children_by_field_id(low.f.condition) if one.is_named]
        cases.append(low.at(Case(tests, _entry_body(low, entry)), entry))
    return Switch("when", None if held is None else low.expr(held), cases, init)


def _entry_body(low: Low, entry: SyntaxNode) -> Block:
    return body_of(low, after(low, entry, "->"))


def _when_ladder(low: Low, entries: list[SyntaxNode]) -> If:
    rungs: list[tuple[SyntaxNode, If]] = []
    last: Block | None = None
    for entry in entries:
        conditions = [one for one in entry.children_by_field_id(low.f.condition) if one.is_named]
        if not conditions:
            last = _entry_body(low, entry)
            break
        test = low.expr(conditions[0])
        for one in conditions[1:]:
            start = test.start
            test = low.at(Binary("or", test, low.expr(one)), one)
            test.start = start
        rungs.append((entry, low.at(If(test, _entry_body(low, entry), None), entry)))
    end = entries[-1].end_byte
    for _, rung in rungs:
        rung.end = end
    return _ladder(rungs, last)


def _test(low: Low, node: SyntaxNode, subject: SyntaxNode | None) -> Expr:
    """``in xs`` and ``is T`` of an entry are about the subject, so it is written again where it is a plain name."""
    if node.type not in ("range_test", "type_test"):
        return low.expr(node)
    inner = low.inner(node)
    right = type_expression(low, inner) if node.type == "type_test" else low.expr(inner)
    op = {"in": "in", "!in": "not in", "is": "is", "!is": "is not"}.get(node.children[0].type, "in")
    if subject is None or subject.type not in ("identifier", "variable_declaration"):
        return low.at(Opaque(node.type, [right]), node)
    again = low.expr(subject)
    for part in again.walk():
        part.start, part.end = node.start_byte, node.start_byte
    return low.at(Binary(op, again, right), node)


def tried(low: Low, node: SyntaxNode) -> Stmt:
    handlers: list[Handler] = []
    final: Block | None = None
    for child in node.named_children:
        if child.type == "catch_block":
            of = child_of(child, *TYPES)
            made = Handler(
                [] if of is None else [type_expression(low, of)],
                name_of(low, child_of(child, "identifier")) or None,
                body_of(low, child_of(child, "block")),
            )
            handlers.append(low.at(made, child))
        elif child.type == "finally_block":
            final = body_of(low, child_of(child, "block"))
    return Try(body_of(low, child_of(node, "block")), handlers, final=final)


# --- loops ---------------------------------------------------------------------------------------------------


def each(low: Low, node: SyntaxNode) -> Stmt:
    target = child_of(node, "variable_declaration", "multi_variable_declaration")
    closed = False
    body: SyntaxNode | None = None
    for child in node.children:
        if child.type == ")":
            closed = True
        elif closed and child.is_named and child.kind_id not in low.ignored:
            body = child
    return Loop(
        "for-each",
        body_of(low, body),
        target=None if target is None else low.expr(target),
        iterable=low.expr(after(low, node, "in")),
        annotation="" if target is None else type_text(low, target),
    )


def repeated(low: Low, node: SyntaxNode) -> Stmt:
    """``while`` and ``do ... while``."""
    condition = node.child_by_field_id(low.f.condition)
    others = [one for one in low.operands(node) if condition is None or one.id != condition.id]
    others = [one for one in others if one.type != "label"]
    return Loop(
        "while",
        body_of(low, others[-1] if others else None),
        test=None if condition is None else low.expr(condition),
    )


# --- statements in an expression's place ---------------------------------------------------------------------


def held(low: Low, node: SyntaxNode) -> Expr:
    """``x ?: return null``, ``val a = when (b) { ... }``: each branch yields its value."""
    return _as_value(low, low.at(cast(Stmt, _HELD[node.type](low, node)), node), node)


def _as_value(low: Low, made: Stmt, node: SyntaxNode) -> Expr:
    _yield_values(made)
    return Opaque(node.type, [low.at(Block([made]), node) if isinstance(made, (If, Try)) else made])


def _yield_values(made: Stmt) -> None:
    waiting: list[Stmt] = [made]
    while waiting:
        current = waiting.pop()
        blocks: list[Block | None] = []
        if isinstance(current, If):
            blocks = [current.body, current.orelse]
        elif isinstance(current, Switch):
            blocks = [case.body for case in current.cases]
        elif isinstance(current, Try):
            blocks = [current.body, *(handler.body for handler in current.handlers)]
        for block in blocks:
            last = block.items[-1] if block is not None and block.items else None
            if isinstance(last, ExprStmt):
                value = Yield(last.value)
                value.start, value.end = last.value.start, last.value.end
                last.value = value
            elif last is not None:
                waiting.append(last)


_HELD: dict[str, StmtHandler] = {
    "return_expression": returned,
    "throw_expression": thrown,
    "try_expression": tried,
    "when_expression": when,
}


def bare_block(low: Low, node: SyntaxNode) -> Stmt:
    return OpaqueStmt(node.type, [low.block(node)])


EXPRESSIONS: dict[str, ExprHandler] = {"if_expression": branch_value, **dict.fromkeys(_HELD, held)}
STATEMENTS: dict[str, StmtHandler] = _HELD | {
    "assignment": assignment,
    "block": bare_block,
    "do_while_statement": repeated,
    "for_statement": each,
    "identifier": word,
    "if_expression": branch_statement,
    "labeled_expression": labeled,
    "while_statement": repeated,
}
