"""Ruby bodies: branches, rescues and what the last expression of a body becomes.

In Ruby everything has a value. A :data:`Finish` says what is done with the value of a body: the last expression of a method is
a Return, the last one of each branch of ``x = if ...`` an assignment to ``x``. Without one it is a plain ExprStmt.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, cast

from tree_sitter import Node as SyntaxNode

from checks.syntax.lowering import Lowering
from checks.syntax.model import (
    Assign,
    Binary,
    Block,
    Case,
    Expr,
    ExprStmt,
    Handler,
    If,
    Name,
    OpaqueStmt,
    Return,
    Spread,
    Stmt,
    Switch,
    Try,
    Unary,
)
from checks.syntax.ruby_patterns import alternatives, matched

Low = Lowering[Any]
Finish = Callable[[Expr], Stmt]


def give_back(value: Expr) -> Stmt:
    """The Finish of methods and blocks."""
    made = Return(value)
    made.start, made.end = value.start, value.end
    return made


# --- bodies --------------------------------------------------------------------------------------------------


def returning(low: Low, node: SyntaxNode) -> Block:
    """The body of a method or block: its last expression is a Return."""
    if node.type not in ("body_statement", "block_body"):  # `def total = a + b`
        return low.at(Block(tail(low, node, give_back)), node)
    return body(low, node, give_back)


def body(low: Low, node: SyntaxNode | None, finish: Finish | None = None) -> Block:
    """Statements, and the ``rescue``, ``else`` and ``ensure`` that may follow them."""
    if node is None:
        return Block([])
    plain: list[SyntaxNode] = []
    handlers: list[SyntaxNode] = []
    orelse: SyntaxNode | None = None
    final: SyntaxNode | None = None
    for child in low.operands(node):
        if child.type == "rescue":
            handlers.append(child)
        elif child.type == "else":
            orelse = child
        elif child.type == "ensure":
            final = child
        else:
            plain.append(child)
    if not handlers and final is None and orelse is None:
        return low.at(Block(items(low, plain, finish)), node)
    tried = Block(items(low, plain, finish if orelse is None else None))
    if plain:
        tried.start, tried.end = plain[0].start_byte, plain[-1].end_byte
    made = Try(
        tried,
        [low.at(_rescue(low, one, finish), one) for one in handlers],
        None if orelse is None else low.at(Block(items(low, low.operands(orelse), finish)), orelse),
        None if final is None else low.at(Block(items(low, low.operands(final), None)), final),
    )
    return low.at(Block([low.at(made, node)]), node)


def _rescue(low: Low, node: SyntaxNode, finish: Finish | None) -> Handler:
    f = low.f
    types: list[Expr] = []
    listed = node.child_by_field_id(f.exceptions)
    for one in [] if listed is None else low.operands(listed):
        of = low.expr(one)
        types.append(of.value if isinstance(of, Spread) else of)
    variable = node.child_by_field_id(f.variable)
    named = None if variable is None else low.inner(variable)
    then = node.child_by_field_id(f.body)
    block = Block([]) if then is None else low.at(Block(items(low, low.operands(then), finish)), then)
    return Handler(types, None if named is None else low.text(named), block)


def items(low: Low, nodes: Iterable[SyntaxNode], finish: Finish | None) -> list[Stmt]:
    """Statements in order; the last one's value goes to ``finish``."""
    found = [node for node in nodes if node.kind_id not in low.ignored]
    if finish is None or not found:
        return low.stmts(found)
    return [*low.stmts(found[:-1]), *tail(low, found[-1], finish)]


def tail(low: Low, node: SyntaxNode, finish: Finish) -> list[Stmt]:
    """The last statement of a body."""
    compound = COMPOUND.get(node.type)
    if compound is not None:
        return _deeper(low, node, lambda: compound(low, node, finish))
    made = low.stmt(node)
    last = made[-1] if made else None
    if isinstance(last, ExprStmt):
        made[-1] = finish(last.value)
    elif isinstance(last, Assign) and node.type in ("assignment", "operator_assignment"):
        made.append(finish(low.expr(node.child_by_field_id(low.f.left))))
    elif isinstance(last, Assign) and node.type == "binary":  # text << more
        left = node
        while left.type == "binary":
            inner = left.child_by_field_id(low.f.left)
            if inner is None:
                break
            left = inner
        made.append(finish(low.expr(left)))
    elif isinstance(last, If) and node.type == "operator_assignment":  # x ||= y
        made.append(finish(low.expr(node.child_by_field_id(low.f.left))))
    return made


def _deeper(low: Low, node: SyntaxNode, lower: Callable[[], Stmt | list[Stmt]]) -> list[Stmt]:
    """A compound statement in last place, with the bound on depth that ``low.stmt`` has."""

    def held() -> Expr:
        made = lower()
        if isinstance(made, list):
            return cast(Expr, Block(made))
        return cast(Expr, Block([made if hasattr(made, "end") else low.at(made, node)]))

    found = cast(object, low.guarded(node, held))
    return found.items if isinstance(found, Block) else [low.at(OpaqueStmt(node.type, []), node)]


# --- branches ------------------------------------------------------------------------------------------------


def if_(low: Low, node: SyntaxNode, finish: Finish | None = None) -> Stmt:
    """``if`` and ``unless``; ``elsif`` ladders are climbed in a loop, however long."""
    f = low.f
    rungs: list[tuple[SyntaxNode, If]] = []
    current: SyntaxNode | None = node
    last: Block | None = None
    while current is not None:
        test = low.expr(current.child_by_field_id(f.condition))
        made = If(
            _negated(test) if current.type == "unless" else test,
            _branch(low, current.child_by_field_id(f.consequence), finish),
            None,
        )
        rungs.append((current, low.at(made, current)))
        branch = current.child_by_field_id(f.alternative)
        current = None
        if branch is not None:
            if branch.type == "elsif":
                current = branch
            else:
                last = _branch(low, branch, finish)
    for syntax, rung in reversed(rungs):
        rung.orelse = last
        last = low.at(Block([rung]), syntax)
    return rungs[0][1]


