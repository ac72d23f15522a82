"""Java to the code model. What is not obvious:

- Parentheses and casts stand for what they hold. Type arguments are dropped. ``A::b`` is an Attr, ``A.class`` an Attr ``class``.
- ``import a.b.C`` takes ``C`` from ``a.b``, ``import static a.b.C.f`` takes ``f`` from ``a.b.C``, so that names resolve alike.
- Fields and local variables are Assigns with ``declares`` (``const`` when final) and their type; ``var`` gives no annotation. Record components
  are fields. A constant of an enum is a field made by ``new``. Lombok's logger annotations add the field ``log``.
- Constructors are Functions named ``constructor``; ``super(...)`` is a call of ``super``. Abstract methods have an empty body.
- The body of an anonymous class is a Class without name as last argument of its ``new``. ``new int[]{1}`` is a list, ``new byte[16]`` a call of ``byte[]``.
- ``switch`` as a statement is a Switch. As a value it is an Opaque around the Switch, and each value it may give a Yield.
  Old-style groups without a body fall into the next one's tests. A guard (``when``) is the first test's right side.
- ``x instanceof Order o`` is a Binary whose left side is the Assign that binds ``o``; so are patterns in cases.
- try-with-resources is a With, inside a Try when it has handlers. ``synchronized`` is an OpaqueStmt. Labels are dropped.
- The first statement is the OpaqueStmt ``package_declaration`` with the package's name.
"""

from __future__ import annotations

from functools import cache
from typing import cast

import tree_sitter_java
from tree_sitter import Node as SyntaxNode

from checks.syntax import java_declarations
from checks.syntax.java_expressions import (
    EXPRESSIONS,
    Fields,
    Low,
    assignment,
    field_ids,
    record_target,
    type_expression,
    type_text,
)
from checks.syntax.lowering import ExprHandler, Grammar, StmtHandler, lower_file, make_grammar
from checks.syntax.model import (
    Assertion,
    Assign,
    Binary,
    Block,
    Case,
    Expr,
    ExprStmt,
    Handler,
    If,
    Jump,
    Loop,
    Module,
    Name,
    Node,
    Opaque,
    OpaqueStmt,
    Raise,
    Return,
    Stmt,
    Switch,
    Try,
    With,
    WithItem,
    Yield,
)

# --- simple statements ---------------------------------------------------------------------------------------


def _expression(low: Low, node: SyntaxNode) -> Stmt:
    inner = low.inner(node)
    if inner is not None and inner.type == "assignment_expression":
        return assignment(low, inner)
    if inner is not None and inner.type == "switch_expression":
        return _switch(low, inner)
    return ExprStmt(low.expr(inner))


def _return(low: Low, node: SyntaxNode) -> Stmt:
    value = low.inner(node)
    return Return(None if value is None else low.expr(value))


def _throw(low: Low, node: SyntaxNode) -> Stmt:
    return Raise(low.expr(low.inner(node)))


def _jump(low: Low, node: SyntaxNode) -> Stmt:
    return Jump(node.type.removesuffix("_statement"))


def _yield(low: Low, node: SyntaxNode) -> Stmt:
    return _given(low, low.inner(node), node)


def _given(low: Low, value: SyntaxNode | None, at: SyntaxNode) -> Stmt:
    """A value that a switch gives."""
    made = ExprStmt(low.at(Yield(low.expr(value)), at))
    return low.at(made, at)


def _assert(low: Low, node: SyntaxNode) -> Stmt:
    found = low.operands(node)
    return Assertion(low.expr(found[0] if found else None), low.expr(found[1]) if len(found) > 1 else None)


# --- compound statements -------------------------------------------------------------------------------------


def _block(low: Low, node: SyntaxNode) -> Stmt:
    """A bare ``{ ... }`` among statements."""
    return OpaqueStmt(node.type, [low.block(node)])


def _body(low: Low, node: SyntaxNode | None) -> Block:
    """A block, or the single statement that stands for one."""
    if node is None or node.type == "block":
        return low.block(node)
    return low.at(Block(low.stmt(node)), node)


def _labeled(low: Low, node: SyntaxNode) -> list[Stmt]:
    return low.stmts(low.operands(node)[1:])


def _synchronized(low: Low, node: SyntaxNode) -> Stmt:
    lock = low.inner(node)
    return OpaqueStmt(node.type, [low.expr(lock), low.block(node.child_by_field_id(low.f.body))])


