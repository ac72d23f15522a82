"""Kotlin to the code model. What is not obvious:

- Parentheses, ``as`` and ``!!`` stand for what they hold. ``a?.b`` and ``A::b`` read like ``a.b``. Type arguments are dropped.
- A lambda behind a call is its last argument; its last expression is what it returns, and ``it`` a parameter where it is used.
- ``a ?: b`` is ``??``; ``a to b`` a tuple; ``a eq b`` a call of ``a.eq``; ranges and bit operations are Binaries.
- ``if`` with plain values is a Conditional; other statements in an expression's place (``when``, ``try``, ``?: return``) are Opaques that hold
  the statement. ``when`` without a subject is a ladder of Ifs.
- Parameters of the primary constructor are fields too. Members of a companion are the class's own. Constructors are called ``constructor``.
- A property's ``get() = value`` and ``by value`` are its value; accessors with a body are the functions ``get_name`` and ``set_name``.
"""

from __future__ import annotations

import re
from functools import cache

import tree_sitter_kotlin
from tree_sitter import Node as SyntaxNode
from tree_sitter import Parser

from checks.syntax import kotlin_declarations, kotlin_expressions, kotlin_statements
from checks.syntax.kotlin_expressions import expression_statement
from checks.syntax.kotlin_fields import Fields, field_ids
from checks.syntax.lowering import Grammar, StmtHandler, broken_lines, lower_file, make_grammar
from checks.syntax.model import Module

_EXPRESSIONS = (
    kotlin_expressions.EXPRESSIONS | kotlin_statements.EXPRESSIONS | kotlin_declarations.EXPRESSIONS
)
_PARENTHESES = "parenthesized_expression"
# An expression among statements is a statement; the grammar has no node of its own for that.
_STATEMENTS: dict[str, StmtHandler] = (
    dict.fromkeys((*_EXPRESSIONS, _PARENTHESES), expression_statement)
    | kotlin_statements.STATEMENTS
    | kotlin_declarations.STATEMENTS
)
_IGNORED = (
    "class_modifier", "file_annotation", "function_modifier", "inheritance_modifier", "label", "member_modifier", "modifiers", "parameter_modifiers", "platform_modifier",
    "property_modifier", "type_alias", "type_arguments", "type_constraints", "type_parameters", "use_site_target", "visibility_modifier",
)  # fmt: skip
_SECOND_READING_LIMIT = 300_000
"""Bytes of a file from which on it is parsed only once."""
_ODD_BACKTICKS = re.compile(rb"^[^`\n]*`(?:[^`\n]*`[^`\n]*`)*[^`\n]*$", re.MULTILINE)
_SPACE_BEFORE_BRACE = re.compile(rb"(?<=[^\s{;,(])[ \t](?=[ \t]*\})")


@cache
def _grammar() -> Grammar[Fields]:
    return make_grammar(
        tree_sitter_kotlin.language(),
        field_ids,
        _EXPRESSIONS,
        _STATEMENTS,
        transparent=(_PARENTHESES,),
        names=(),
        comments=("line_comment", "block_comment", "shebang"),
        ignored=_IGNORED,
    )


def _read(parser: Parser, source: bytes) -> SyntaxNode:
    """Parse around the weaknesses of the grammar. What it is given differs in nothing but a few bytes; every place stays."""
    # Its scanner never returns from an annotation in a last line without an end, nor from an odd number of backticks.
    root = parser.parse(_ODD_BACKTICKS.sub(_blanked, source + b"\n")).root_node
    if root.has_error and len(source) < _SECOND_READING_LIMIT:
        # It wants a line break before the brace that closes a class. A semicolon means the same.
        written = _SPACE_BEFORE_BRACE.sub(b";", source) + b"\n"
        again = parser.parse(_ODD_BACKTICKS.sub(_blanked, written)).root_node
        if not again.has_error or len(broken_lines(again)) < len(broken_lines(root)):
            return again
    return root


def _blanked(match: re.Match[bytes]) -> bytes:
    return match[0].replace(b"`", b" ")


def lower(path: str, language: str, source: bytes) -> Module:
    """Lower one Kotlin file. Broken syntax costs the smallest enclosing node."""
    return lower_file(_grammar(), path, language, source, read=_read)