def _branch(low: Low, node: SyntaxNode | None, finish: Finish | None) -> Block:
    if node is None:
        return Block([])
    return low.at(Block(items(low, low.operands(node), finish)), node)


def _negated(test: Expr) -> Expr:
    if isinstance(test, Unary) and test.op == "not":
        return test.operand
    made = Unary("not", test)
    made.start, made.end = test.start, test.end
    return made


def if_modifier(low: Low, node: SyntaxNode, finish: Finish | None = None) -> Stmt:
    """``x if y`` and ``x unless y``."""
    f = low.f
    test = low.expr(node.child_by_field_id(f.condition))
    inner = node.child_by_field_id(f.body)
    made = [] if inner is None else items(low, [inner], finish)
    block = Block(made)
    if inner is not None:
        low.at(block, inner)
    return If(_negated(test) if node.type == "unless_modifier" else test, block, None)


def either_leaves(low: Low, node: SyntaxNode) -> Stmt | None:
    """``render(x) and return``, ``allowed?(x) or raise ...``: an If; None for other operators."""
    f = low.f
    operator = node.child_by_field_id(f.operator)
    op = "" if operator is None else operator.type
    right = node.child_by_field_id(f.right)
    if right is None or op not in ("and", "or", "&&", "||"):
        return None
    name = right if right.type != "call" else right.child_by_field_id(f.method)
    word = "" if name is None else low.text(name) if name.type == "identifier" else name.type
    if word not in ("return", "next", "break", "redo", "retry", "raise", "fail", "throw", "exit", "abort"):
        return None
    test = low.expr(node.child_by_field_id(f.left))
    block = low.at(Block(low.stmt(right)), right)
    return If(test if op in ("and", "&&") else _negated(test), block, None)


def case(low: Low, node: SyntaxNode, finish: Finish | None = None) -> Stmt:
    """``case x when a, b then ... else ... end``."""
    f = low.f
    subject = node.child_by_field_id(f.value)
    cases: list[Case] = []
    for child in low.operands(node):
        if child.type == "when":
            patterns = [one for one in child.children_by_field_id(f.pattern) if one.is_named]
            tests = [low.expr(low.inner(one) if one.type == "pattern" else one) for one in patterns]
            found = Case(tests, _branch(low, child.child_by_field_id(f.body), finish))
        elif child.type == "else":
            found = Case([], _branch(low, child, finish))
        else:
            continue
        cases.append(low.at(found, child))
    return Switch("case", None if subject is None else low.expr(subject), cases)


def case_match(low: Low, node: SyntaxNode, finish: Finish | None = None) -> Stmt:
    """``case x in pattern``: a pattern that binds names is the Assign of them."""
    f = low.f
    subject = node.child_by_field_id(f.value)
    cases: list[Case] = []
    for child in low.operands(node):
        if child.type == "in_clause":
            patterns = alternatives(low, child.child_by_field_id(f.pattern))
            tests = [matched(low, one, subject) for one in patterns]
            test = tests[-1]
            guard = child.child_by_field_id(f.guard)
            if guard is not None:
                extra = low.expr(guard.child_by_field_id(f.condition))
                both = Binary("and", test, _negated(extra) if guard.type == "unless_guard" else extra)
                both.start, both.end = test.start, guard.end_byte
                tests[-1] = both
            found = Case(tests, _branch(low, child.child_by_field_id(f.body), finish))
        elif child.type == "else":
            found = Case([], _branch(low, child, finish))
        else:
            continue
        cases.append(low.at(found, child))
    return Switch("match", None if subject is None else low.expr(subject), cases)


# --- begin, rescue -------------------------------------------------------------------------------------------


def begin(low: Low, node: SyntaxNode, finish: Finish | None = None) -> list[Stmt]:
    """``begin ... end``: its Try, or just its statements."""
    return body(low, node, finish).items


def rescue_modifier(low: Low, node: SyntaxNode, finish: Finish | None = None) -> Stmt:
    """``x rescue y``."""
    f = low.f
    parts: list[Block] = []
    for one in (node.child_by_field_id(f.body), node.child_by_field_id(f.handler)):
        if one is None:
            parts.append(Block([]))
        else:
            parts.append(low.at(Block(items(low, [one], finish)), one))
    handler = Handler([], None, parts[1])
    if hasattr(parts[1], "end"):
        handler.start, handler.end = parts[1].start, parts[1].end
    return Try(parts[0], [handler])


def parenthesized(low: Low, node: SyntaxNode, finish: Finish | None = None) -> list[Stmt]:
    """``(a; b)``."""
    return items(low, low.operands(node), finish)


def name_of(low: Low, node: SyntaxNode | None) -> str:
    """Text of a name; ``""`` for none."""
    return "" if node is None else low.text(node)


COMPOUND: dict[str, Callable[[Low, SyntaxNode, Finish | None], Stmt | list[Stmt]]] = {
    "begin": begin,
    "case": case,
    "case_match": case_match,
    "if": if_,
    "if_modifier": if_modifier,
    "parenthesized_statements": parenthesized,
    "rescue_modifier": rescue_modifier,
    "unless": if_,
    "unless_modifier": if_modifier,
}
"""Statements whose value is that of one of their own bodies."""

__all__ = [
    "COMPOUND",
    "Finish",
    "Name",
    "body",
    "either_leaves",
    "give_back",
    "items",
    "name_of",
    "returning",
    "tail",
]