def _if(low: Low, node: SyntaxNode) -> Stmt:
    """``else if`` ladders are climbed in a loop, however long."""
    f = low.f
    rungs: list[tuple[SyntaxNode, If]] = []
    current: SyntaxNode | None = node
    last: Block | None = None
    while current is not None:
        made = If(
            low.expr(current.child_by_field_id(f.condition)),
            _body(low, current.child_by_field_id(f.consequence)),
            None,
        )
        rungs.append((current, low.at(made, current)))
        branch = current.child_by_field_id(f.alternative)
        current = None
        if branch is not None:
            if branch.type == "if_statement":
                current = branch
            else:
                last = _body(low, branch)
    for syntax, rung in reversed(rungs):
        rung.orelse = last
        last = low.at(Block([rung]), syntax)
    return rungs[0][1]


def _while(low: Low, node: SyntaxNode) -> Stmt:
    """``while`` and ``do``; ``while (true)`` has no test."""
    f = low.f
    condition = node.child_by_field_id(f.condition)
    endless = condition is not None and low.text(condition).strip("() \t\r\n") == "true"
    return Loop(
        "while",
        _body(low, node.child_by_field_id(f.body)),
        test=None if condition is None or endless else low.expr(condition),
    )


def _for(low: Low, node: SyntaxNode) -> Stmt:
    f = low.f
    init = [made for one in node.children_by_field_id(f.init) if one.is_named for made in _header(low, one)]
    step = [made for one in node.children_by_field_id(f.update) if one.is_named for made in _header(low, one)]
    test = node.child_by_field_id(f.condition)
    return Loop(
        "for",
        _body(low, node.child_by_field_id(f.body)),
        init=_one(init, "initializers"),
        test=None if test is None else low.expr(test),
        step=_one(step, "updates"),
    )


def _header(low: Low, node: SyntaxNode) -> list[Stmt]:
    if node.type == "local_variable_declaration":
        return low.stmt(node)
    if node.type == "assignment_expression":
        return [low.at(assignment(low, node), node)]
    return [low.at(ExprStmt(low.expr(node)), node)]


def _one(made: list[Stmt], what: str) -> Stmt | None:
    if len(made) < 2:
        return made[0] if made else None
    both = OpaqueStmt(what, cast("list[Node]", made))
    both.start, both.end = made[0].start, made[-1].end
    return both


def _for_each(low: Low, node: SyntaxNode) -> Stmt:
    f = low.f
    name = node.child_by_field_id(f.name)
    if name is None:
        name = next((one for one in node.named_children if one.type == "record_pattern"), None)
    target = None
    if name is not None:
        target = record_target(low, name) if name.type == "record_pattern" else low.expr(name)
    return Loop(
        "for-each",
        _body(low, node.child_by_field_id(f.body)),
        target=target,
        iterable=low.expr(node.child_by_field_id(f.value)),
        annotation=type_text(low, node.child_by_field_id(f.type)),
    )


# --- try -----------------------------------------------------------------------------------------------------


def _try(low: Low, node: SyntaxNode) -> Stmt:
    f = low.f
    body = low.block(node.child_by_field_id(f.body))
    resources = node.child_by_field_id(f.resources)
    held: With | None = None
    if resources is not None:
        held = With([_resource(low, one) for one in low.operands(resources) if one.type == "resource"], body)
        held.start, held.end = resources.start_byte, body.end
    handlers: list[Handler] = []
    final: Block | None = None
    for child in low.operands(node):
        if child.type == "catch_clause":
            handlers.append(low.at(_catch(low, child), child))
        elif child.type == "finally_clause":
            final = low.block(low.inner(child))
    if held is None:
        return Try(body, handlers, None, final)
    if not handlers and final is None:
        return low.at(held, node)
    outer = Block([held])
    outer.start, outer.end = held.start, held.end
    return Try(outer, handlers, None, final)


def _resource(low: Low, node: SyntaxNode) -> WithItem:
    f = low.f
    value = node.child_by_field_id(f.value)
    if value is None:
        return low.at(WithItem(low.expr(low.inner(node)), None), node)
    name = node.child_by_field_id(f.name)
    target = None if name is None else low.expr(name)
    return low.at(WithItem(low.expr(value), target, type_text(low, node.child_by_field_id(f.type))), node)


def _catch(low: Low, node: SyntaxNode) -> Handler:
    f = low.f
    types: list[Expr] = []
    name: str | None = None
    for child in low.operands(node):
        if child.type != "catch_formal_parameter":
            continue
        named = child.child_by_field_id(f.name)
        name = None if named is None else low.text(named)
        for of in child.named_children:
            if of.type == "catch_type":
                types = [low.at(type_expression(low, one), one) for one in low.operands(of)]
    return Handler(types, name, low.block(node.child_by_field_id(f.body)))


