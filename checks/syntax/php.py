r"""PHP to the code model. What is not obvious:

- ``$x`` is the name ``x``, ``$this`` is ``this``, ``A\B`` is ``A.B``, ``static`` the name ``self``. ``A::b``, ``A::$b`` and ``$a->b`` are Attrs alike.
  ``$f(1)`` is a call of ``f.__invoke``: a function and a variable may have one name.
- ``.`` is the Binary ``+`` and ``.=`` is ``+=``, as in other languages; the sum of numbers is ``add``. ``a ?: b`` is ``a or b``.
- ``(int) $x`` is a call of ``int``; other casts, parentheses and ``@`` stand for what they hold.
- ``use A\B\C`` takes ``C`` from ``A.B``. Promoted parameters are fields too, in front of their constructor ``__construct``.
- ``$x = match (...)`` is a Switch with an assignment in each arm, ``return match`` one with Returns; elsewhere an Opaque around a Switch whose
  arms Yield. ``echo``, ``print``, ``include``, ``exit``, ``unset`` are calls of their word; ``<?= $x ?>`` is an ``echo``. ``die`` is ``exit``.
- ``$ok or die()`` is an If. ``foreach ($xs as $k => $v)`` has a tuple as its target. Text outside of ``<?php`` is left out.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import tree_sitter_php
from tree_sitter import Node as SyntaxNode

from checks.syntax import php_declarations
from checks.syntax.lowering import ExprHandler, Grammar, StmtHandler, lower_file, make_grammar
from checks.syntax.model import (
    Assign,
    Block,
    Call,
    Case,
    Expr,
    ExprStmt,
    Handler,
    If,
    Import,
    Jump,
    Literal,
    Loop,
    Module,
    Name,
    Opaque,
    OpaqueStmt,
    Raise,
    Return,
    Sequence,
    Stmt,
    Switch,
    Try,
    Unary,
    Yield,
)
from checks.syntax.php_expressions import (
    EXPRESSIONS,
    Fields,
    Low,
    argument_of,
    assignment,
    field_ids,
    keyword_call,
    target,
)

# --- simple statements ---------------------------------------------------------------------------------------

_ASSIGNMENTS = frozenset(
    {"assignment_expression", "augmented_assignment_expression", "reference_assignment_expression"}
)
_INCLUDES = frozenset(
    {"include_expression", "include_once_expression", "require_expression", "require_once_expression"}
)


def _expression(low: Low, node: SyntaxNode) -> Stmt | list[Stmt]:
    inner = low.inner(node)
    if inner is None:
        return []
    kind = inner.type
    tag = low.source.rfind(b"<?=", max(0, node.start_byte - 40), node.start_byte)
    if tag >= 0 and not low.source[tag + 3 : node.start_byte].strip():
        return _echoed(low, inner)
    if kind in _ASSIGNMENTS:
        right = inner.child_by_field_id(low.f.right)
        if kind == "assignment_expression" and right is not None and right.type == "match_expression":
            return _assigned_match(low, inner, right)
        return assignment(low, inner)
    if kind == "throw_expression":
        return Raise(low.expr(low.inner(inner)))
    if kind == "match_expression":
        return _match(low, inner, _plain)
    if kind in _INCLUDES:
        return _included(low, node, inner)
    if kind == "binary_expression":
        chosen = _either_leaves(low, inner)
        if chosen is not None:
            return chosen
    if kind == "name" and low.text(inner).lower() in ("die", "exit"):
        return ExprStmt(low.at(Call(low.at(Name("exit"), inner), []), inner))
    return ExprStmt(low.expr(inner))


def _echoed(low: Low, node: SyntaxNode) -> Stmt:
    callee = Name("echo")
    callee.start = callee.end = node.start_byte
    return ExprStmt(low.at(Call(callee, [argument_of(low.expr(node))]), node))


def _echo(low: Low, node: SyntaxNode) -> Stmt:
    callee = Name("echo")
    callee.start, callee.end = node.start_byte, node.start_byte + len("echo")
    found = low.operands(node)
    if len(found) == 1 and found[0].type == "sequence_expression":
        found = low.operands(found[0])
    return ExprStmt(low.at(Call(callee, [argument_of(low.expr(one)) for one in found]), node))


def _word(low: Low, node: SyntaxNode) -> Stmt:
    """``exit(1);`` and ``unset($x);``."""
    return ExprStmt(low.at(keyword_call(low, node), node))


def _included(low: Low, node: SyntaxNode, inner: SyntaxNode) -> list[Stmt]:
    made = low.at(ExprStmt(low.expr(inner)), node)
    value = made.value
    first = value.positional(0) if isinstance(value, Call) else None
    if isinstance(first, Literal) and isinstance(first.value, str):
        return [made, low.at(Import(first.value, []), node)]
    return [made]


def _either_leaves(low: Low, node: SyntaxNode) -> Stmt | None:
    """``$db or die('...')``: an If; None for other operators."""
    f = low.f
    operator = node.child_by_field_id(f.operator)
    op = "" if operator is None else operator.type.lower()
    right = node.child_by_field_id(f.right)
    if right is None or op not in ("and", "or", "&&", "||"):
        return None
    word = low.text(right)[:5].lower()
    if right.type != "throw_expression" and not word.startswith(("die", "exit")):
        return None
    test = low.expr(node.child_by_field_id(f.left))
    if op in ("or", "||"):
        negated = Unary("not", test)
        negated.start, negated.end = test.start, test.end
        test = negated
    leaving: Stmt = (
        Raise(low.expr(low.inner(right))) if right.type == "throw_expression" else ExprStmt(low.expr(right))
    )
    return If(test, low.at(Block([low.at(leaving, right)]), right), None)


def _return(low: Low, node: SyntaxNode) -> Stmt:
    value = low.inner(node)
    if value is not None and value.type == "match_expression":
        return _match(low, value, Return)
    return Return(None if value is None else low.expr(value))


def _jump(low: Low, node: SyntaxNode) -> Stmt:
    return Jump(node.type.removesuffix("_statement"))


def _nothing(low: Low, node: SyntaxNode) -> list[Stmt]:
    return []


def _static(low: Low, node: SyntaxNode) -> list[Stmt]:
    """``static $n = 0;``."""
    made: list[Stmt] = []
    for one in low.operands(node):
        value = one.child_by_field_id(low.f.value)
        held = None if value is None else low.expr(value)
        made.append(low.at(Assign([low.expr(one.child_by_field_id(low.f.name))], held, declares="let"), one))
    return made


def _declare(low: Low, node: SyntaxNode) -> list[Stmt]:
    """``declare(strict_types=1);``."""
    return low.stmts(one for one in low.operands(node) if one.type != "declare_directive")


# --- compound statements -------------------------------------------------------------------------------------


def _block(low: Low, node: SyntaxNode) -> Stmt:
    """A bare ``{ ... }`` among statements."""
    return OpaqueStmt(node.type, [low.block(node)])


def _body(low: Low, node: SyntaxNode | None) -> Block:
    """A block, a ``:`` block, or the single statement that stands for one."""
    if node is None or node.type in ("compound_statement", "colon_block"):
        return low.block(node)
    return low.at(Block(low.stmt(node)), node)


def _if(low: Low, node: SyntaxNode) -> Stmt:
    """``elseif`` and ``else if`` ladders are climbed in a loop, however long."""
    f = low.f
    rungs: list[tuple[SyntaxNode, If]] = []
    last: Block | None = None
    waiting: list[SyntaxNode] = [node]
    while waiting:
        current = waiting.pop(0)
        if current.type == "else_clause":
            inner = current.child_by_field_id(f.body)
            if inner is not None and inner.type == "if_statement":
                waiting = [inner]
            else:
                last = _body(low, inner)
                waiting = []
            continue
        made = If(
            low.expr(current.child_by_field_id(f.condition)),
            _body(low, current.child_by_field_id(f.body)),
            None,
        )
        rungs.append((current, low.at(made, current)))
        if current.type == "if_statement":
            waiting = [one for one in current.children_by_field_id(f.alternative) if one.is_named]
    for syntax, rung in reversed(rungs):
        rung.orelse = last
        last = low.at(Block([rung]), syntax)
    return rungs[0][1]


def _while(low: Low, node: SyntaxNode) -> Stmt:
    """``while`` and ``do``; ``while (true)`` has no test."""
    f = low.f
    condition = node.child_by_field_id(f.condition)
    endless = condition is not None and low.text(condition).strip("() \t\r\n").lower() in ("true", "1")
    return Loop(
        "while",
        _body(low, node.child_by_field_id(f.body)),
        test=None if condition is None or endless else low.expr(condition),
    )


def _for(low: Low, node: SyntaxNode) -> Stmt:
    f = low.f
    test = node.child_by_field_id(f.condition)
    return Loop(
        "for",
        _body(low, node.child_by_field_id(f.body)),
        init=_header(low, node.child_by_field_id(f.initialize), "initializers"),
        test=None if test is None else low.expr(test),
        step=_header(low, node.child_by_field_id(f.update), "updates"),
    )


def _header(low: Low, node: SyntaxNode | None, what: str) -> Stmt | None:
    if node is None:
        return None
    if node.type == "sequence_expression":
        found = [_header(low, one, what) for one in low.operands(node)]
        return low.at(OpaqueStmt(what, [one for one in found if one is not None]), node)
    if node.type in _ASSIGNMENTS:
        return low.at(assignment(low, node), node)
    return low.at(ExprStmt(low.expr(node)), node)


def _foreach(low: Low, node: SyntaxNode) -> Stmt:
    f = low.f
    body = node.child_by_field_id(f.body)
    heads = [one for one in low.operands(node) if body is None or one.id != body.id][:2]
    aim: Expr | None = None
    if len(heads) > 1 and heads[1].type == "pair":
        both = [target(low, one) for one in low.operands(heads[1])]
        aim = low.at(Sequence("tuple", both), heads[1])
    elif len(heads) > 1:
        aim = target(low, heads[1])
    return Loop("for-each", _body(low, body), target=aim, iterable=low.expr(heads[0] if heads else None))


def _switch(low: Low, node: SyntaxNode) -> Stmt:
    f = low.f
    subject = node.child_by_field_id(f.condition)
    body = node.child_by_field_id(f.body)
    cases: list[Case] = []
    tests: list[Expr] = []
    default = False
    groups = [] if body is None else [c for c in low.operands(body) if c.type.endswith("_statement")]
    for number, group in enumerate(groups):
        value = group.child_by_field_id(f.value)
        if group.type == "default_statement":
            default = True
        elif value is not None:
            tests.append(low.expr(value))
        items = [c for c in low.operands(group) if value is None or c.id != value.id]
        if not items and number + 1 < len(groups):
            continue  # falls into the next one
        block = Block(low.stmts(items))
        if items:
            block.start, block.end = items[0].start_byte, items[-1].end_byte
        cases.append(low.at(Case([] if default else tests, block), group))
        tests, default = [], False
    return Switch("switch", None if subject is None else low.expr(subject), cases)


def _try(low: Low, node: SyntaxNode) -> Stmt:
    f = low.f
    handlers: list[Handler] = []
    final: Block | None = None
    for child in low.operands(node):
        if child.type == "catch_clause":
            of = child.child_by_field_id(f.type)
            named = child.child_by_field_id(f.name)
            types = [] if of is None else [low.expr(low.inner(one)) for one in low.operands(of)]
            name = None if named is None else low.text(named).lstrip("$")
            handlers.append(low.at(Handler(types, name, low.block(child.child_by_field_id(f.body))), child))
        elif child.type == "finally_clause":
            final = low.block(child.child_by_field_id(f.body))
    return Try(low.block(node.child_by_field_id(f.body)), handlers, None, final)


# --- match ---------------------------------------------------------------------------------------------------


def _plain(value: Expr) -> Stmt:
    return ExprStmt(value)


def _match(low: Low, node: SyntaxNode, finish: Callable[[Expr], Stmt]) -> Switch:
    """``match (x) { a, b => v, default => w }``; ``finish`` says what is done with the value of an arm."""
    f = low.f
    subject = node.child_by_field_id(f.condition)
    body = node.child_by_field_id(f.body)
    cases: list[Case] = []
    for arm in [] if body is None else low.operands(body):
        if arm.type not in ("match_conditional_expression", "match_default_expression"):
            continue
        listed = arm.child_by_field_id(f.conditional_expressions)
        tests = [] if listed is None else [low.expr(one) for one in low.operands(listed)]
        given = arm.child_by_field_id(f.return_expression)
        made: Stmt
        if given is not None and given.type == "throw_expression":
            made = Raise(low.expr(low.inner(given)))
        else:
            value = low.expr(given)
            made = finish(value)
        at = arm if given is None else given
        cases.append(low.at(Case(tests, low.at(Block([low.at(made, at)]), at)), arm))
    return low.at(Switch("match", None if subject is None else low.expr(subject), cases), node)


def _assigned_match(low: Low, node: SyntaxNode, match: SyntaxNode) -> Stmt:
    left = node.child_by_field_id(low.f.left)
    return low.at(_match(low, match, lambda value: Assign([target(low, left)], value)), node)


def _match_value(low: Low, node: SyntaxNode) -> Expr:
    def given(value: Expr) -> Stmt:
        held = Yield(value)
        held.start, held.end = value.start, value.end
        return ExprStmt(held)

    return Opaque(node.type, [_match(low, node, given)])


_STATEMENTS: dict[str, StmtHandler] = {
    "break_statement": _jump,
    "compound_statement": _block,
    "continue_statement": _jump,
    "declare_statement": _declare,
    "do_statement": _while,
    "echo_statement": _echo,
    "exit_statement": _word,
    "expression_statement": _expression,
    "for_statement": _for,
    "foreach_statement": _foreach,
    "function_static_declaration": _static,
    "goto_statement": _jump,
    "if_statement": _if,
    "named_label_statement": _nothing,
    "return_statement": _return,
    "switch_statement": _switch,
    "try_statement": _try,
    "unset_statement": _word,
    "while_statement": _while,
}

_VALUES: dict[str, ExprHandler] = {"match_expression": _match_value}


@cache
def _grammar() -> Grammar[Fields]:
    return make_grammar(
        tree_sitter_php.language_php(),
        field_ids,
        EXPRESSIONS | _VALUES,
        _STATEMENTS | php_declarations.STATEMENTS,
        transparent=("parenthesized_expression", "error_suppression_expression", "by_ref", "named_type"),
        names=("name", "namespace_name"),
        comments=("comment",),
        ignored=("empty_statement", "php_tag", "php_end_tag", "text", "text_interpolation", "attribute_list"),
        comment_start=rb"//|/\*|#",
    )


def lower(path: str, language: str, source: bytes) -> Module:
    """Lower one PHP file. Broken syntax costs the smallest enclosing node."""
    module = lower_file(_grammar(), path, language, source)
    for comment in module.comments:
        comment.text = comment.text.lstrip("#").strip()
    return module
