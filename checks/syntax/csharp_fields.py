"""Field ids of the C# grammar, and the small questions that all parts of the adapter ask."""

from __future__ import annotations

from dataclasses import dataclass, fields

from tree_sitter import Language
from tree_sitter import Node as SyntaxNode

from checks.syntax.lowering import Lowering


@dataclass(frozen=True, slots=True)
class Fields:
    """Ids of the fields that the adapter asks for."""

    accessors: int
    alternative: int
    arguments: int
    body: int
    condition: int
    consequence: int
    expression: int
    function: int
    initializer: int
    left: int
    name: int
    operator: int
    parameters: int
    pattern: int
    qualifier: int
    returns: int
    right: int
    subscript: int
    type: int
    update: int
    value: int


def field_ids(language: Language) -> Fields:
    """The ids in the installed grammar."""
    return Fields(**{field.name: language.field_id_for_name(field.name) or 0 for field in fields(Fields)})


Low = Lowering[Fields]

_UNNAMED_VALUES = frozenset({"this", "base"})


def operand(low: Low, node: SyntaxNode) -> SyntaxNode | None:
    """The first child that is a value: ``this`` and ``base`` have no name of their own in the grammar."""
    ignored = low.grammar.comments
    for child in node.children:
        if child.type in _UNNAMED_VALUES or (child.is_named and child.kind_id not in ignored):
            return child
    return None


def after(low: Low, node: SyntaxNode, word: str) -> SyntaxNode | None:
    """The child that follows the token ``word``."""
    seen = False
    for child in node.children:
        if seen and child.kind_id not in low.grammar.comments:
            return child
        seen = seen or child.type == word
    return None


def type_text(low: Low, node: SyntaxNode | None) -> str:
    """Text of a declared type; ``""`` for ``var``."""
    while node is not None and node.type == "ref_type":
        node = node.child_by_field_id(low.f.type)
    return "" if node is None or node.type == "implicit_type" else low.text(node)


def modifiers(low: Low, node: SyntaxNode) -> frozenset[str]:
    """``public``, ``static``, ``async`` ... of a declaration."""
    return frozenset(low.text(child) for child in node.children if child.type == "modifier")
