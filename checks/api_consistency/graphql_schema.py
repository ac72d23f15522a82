"""GraphQL schemas as they are written: types with their members and lines, from files and from strings in code.

``graphql-core`` parses. Its own comparison of two schemas is not used: it wants complete schemas, which a change set need not
hold (modules, federation), and its results have no places.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from graphql import GraphQLError, Node, parse, print_ast
from graphql.language import ast

SUFFIXES = (".graphql", ".graphqls", ".gql", ".sdl")
_CODE = (".ts", ".tsx", ".js", ".jsx", ".mjs", ".cjs", ".py")
_TOKENS = 200_000
_SIZE_LIMIT = 1_000_000
_BEFORE = re.compile(
    r"(?:\b(?:gql|graphql|build_?schema|\w*type_?defs?|\w*schema\w*|sdl)\b[ \t]?[=(:]?[ \t\n]{0,9}(?:\(\s{0,9})?(?:[rR]|String\.raw)?"
    r"|/\*[ ]?graphql[ ]?\*/[ ]?)$",
    re.IGNORECASE,
)
"""What stands before a string that holds schema language."""
_DEFINES = re.compile(
    r"^[ \t]*(?:extend[ \t]+)?(?:type|input|enum|interface|union|schema|scalar|directive)\b", re.MULTILINE
)
_EXECUTABLE = frozenset({
    "QUERY", "MUTATION", "SUBSCRIPTION", "FIELD", "FRAGMENT_DEFINITION", "FRAGMENT_SPREAD", "INLINE_FRAGMENT",
    "VARIABLE_DEFINITION",
})  # fmt: skip
_HIDDEN = frozenset({"internal", "inaccessible", "private"})


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument or an input field."""

    name: str
    type: ast.TypeNode
    default: str | None
    path: str
    line: int
    deprecated: bool

    @property
    def required(self) -> bool:
        """Whether every call must give it."""
        return isinstance(self.type, ast.NonNullTypeNode) and self.default is None


@dataclass(frozen=True, slots=True)
class Field:
    """A field that can be asked for."""

    name: str
    type: ast.TypeNode
    arguments: dict[str, Argument]
    path: str
    line: int
    deprecated: bool
    hidden: bool


@dataclass(slots=True)
class Type:
    """A named type; ``kind`` is object, interface, union, enum, input, scalar or directive."""

    name: str
    kind: str
    path: str
    line: int
    whole: bool
    """False when only extensions of it were seen."""
    hidden: bool = False
    fields: dict[str, Field] = field(default_factory=dict)
    inputs: dict[str, Argument] = field(default_factory=dict)
    """Of an input type, or arguments of a directive."""
    values: dict[str, tuple[int, bool]] = field(default_factory=dict)
    """Enumeration value -> line, and whether it is deprecated."""
    value_paths: dict[str, str] = field(default_factory=dict)
    members: dict[str, int] = field(default_factory=dict)
    """Of a union, or the interfaces of an object."""
    locations: frozenset[str] = frozenset()
    """Of a directive, those in clients' documents."""


@dataclass(slots=True)
class Schema:
    """What one or several files define."""

    types: dict[str, Type] = field(default_factory=dict)
    roots: dict[str, str] = field(default_factory=dict)
    """``query`` -> ``Query`` where a schema definition says so."""
    broken: set[str] = field(default_factory=set)
    """Files with a piece that does not parse."""
    twice: bool = False
    """Whether a type is defined in two places: these are several schemas."""


def sdl_pieces(path: str, text: str) -> Iterator[tuple[int, str]]:
    """(lines before it, text) of each piece of schema language in a file."""
    if len(text) > _SIZE_LIMIT:
        return
    if path.endswith(SUFFIXES):
        yield 0, text
        return
    if not path.endswith(_CODE) or not _DEFINES.search(text):
        return
    quote = '"""' if path.endswith(".py") else "`"
    parts, line = text.split(quote), 0
    for index, part in enumerate(parts):
        told = part.lstrip()[:9].replace(" ", "").lower().startswith("#graphql")
        if index % 2 and index + 1 < len(parts) and (told or _BEFORE.search(parts[index - 1][-80:])):
            body = re.sub(r"\$\{[^{}]*\}", lambda m: "\n" * m.group().count("\n"), part)
            if _DEFINES.search(body):
                yield line, body
        line += part.count("\n")


def read_schema(files: Iterable[tuple[str, str]]) -> Schema:
    """The definitions of (path, text) pairs together; pieces that do not parse are left out."""
    schema = Schema()
    for path, text in files:
        for before, piece in sdl_pieces(path, text):
            try:
                document = parse(piece, max_tokens=_TOKENS)
            except (GraphQLError, RecursionError):
                schema.broken.add(path)
                continue
            for node in document.definitions:
                _define(schema, node, path, before)
    return schema


