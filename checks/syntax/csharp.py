"""C# to the code model. What is not obvious:

- Parentheses, casts, ``as``, ``!`` and ``ref`` stand for what they hold; a cast to a number reads like a call: ``int(x)``. ``a?.b`` reads like ``a.b``.
  Type arguments are dropped. ``typeof(X)``, ``nameof(x)`` are calls.
- ``using X.Y;`` imports everything (``*``) of a namespace; ``using A = X.Y;`` the thing itself. A namespace is an OpaqueStmt with its name and,
  where it has braces, its block.
- ``new T { A = 1 }`` is a Mapping of type ``T``, ``new T { 1, 2 }`` a Sequence, ``new T(x) { A = 1 }`` a call whose members are keyword arguments. ``new(...)``
  is of the declared type, or of ``new``.
- A property is an Assign in its class, with the value of ``=>`` or ``=``; accessors with a body are the functions ``get_Name`` and ``set_Name``. Constructors are
  called ``constructor``; the parameters of a primary constructor are fields too.
- ``using var c = ...;`` is a With whose body is the rest of its block. ``lock``, ``checked``, ``unsafe`` and ``fixed`` are OpaqueStmts with their block.
- A switch expression is an Opaque that holds a Switch; each case yields its value. ``x is "a" or "b"`` reads like ``x in {"a", "b"}``.
- ``out var n``, ``x is T t`` are Assigns without a value below the argument or the operator. A hole with a format has the spec ``d``.
- LINQ in query form is a Comprehension; ``yield return`` a Yield; ``catch ... when`` has the condition among its types.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import tree_sitter_c_sharp
from tree_sitter import Node as SyntaxNode

from checks.syntax import (
    csharp_creation,
    csharp_declarations,
    csharp_expressions,
    csharp_functions,
    csharp_patterns,
)
from checks.syntax.csharp_declarations import for_initializer
from checks.syntax.csharp_expressions import assignment, type_expression
from checks.syntax.csharp_fields import Fields, Low, field_ids, operand, type_text
from checks.syntax.csharp_functions import block, body_block, using
from checks.syntax.lowering import Grammar, StmtHandler, lower_file, make_grammar
from checks.syntax.model import (
    Block,
    Expr,
    ExprStmt,
    Handler,
    If,
    Jump,
    Loop,
    Module,
    Node,
    Opaque,
    OpaqueStmt,
    Raise,
    Return,
    Stmt,
    Try,
    Yield,
)

# --- simple statements ---------------------------------------------------------------------------------------


def _expression(low: Low, node: SyntaxNode) -> list[Stmt]:
    inner = operand(low, node)
    if inner is None:
        return []
    if inner.type == "assignment_expression":
        return low.stmt(inner)
    return [low.at(ExprStmt(low.expr(inner)), node)]


def _assignment(low: Low, node: SyntaxNode) -> Stmt:
    return assignment(low, node)


def _return(low: Low, node: SyntaxNode) -> Stmt:
    value = operand(low, node)
    return Return(None if value is None else low.expr(value))


def _throw(low: Low, node: SyntaxNode) -> Stmt:
    value = operand(low, node)
    return Raise(None if value is None else low.expr(value))


def _yield(low: Low, node: SyntaxNode) -> Stmt:
    value = operand(low, node)
    if value is None:
        return Return(None)
    return ExprStmt(low.at(Yield(low.expr(value)), node))


def _jump(low: Low, node: SyntaxNode) -> Stmt:
    return Jump(node.type.removesuffix("_statement"))


def _labeled(low: Low, node: SyntaxNode) -> list[Stmt]:
    return low.stmts(low.operands(node)[1:])


# --- compound statements -------------------------------------------------------------------------------------


def _block(low: Low, node: SyntaxNode) -> Stmt:
    """A bare ``{ ... }`` among statements."""
    return OpaqueStmt(node.type, [block(low, node)])


def _guarding(low: Low, node: SyntaxNode) -> Stmt:
    """``lock (x) { ... }``, ``checked { ... }``, ``unsafe { ... }``, ``fixed (...) { ... }``."""
    items: list[Node] = []
    for child in node.children:
        if child.type == "block":
            items.append(block(low, child))
        elif child.type == "variable_declaration":
            items.extend(csharp_declarations.declared_variables(low, child))
        elif (child.is_named or child.type == "this") and child.kind_id not in low.ignored:
            items.append(low.expr(child))
    return OpaqueStmt(node.type, items)


def _if(low: Low, node: SyntaxNode) -> Stmt:
    """``else if`` ladders are climbed in a loop, however long."""
    f = low.f
    rungs: list[tuple[SyntaxNode, If]] = []
    current: SyntaxNode | None = node
    last: Block | None = None
    while current is not None:
        made = If(
            low.expr(current.child_by_field_id(f.condition)),
            body_block(low, current.child_by_field_id(f.consequence)),
            None,
        )
        rungs.append((current, low.at(made, current)))
        branch = current.child_by_field_id(f.alternative)
        current = None
        if branch is not None:
            if branch.type == "if_statement":
                current = branch
            else:
                last = body_block(low, branch)
    for syntax, rung in reversed(rungs):
        rung.orelse = last
        last = low.at(Block([rung]), syntax)
    return rungs[0][1]


def _while(low: Low, node: SyntaxNode) -> Stmt:
    f = low.f
    return Loop(
        "while",
        body_block(low, node.child_by_field_id(f.body)),
        test=low.expr(node.child_by_field_id(f.condition)),
    )


def _for(low: Low, node: SyntaxNode) -> Stmt:
    f = low.f
    condition = node.child_by_field_id(f.condition)
    steps: list[Stmt] = []
    for one in node.children_by_field_id(f.update):
        if one.is_named:
            steps.extend(
                low.stmt(one)
                if one.type == "assignment_expression"
                else [low.at(ExprStmt(low.expr(one)), one)]
            )
    step: Stmt | None = steps[0] if steps else None
    if len(steps) > 1:
        step = OpaqueStmt("steps", list(steps))
        step.start, step.end = steps[0].start, steps[-1].end
    return Loop(
        "for",
        body_block(low, node.child_by_field_id(f.body)),
        init=for_initializer(low, node.child_by_field_id(f.initializer)),
        test=None if condition is None else low.expr(condition),
        step=step,
    )


def _foreach(low: Low, node: SyntaxNode) -> Stmt:
    f = low.f
    return Loop(
        "for-each",
        body_block(low, node.child_by_field_id(f.body)),
        target=low.expr(node.child_by_field_id(f.left)),
        iterable=low.expr(node.child_by_field_id(f.right)),
        is_async=any(child.type == "await" for child in node.children),
        annotation=type_text(low, node.child_by_field_id(f.type)),
    )


_ANYTHING = frozenset({"Exception", "System.Exception"})


def _try(low: Low, node: SyntaxNode) -> Stmt:
    f = low.f
    handlers: list[Handler] = []
    final: Block | None = None
    for child in node.named_children:
        if child.type == "catch_clause":
            handlers.append(low.at(_catch(low, child), child))
        elif child.type == "finally_clause":
            final = body_block(low, low.inner(child))
    return Try(body_block(low, node.child_by_field_id(f.body)), handlers, final=final)


def _catch(low: Low, node: SyntaxNode) -> Handler:
    """A handler of everything with a condition is no handler of everything: type and condition are then one Opaque."""
    f = low.f
    declared = next((one for one in node.named_children if one.type == "catch_declaration"), None)
    filtered = next((one for one in node.named_children if one.type == "catch_filter_clause"), None)
    of = None if declared is None else declared.child_by_field_id(f.type)
    name = None if declared is None else declared.child_by_field_id(f.name)
    types: list[Expr] = [] if of is None else [type_expression(low, of)]
    if filtered is not None:
        condition = low.expr(low.inner(filtered))
        if of is None or low.text(of) in _ANYTHING:
            types = [low.at(Opaque(filtered.type, [*types, condition]), filtered)]
        else:
            types.append(low.at(Opaque(filtered.type, [condition]), filtered))
    return Handler(
        types, None if name is None else low.text(name), body_block(low, node.child_by_field_id(f.body))
    )


_STATEMENTS: dict[str, StmtHandler] = {
    "assignment_expression": _assignment,
    "block": _block,
    "break_statement": _jump,
    "checked_statement": _guarding,
    "continue_statement": _jump,
    "do_statement": _while,
    "expression_statement": _expression,
    "fixed_statement": _guarding,
    "for_statement": _for,
    "foreach_statement": _foreach,
    "goto_statement": _jump,
    "if_statement": _if,
    "labeled_statement": _labeled,
    "lock_statement": _guarding,
    "return_statement": _return,
    "throw_expression": _throw,
    "throw_statement": _throw,
    "try_statement": _try,
    "unsafe_statement": _guarding,
    "using_statement": using,
    "while_statement": _while,
    "yield_statement": _yield,
}
_IGNORED = (
    "bracketed_parameter_list", "calling_convention", "constructor_constraint", "empty_statement", "explicit_interface_specifier", "extern_alias_directive",
    "global_attribute", "modifier", "preproc_arg", "preproc_define", "preproc_endregion", "preproc_error", "preproc_line", "preproc_nullable", "preproc_pragma",
    "preproc_region", "preproc_undef", "preproc_warning", "shebang_directive", "type_argument_list", "type_parameter_constraints_clause", "type_parameter_list",
)  # fmt: skip


@cache
def _grammar() -> Grammar[Fields]:
    made = make_grammar(
        tree_sitter_c_sharp.language(),
        field_ids,
        csharp_expressions.EXPRESSIONS
        | csharp_creation.EXPRESSIONS
        | csharp_functions.EXPRESSIONS
        | csharp_patterns.EXPRESSIONS,
        _STATEMENTS | csharp_declarations.STATEMENTS | csharp_patterns.STATEMENTS,
        transparent=(
            "checked_expression",
            "parenthesized_expression",
            "parenthesized_pattern",
            "ref_expression",
        ),
        names=("discard", "identifier", "implicit_parameter", "predefined_type"),
        comments=("comment",),
        ignored=_IGNORED,
    )
    # ``this`` and ``base`` are plain words of the grammar.
    words = {made.language.id_for_node_kind(word, False) for word in ("this", "base")}
    return replace(made, names=made.names | {word for word in words if word is not None})


def lower(path: str, language: str, source: bytes) -> Module:
    """Lower one C# file. Broken syntax costs the smallest enclosing node."""
    return lower_file(_grammar(), path, language, source)
