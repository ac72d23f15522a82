"""Rust to the code model. What is not obvious:

- Paths read like members: ``sqlx::query`` is ``Attr(Name("sqlx"), "query")``, ``Self::of`` is ``self.of``. Type arguments are dropped,
  but ``x.parse::<i64>()`` is a call of ``parse_typed``.
- Borrows (``&x``), casts, parentheses and ``?`` stand for what they hold; types lose borrows, lifetimes, ``dyn`` and smart pointers.
- The last expression of a function without a semicolon is a Return, that of a block used as a value a Yield. ``if`` as a value is a
  Conditional, ``match`` as a value an Opaque around its Switch.
- ``Some(x)``, ``Ok(x)`` and other patterns around one thing stand for the thing; ``if let`` and ``while let`` are tests that assign. A
  ``match`` whose arms bind names keeps what it matches in ``init``, and each arm begins with the assignment.
- ``impl Type`` is a further Class of the type's name (kind ``impl``). An enum whose variants carry fields has the kind ``union``.
- An extractor of a parameter reads like a decorator: ``Path(id): Path<String>`` is ``id`` of type ``String``, decorated ``Path``.
- Macros are described in :mod:`checks.syntax.rust_macros`. Modules in the file are flattened; one marked ``#[cfg(test)]`` is
  an empty OpaqueStmt ``test_module``: the tests inside a source file are no part of the program.
"""

from __future__ import annotations

from functools import cache

import tree_sitter_rust
from tree_sitter import Node as SyntaxNode

from checks.syntax import rust_blocks, rust_declarations, rust_expressions, rust_macros
from checks.syntax.lowering import Grammar, StmtHandler, lower_file, make_grammar
from checks.syntax.model import Block, ExprStmt, Module, OpaqueStmt, Stmt
from checks.syntax.rust_blocks import adopt, block, if_statement, jump, loop, match, return_
from checks.syntax.rust_expressions import Fields, Low, field_ids


def _expression(low: Low, node: SyntaxNode) -> Stmt | list[Stmt]:
    inner = low.inner(node)
    if inner is not None and inner.type in _STATEMENTS and inner.type != "attribute_item":
        return low.stmt(inner)
    return ExprStmt(low.expr(inner))


def _if(low: Low, node: SyntaxNode) -> Stmt:
    return if_statement(low, node)


def _match(low: Low, node: SyntaxNode) -> Stmt:
    return match(low, node)


def _block(low: Low, node: SyntaxNode) -> Stmt:
    """A bare or unsafe ``{ ... }`` among statements."""
    inside = (
        node
        if node.type == "block"
        else next((one for one in node.named_children if one.type == "block"), None)
    )
    return OpaqueStmt("block", [block(low, inside)])


def _macro(low: Low, node: SyntaxNode) -> Stmt:
    return ExprStmt(low.expr(node))


def _assigned(low: Low, node: SyntaxNode) -> Stmt:
    return rust_expressions.assignment(low, node)


_STATEMENTS: dict[str, StmtHandler] = {
    "assignment_expression": _assigned,
    "block": _block,
    "break_expression": jump,
    "compound_assignment_expr": _assigned,
    "continue_expression": jump,
    "expression_statement": _expression,
    "for_expression": loop,
    "if_expression": _if,
    "loop_expression": loop,
    "macro_invocation": _macro,
    "match_expression": _match,
    "return_expression": return_,
    "unsafe_block": _block,
    "while_expression": loop,
} | rust_declarations.STATEMENTS


@cache
def _grammar() -> Grammar[Fields]:
    return make_grammar(
        tree_sitter_rust.language(),
        field_ids,
        rust_expressions.EXPRESSIONS | rust_blocks.EXPRESSIONS | rust_macros.EXPRESSIONS,
        _STATEMENTS,
        transparent=("parenthesized_expression", "try_expression", "type_cast_expression"),
        names=(
            "crate",
            "field_identifier",
            "identifier",
            "metavariable",
            "primitive_type",
            "self",
            "shorthand_field_identifier",
            "super",
            "type_identifier",
        ),
        comments=("line_comment", "block_comment"),
        ignored=(
            "empty_statement",
            "inner_attribute_item",
            "label",
            "lifetime",
            "macro_definition",
            "mutable_specifier",
            "shebang",
            "visibility_modifier",
        ),
    )


def _finish(body: Block) -> None:
    body.items = adopt(body.items)


def lower(path: str, language: str, source: bytes) -> Module:
    """Lower one Rust file. Broken syntax costs the smallest enclosing node."""
    return lower_file(_grammar(), path, language, source, _finish)