def _line(node: Node, before: int) -> int:
    named = getattr(node, "name", None) or node
    return (named.loc.start_token.line if named.loc is not None else 1) + before


_KINDS: dict[type[Node], str] = {
    ast.ObjectTypeDefinitionNode: "object",
    ast.ObjectTypeExtensionNode: "object",
    ast.InterfaceTypeDefinitionNode: "interface",
    ast.InterfaceTypeExtensionNode: "interface",
    ast.UnionTypeDefinitionNode: "union",
    ast.UnionTypeExtensionNode: "union",
    ast.EnumTypeDefinitionNode: "enum",
    ast.EnumTypeExtensionNode: "enum",
    ast.InputObjectTypeDefinitionNode: "input",
    ast.InputObjectTypeExtensionNode: "input",
    ast.ScalarTypeDefinitionNode: "scalar",
    ast.DirectiveDefinitionNode: "directive",
}


def _define(schema: Schema, node: Node, path: str, before: int) -> None:
    if isinstance(node, (ast.SchemaDefinitionNode, ast.SchemaExtensionNode)):
        for operation in node.operation_types or ():
            schema.roots[operation.operation.value] = operation.type.name.value
        return
    kind = _KINDS.get(type(node))
    if kind is None:
        return
    defined: Any = node
    name = ("@" if kind == "directive" else "") + str(defined.name.value)
    extension = isinstance(node, ast.TypeExtensionNode) or _extends(node)
    made = schema.types.get(name)
    if made is None:
        made = schema.types[name] = Type(name, kind, path, _line(node, before), not extension)
    elif not extension:
        schema.twice |= made.whole
        made.path, made.line, made.whole = path, _line(node, before), True
    made.hidden |= bool(_HIDDEN & _directives(node))
    for member in getattr(node, "interfaces", None) or ():
        made.members[member.name.value] = _line(member, before)
    for member in getattr(node, "types", None) or ():
        made.members[member.name.value] = _line(member, before)
    for value in getattr(node, "values", None) or ():
        made.values[value.name.value] = (_line(value, before), "deprecated" in _directives(value))
        made.value_paths[value.name.value] = path
    if kind == "directive":
        made.inputs = _arguments(getattr(node, "arguments", None) or (), path, before)
        made.locations = (
            frozenset(str(x.value) for x in (getattr(node, "locations", None) or ())) & _EXECUTABLE
        )
        return
    for item in getattr(node, "fields", None) or ():
        if isinstance(item, ast.InputValueDefinitionNode):
            made.inputs.update(_arguments((item,), path, before))
        elif not (extension and "external" in _directives(item)):
            marks = _directives(item)
            made.fields[item.name.value] = Field(
                item.name.value,
                item.type,
                _arguments(item.arguments or (), path, before),
                path,
                _line(item, before),
                "deprecated" in marks,
                bool(_HIDDEN & marks),
            )


def _extends(node: Node) -> bool:
    """Federation 1 marks an extension with a directive."""
    return "extends" in _directives(node)


def _directives(node: Node) -> set[str]:
    return {d.name.value for d in getattr(node, "directives", None) or ()}


def _arguments(nodes: Iterable[ast.InputValueDefinitionNode], path: str, before: int) -> dict[str, Argument]:
    found = {}
    for node in nodes:
        default = None if node.default_value is None else print_ast(node.default_value)
        deprecated = "deprecated" in _directives(node)
        found[node.name.value] = Argument(
            node.name.value, node.type, default, path, _line(node, before), deprecated
        )
    return found


def written(kind: ast.TypeNode) -> str:
    """A type as it is written."""
    return print_ast(kind)


def named(kind: ast.TypeNode) -> str:
    """The name inside lists and non-nulls."""
    while isinstance(kind, (ast.ListTypeNode, ast.NonNullTypeNode)):
        kind = kind.type
    return kind.name.value if isinstance(kind, ast.NamedTypeNode) else ""


def accepts(wanted: ast.TypeNode, given: ast.TypeNode, renamed: dict[str, str]) -> bool:
    """Whether a value of type ``given`` may always stand where ``wanted`` is expected; ``renamed`` maps old names of
    ``given`` or ``wanted`` to new ones."""
    if isinstance(wanted, ast.NonNullTypeNode):
        return isinstance(given, ast.NonNullTypeNode) and accepts(wanted.type, given.type, renamed)
    if isinstance(given, ast.NonNullTypeNode):
        return accepts(wanted, given.type, renamed)
    if isinstance(wanted, ast.ListTypeNode):
        return isinstance(given, ast.ListTypeNode) and accepts(wanted.type, given.type, renamed)
    if isinstance(given, ast.ListTypeNode):
        return False
    one, other = named(wanted), named(given)
    return renamed.get(one, one) == renamed.get(other, other)
