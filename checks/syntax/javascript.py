"""JavaScript, TypeScript and TSX to the code model. What is not obvious:

- Parentheses, ``as``, ``satisfies``, ``!`` and ``<T>`` stand for what they hold; its span is that of the inner expression.
- ``a?.b`` reads like ``a.b``. ``&&``, ``||`` and ``!`` are ``and``, ``or`` and ``not``. A template literal without holes is a plain
  string. A regex literal's value is its pattern without slashes and flags.
- ``const a = 1, b = 2`` gives two statements. A default inside a pattern (``{ a = 1 }``) is an Assign in the place of the
  name; a hole in an array pattern is an empty Opaque. ``using`` declares like ``const``.
- Methods of object literals are anonymous Functions below a Pair whose key names them; methods of classes have their
  name. Class fields are Assigns to a Name, with their decorators. A class, method or field with decorators spans
  them too. Overloads and abstract methods are opaque; in an interface, methods are Functions with an empty body.
- ``export`` marks the Function or Class (also one bound by ``const``); ``export default value`` is an Assign to
  ``exports.default``; ``export { a as b } from 'm'`` is an OpaqueStmt ``export_clause`` with the module as a literal first, if any, and
  a Pair of the shown and the local name each. ``require`` stays a Call.
- JSX reads like ``createElement``: Call(tag, attributes as one Mapping, children...). The tag of a plain element is a ``str``
  literal, that of a component a Name or Attr, a fragment is ``React.Fragment``. The source at the call's start is ``<``.
- ``catch ({ message })`` is named by the first name it binds. ``for (k in o)`` is a for-each over ``o``.
"""

from __future__ import annotations

from functools import cache

import tree_sitter_javascript
import tree_sitter_typescript

from checks.syntax import (
    javascript_definitions,
    javascript_expressions,
    javascript_jsx,
    javascript_statements,
)
from checks.syntax.javascript_expressions import Fields, field_ids
from checks.syntax.lowering import Grammar, lower_file, make_grammar
from checks.syntax.model import Module
from checks.syntax.template_files import SCRIPTED, scripts_only

_POINTERS = {
    "javascript": tree_sitter_javascript.language,
    "typescript": tree_sitter_typescript.language_typescript,
    "tsx": tree_sitter_typescript.language_tsx,
}

_TYPES = (
    "accessibility_modifier adding_type_annotation array_type asserts asserts_annotation conditional_type constraint "
    "constructor_type default_type existential_type flow_maybe_type function_type generic_type index_type_query "
    "infer_type intersection_type literal_type lookup_type mapped_type_clause nested_type_identifier object_type "
    "omitting_type_annotation opting_type_annotation optional_type override_modifier parenthesized_type predefined_type "
    "readonly_type rest_type template_literal_type this_type tuple_type type_annotation type_arguments type_identifier "
    "type_parameter type_parameters type_predicate type_predicate_annotation type_query union_type"
)


@cache
def _grammar(language: str) -> Grammar[Fields]:
    return make_grammar(
        _POINTERS[language](),
        field_ids,
        javascript_expressions.EXPRESSIONS | javascript_definitions.EXPRESSIONS | javascript_jsx.EXPRESSIONS,
        javascript_statements.STATEMENTS | javascript_definitions.STATEMENTS,
        transparent=(
            "parenthesized_expression",
            "as_expression",
            "satisfies_expression",
            "non_null_expression",
            "instantiation_expression",
        ),
        names=(
            "identifier",
            "shorthand_property_identifier",
            "shorthand_property_identifier_pattern",
            "property_identifier",
            "private_property_identifier",
        ),
        comments=("comment", "html_comment"),
        comment_start=rb"//|/\*|<!--|-->",
        ignored=("empty_statement", "hash_bang_line", *_TYPES.split()),
    )


def lower(path: str, language: str, source: bytes) -> Module:
    """Lower one JavaScript, TypeScript or TSX file, or the scripts of a Vue or Svelte component. Broken syntax costs the
    smallest enclosing node."""
    if path.endswith(SCRIPTED):
        source = scripts_only(source)
    return lower_file(_grammar(language), path, language, source, javascript_statements.mark_listed_exports)
