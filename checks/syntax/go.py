"""Go to the code model. What is not obvious:

- Parentheses and type assertions stand for what they hold. A conversion reads like a call; the callee of ``[]byte(x)``
  is ``Name("[]byte")``. Type arguments are dropped.
- Several names on the left are one ``tuple`` target, several values on the right one ``tuple`` value; so are several results.
- A composite literal with keys, or an empty one, is a Mapping with its type's text: field names are ``str`` literals, keys of maps
  expressions. Without keys, a slice or array is a ``list`` Sequence and a struct a Call of its type with ``new``.
- Embedded fields and interfaces are bases. A struct field is an Assign to a Name with the type as annotation and its tag, if
  any, as value. Methods of interfaces are Functions with an empty body.
- ``x++`` and ``ch <- v`` are ExprStmts (Unary ``++``, Binary ``<-``). Labels are dropped. The binding of a type switch is its ``init``.
- ``for i := range xs`` has the index as its target, ``for i, v := range xs`` a tuple, ``for range xs`` none.
- An import without a name is bound to the name that its path suggests. A name with a capital is ``exported``.
- The first statement is the OpaqueStmt ``package_clause`` with the package's Name.
"""

from __future__ import annotations

from functools import cache
from typing import cast

import tree_sitter_go
from tree_sitter import Node as SyntaxNode

from checks.syntax import go_declarations
from checks.syntax.go_expressions import (
    EXPRESSIONS,
    Fields,
    Low,
    field_ids,
    function,
)
from checks.syntax.lowering import Grammar, StmtHandler, lower_file, make_grammar
from checks.syntax.model import (
    Assign,
    Binary,
    Block,
    Case,
    Deferred,
    Expr,
    ExprStmt,
    If,
    Jump,
    Loop,
    Module,
    OpaqueStmt,
    Return,
    Stmt,
    Switch,
    Unary,
)

# --- simple statements ---------------------------------------------------------------------------------------


def _short_var(low: Low, node: SyntaxNode) -> Stmt:
    f = low.f
    return Assign(
        [low.expr(node.child_by_field_id(f.left))], low.expr(node.child_by_field_id(f.right)), declares=":="
    )


def _assignment(low: Low, node: SyntaxNode) -> Stmt:
    f = low.f
    operator = node.child_by_field_id(f.operator)
    return Assign(
        [low.expr(node.child_by_field_id(f.left))],
        low.expr(node.child_by_field_id(f.right)),
        op="=" if operator is None else operator.type,
    )


def _expression(low: Low, node: SyntaxNode) -> Stmt:
    return ExprStmt(low.expr(low.inner(node)))


def _step(low: Low, node: SyntaxNode) -> Stmt:
    return ExprStmt(
        low.at(Unary("++" if node.type == "inc_statement" else "--", low.expr(low.inner(node))), node)
    )


def _send(low: Low, node: SyntaxNode) -> Stmt:
    return ExprStmt(_sent(low, node))


def _sent(low: Low, node: SyntaxNode) -> Expr:
    f = low.f
    made = Binary(
        "<-", low.expr(node.child_by_field_id(f.channel)), low.expr(node.child_by_field_id(f.value))
    )
    return low.at(made, node)


def _return(low: Low, node: SyntaxNode) -> Stmt:
    value = low.inner(node)
    return Return(None if value is None else low.expr(value))


def _jump(low: Low, node: SyntaxNode) -> Stmt:
    return Jump(node.type.removesuffix("_statement"))


def _deferred(low: Low, node: SyntaxNode) -> Stmt:
    return Deferred(node.type.removesuffix("_statement"), low.expr(low.inner(node)))


# --- compound statements -------------------------------------------------------------------------------------


def _list(low: Low, node: SyntaxNode) -> list[Stmt]:
    return low.stmts(node.named_children)


def _block(low: Low, node: SyntaxNode) -> Stmt:
    """A bare ``{ ... }`` among statements."""
    return OpaqueStmt(node.type, [low.block(node)])


def _labeled(low: Low, node: SyntaxNode) -> list[Stmt]:
    return low.stmts(child for child in low.operands(node) if child.type != "label_name")


def _simple(low: Low, node: SyntaxNode | None) -> Stmt | None:
    made = [] if node is None else low.stmt(node)
    return made[0] if made else None


def _if(low: Low, node: SyntaxNode) -> Stmt:
    """``else if`` ladders are climbed in a loop, however long."""
    f = low.f
    rungs: list[tuple[SyntaxNode, If]] = []
    current: SyntaxNode | None = node
    last: Block | None = None
    while current is not None:
        made = If(
            low.expr(current.child_by_field_id(f.condition)),
            low.block(current.child_by_field_id(f.consequence)),
            None,
            _simple(low, current.child_by_field_id(f.initializer)),
        )
        rungs.append((current, low.at(made, current)))
        branch = current.child_by_field_id(f.alternative)
        current = None
        if branch is not None:
            if branch.type == "if_statement":
                current = branch
            else:
                last = low.block(branch)
    for syntax, rung in reversed(rungs):
        rung.orelse = last
        last = low.at(Block([rung]), syntax)
    return rungs[0][1]