# --- switch --------------------------------------------------------------------------------------------------


def _switch(low: Low, node: SyntaxNode, as_value: bool = False) -> Switch:
    f = low.f
    subject = node.child_by_field_id(f.condition)
    body = node.child_by_field_id(f.body)
    cases: list[Case] = []
    tests: list[Expr] = []
    default = False
    for group in [] if body is None else low.operands(body):
        labels = [child for child in group.named_children if child.type == "switch_label"]
        for label in labels:
            found = _tests(low, label, subject)
            default = default or not found
            tests.extend(found)
        items = [child for child in low.operands(group) if child.type != "switch_label"]
        if (
            not items
            and group.type == "switch_block_statement_group"
            and group.next_named_sibling is not None
        ):
            continue
        block = _arm(low, group, items, as_value)
        cases.append(low.at(Case([] if default else tests, block), group))
        tests, default = [], False
    made = Switch("switch", None if subject is None else low.expr(subject), cases)
    return low.at(made, node)


def _arm(low: Low, group: SyntaxNode, items: list[SyntaxNode], as_value: bool) -> Block:
    if group.type != "switch_rule":
        made = Block(low.stmts(items))
        if items:
            made.start, made.end = items[0].start_byte, items[-1].end_byte
        return made
    body = items[0] if items else None
    if body is None or body.type == "block":
        return low.block(body)
    if as_value and body.type == "expression_statement":
        return low.at(Block([_given(low, low.inner(body), body)]), body)
    return low.at(Block(low.stmt(body)), body)


def _tests(low: Low, label: SyntaxNode, subject: SyntaxNode | None) -> list[Expr]:
    made: list[Expr] = []
    for child in low.operands(label):
        if child.type == "pattern":
            made.append(_pattern(low, child, subject))
        elif child.type == "guard":
            guard = low.expr(low.inner(child))
            if made:
                both = Binary("and", made[-1], guard)
                both.start, both.end = made[-1].start, guard.end
                made[-1] = both
        elif child.type == "identifier" and low.text(child) == "default":
            return []
        else:
            made.append(low.expr(child))
    return made


def _pattern(low: Low, node: SyntaxNode, subject: SyntaxNode | None) -> Expr:
    """``case Order o`` and ``case Point(int x, int y)``: bound to the subject."""
    inner = low.inner(node)
    if inner is None:
        return low.at(Opaque(node.type, []), node)
    found = low.operands(inner)
    value = None
    subject = low.inner(subject) if subject is not None and low.is_transparent(subject) else subject
    if subject is not None and subject.type == "identifier":
        value = Name(low.text(subject))
        value.start = value.end = node.start_byte
    if inner.type == "record_pattern":
        target: Expr = record_target(low, inner)
        annotation = ""
    elif len(found) > 1:
        target, annotation = low.expr(found[-1]), type_text(low, found[0])
    else:
        return low.expr(found[0] if found else inner)
    return cast(Expr, low.at(Assign([target], value, declares="const", annotation=annotation), node))


def _switch_value(low: Low, node: SyntaxNode) -> Expr:
    return Opaque(node.type, [_switch(low, node, as_value=True)])


_STATEMENTS: dict[str, StmtHandler] = {
    "assert_statement": _assert,
    "block": _block,
    "break_statement": _jump,
    "continue_statement": _jump,
    "do_statement": _while,
    "enhanced_for_statement": _for_each,
    "expression_statement": _expression,
    "for_statement": _for,
    "if_statement": _if,
    "labeled_statement": _labeled,
    "return_statement": _return,
    "switch_expression": _switch,
    "synchronized_statement": _synchronized,
    "throw_statement": _throw,
    "try_statement": _try,
    "try_with_resources_statement": _try,
    "while_statement": _while,
    "yield_statement": _yield,
}

_VALUES: dict[str, ExprHandler] = {"switch_expression": _switch_value}


@cache
def _grammar() -> Grammar[Fields]:
    return make_grammar(
        tree_sitter_java.language(),
        field_ids,
        EXPRESSIONS | _VALUES,
        _STATEMENTS | java_declarations.STATEMENTS,
        transparent=("parenthesized_expression",),
        names=("identifier", "this", "super", "type_identifier", "underscore_pattern"),
        comments=("line_comment", "block_comment"),
        ignored=("modifiers", "type_arguments", "type_parameters", "dimensions"),
    )


def lower(path: str, language: str, source: bytes) -> Module:
    """Lower one Java file. Broken syntax costs the smallest enclosing node."""
    return lower_file(_grammar(), path, language, source)
