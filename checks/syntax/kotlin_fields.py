"""Field ids of the Kotlin grammar, and the small questions that all parts of the adapter ask."""

from __future__ import annotations

from dataclasses import dataclass, fields

from tree_sitter import Language
from tree_sitter import Node as SyntaxNode

from checks.syntax.lowering import Lowering


@dataclass(frozen=True, slots=True)
class Fields:
    """Ids of the fields that the adapter asks for; most children of this grammar have none."""

    argument: int
    condition: int
    label: int
    left: int
    name: int
    operator: int
    right: int


def field_ids(language: Language) -> Fields:
    """The ids in the installed grammar."""
    return Fields(**{field.name: language.field_id_for_name(field.name) or 0 for field in fields(Fields)})


Low = Lowering[Fields]

TYPES = frozenset(
    {
        "user_type",
        "nullable_type",
        "non_nullable_type",
        "function_type",
        "parenthesized_type",
        "type_modifiers",
    }
)


def child_of(node: SyntaxNode | None, *kinds: str) -> SyntaxNode | None:
    """The first child of one of the kinds."""
    return None if node is None else next((one for one in node.children if one.type in kinds), None)


def after(low: Low, node: SyntaxNode, word: str) -> SyntaxNode | None:
    """The first named child behind the token ``word``."""
    seen = False
    for child in node.children:
        if seen and child.is_named and child.kind_id not in low.grammar.comments:
            return child
        seen = seen or child.type == word
    return None


def type_text(low: Low, node: SyntaxNode | None) -> str:
    """Text of the type among the children of a declaration."""
    found = child_of(node, *TYPES)
    return "" if found is None else low.text(found)


def name_of(low: Low, node: SyntaxNode | None) -> str:
    """Text of an identifier without the quotes of unusual ones."""
    return "" if node is None else low.text(node).strip("`")


def modifiers(low: Low, node: SyntaxNode) -> frozenset[str]:
    """``private``, ``const``, ``suspend`` ... of a declaration."""
    found = child_of(node, "modifiers")
    return frozenset(
        low.text(one) for one in ([] if found is None else found.named_children) if one.type != "annotation"
    )


def is_exported(words: frozenset[str]) -> bool:
    """Whether a declaration is public, as it is unless it says otherwise."""
    return not words & {"private", "protected", "internal"}