def _for(low: Low, node: SyntaxNode) -> Stmt:
    f = low.f
    body = low.block(node.child_by_field_id(f.body))
    clause = next((child for child in low.operands(node) if child.type != "block"), None)
    if clause is None:
        return Loop("while", body)
    if clause.type == "range_clause":
        left = clause.child_by_field_id(f.left)
        return Loop(
            "for-each",
            body,
            target=None if left is None else low.expr(left),
            iterable=low.expr(clause.child_by_field_id(f.right)),
        )
    if clause.type == "for_clause":
        test = clause.child_by_field_id(f.condition)
        return Loop(
            "for",
            body,
            init=_simple(low, clause.child_by_field_id(f.initializer)),
            test=None if test is None else low.expr(test),
            step=_simple(low, clause.child_by_field_id(f.update)),
        )
    return Loop("while", body, test=low.expr(clause))


def _switch(low: Low, node: SyntaxNode) -> Stmt:
    f = low.f
    init = _simple(low, node.child_by_field_id(f.initializer))
    value = node.child_by_field_id(f.value)
    subject = None if value is None else low.expr(value)
    alias = node.child_by_field_id(f.alias)
    if alias is not None and subject is not None:
        bound = low.at(Assign([low.expr(alias)], subject, declares=":="), alias)
        bound.end = subject.end
        subject = None
        if init is None:
            init = bound
        else:
            both = OpaqueStmt("initializers", [init, bound])
            both.start, both.end = init.start, bound.end
            init = both
    return Switch("switch", subject, _cases(low, node), init)


def _select(low: Low, node: SyntaxNode) -> Stmt:
    return Switch("select", None, _cases(low, node))


_CASES = frozenset({"expression_case", "type_case", "communication_case", "default_case"})


def _cases(low: Low, node: SyntaxNode) -> list[Case]:
    f = low.f
    cases: list[Case] = []
    for child in low.operands(node):
        if child.type not in _CASES:
            continue
        tests: list[Expr] = []
        if child.type == "expression_case":
            value = child.child_by_field_id(f.value)
            tests = [] if value is None else [low.expr(one) for one in low.operands(value)]
        elif child.type == "type_case":
            tests = [low.expr(one) for one in child.children_by_field_id(f.type) if one.is_named]
        elif child.type == "communication_case":
            tests = [_communication(low, child.child_by_field_id(f.communication))]
        body = next((one for one in child.named_children if one.type == "statement_list"), None)
        cases.append(low.at(Case(tests, low.block(body)), child))
    return cases


def _communication(low: Low, node: SyntaxNode | None) -> Expr:
    if node is None:
        return low.expr(None)
    if node.type == "send_statement":
        return _sent(low, node)
    if node.type == "receive_statement":
        f = low.f
        left = node.child_by_field_id(f.left)
        right = low.expr(node.child_by_field_id(f.right))
        if left is None:
            return right
        declares = ":=" if any(child.type == ":=" for child in node.children) else ""
        return cast(Expr, low.at(Assign([low.expr(left)], right, declares=declares), node))
    return low.expr(node)


_STATEMENTS: dict[str, StmtHandler] = {
    "assignment_statement": _assignment,
    "block": _block,
    "break_statement": _jump,
    "continue_statement": _jump,
    "dec_statement": _step,
    "defer_statement": _deferred,
    "expression_statement": _expression,
    "expression_switch_statement": _switch,
    "fallthrough_statement": _jump,
    "for_statement": _for,
    "function_declaration": function,
    "go_statement": _deferred,
    "goto_statement": _jump,
    "if_statement": _if,
    "inc_statement": _step,
    "labeled_statement": _labeled,
    "method_declaration": function,
    "return_statement": _return,
    "select_statement": _select,
    "send_statement": _send,
    "short_var_declaration": _short_var,
    "statement_list": _list,
    "type_switch_statement": _switch,
}


@cache
def _grammar() -> Grammar[Fields]:
    return make_grammar(
        tree_sitter_go.language(),
        field_ids,
        EXPRESSIONS,
        _STATEMENTS | go_declarations.STATEMENTS,
        transparent=(
            "parenthesized_expression",
            "type_assertion_expression",
            "type_instantiation_expression",
        ),
        names=(
            "identifier",
            "blank_identifier",
            "field_identifier",
            "iota",
            "label_name",
            "package_identifier",
            "type_identifier",
        ),
        comments=("comment",),
        ignored=("empty_statement",),
    )


def lower(path: str, language: str, source: bytes) -> Module:
    """Lower one Go file. Broken syntax costs the smallest enclosing node."""
    return lower_file(_grammar(), path, language, source)
