"""Go declarations: package, imports, variables, constants and types."""

from __future__ import annotations

import re
from typing import cast

from tree_sitter import Node as SyntaxNode

from checks.syntax.go_expressions import Low, function, quoted, raw_string, tuple_of, type_expression
from checks.syntax.lowering import StmtHandler
from checks.syntax.model import Assign, Block, Class, Expr, Import, Literal, Name, OpaqueStmt, Stmt


def package(low: Low, node: SyntaxNode) -> Stmt:
    return OpaqueStmt(node.type, [low.expr(one) for one in low.operands(node)])


_MAJOR = re.compile(r"v[0-9]+$")
_NOT_A_NAME = re.compile(r"\W")


def _assumed_name(path: str) -> str:
    """Package name that an import path suggests: ``gopkg.in/yaml.v3`` is ``yaml``, ``x/go-chi/chi/v5`` is ``chi``."""
    parts = path.split("/")
    name = parts[-1]
    if _MAJOR.match(name) and len(parts) > 1:
        name = parts[-2]
    return _NOT_A_NAME.split(name.removeprefix("go-"))[0]


def imports(low: Low, node: SyntaxNode) -> list[Stmt]:
    f = low.f
    made: list[Stmt] = []
    for child in low.operands(node):
        if child.type == "import_spec_list":
            made.extend(imports(low, child))
            continue
        path = child.child_by_field_id(f.path)
        if path is None:
            made.append(low.at(OpaqueStmt(child.type, low.anything(child)), child))
            continue
        literal = cast(Literal, (raw_string if path.type == "raw_string_literal" else quoted)(low, path))
        module = str(literal.value)
        name = child.child_by_field_id(f.name)
        names: list[tuple[str, str]]
        if name is None:
            names = [("", _assumed_name(module))]
        elif name.type == "dot":
            names = [("*", "*")]
        elif name.type == "blank_identifier":
            names = []
        else:
            names = [("", low.text(name))]
        made.append(low.at(Import(module, names), child))
    return made


def specs(low: Low, node: SyntaxNode) -> list[Stmt]:
    """``var`` and ``const``, grouped or not; a single one spans the whole declaration."""
    f = low.f
    declares = "const" if node.type == "const_declaration" else "var"
    found: list[SyntaxNode] = []
    for child in low.operands(node):
        found.extend(low.operands(child) if child.type == "var_spec_list" else [child])
    made: list[Stmt] = []
    for spec in found:
        if spec.type not in ("var_spec", "const_spec"):
            made.extend(low.stmt(spec))
            continue
        of = spec.child_by_field_id(f.type)
        value = spec.child_by_field_id(f.value)
        target = tuple_of(low, [one for one in spec.children_by_field_id(f.name) if one.is_named])
        made.append(
            low.at(
                Assign(
                    [target or Name("")],
                    None if value is None else low.expr(value),
                    declares=declares,
                    annotation="" if of is None else low.text(of),
                ),
                spec,
            )
        )
    if len(made) == 1:
        low.at(made[0], node)
    return made


# --- types ---------------------------------------------------------------------------------------------------


def types(low: Low, node: SyntaxNode) -> list[Stmt]:
    f = low.f
    found = low.operands(node)
    made: list[Stmt] = []
    for spec in found:
        name = spec.child_by_field_id(f.name)
        of = spec.child_by_field_id(f.type)
        if spec.type not in ("type_spec", "type_alias") or name is None or of is None:
            made.extend(low.stmt(spec))
            continue
        shown = low.text(name)
        one: Stmt
        if of.type == "struct_type":
            one = _struct(low, shown, of)
        elif of.type == "interface_type":
            one = _interface(low, shown, of)
        else:
            one = OpaqueStmt(spec.type, [low.expr(name)])
        made.append(low.at(one, node if len(found) == 1 else spec))
    return made


def _struct(low: Low, name: str, node: SyntaxNode) -> Class:
    f = low.f
    bases: list[Expr] = []
    members: list[Stmt] = []
    body = low.inner(node)
    for child in [] if body is None else low.operands(body):
        if child.type != "field_declaration":
            members.extend(low.stmt(child))
            continue
        of = child.child_by_field_id(f.type)
        tag = child.child_by_field_id(f.tag)
        names = [one for one in child.children_by_field_id(f.name) if one.is_named]
        if not names and of is not None:
            bases.append(low.at(type_expression(low, of), of))
        for one in names:
            field = Assign(
                [low.expr(one)],
                None if tag is None else low.expr(tag),
                annotation="" if of is None else low.text(of),
            )
            members.append(low.at(field, child))
            if one is not names[-1]:
                # Of ``a, b int`` each field has its own part, and the last one the type and the tag.
                field.end = one.end_byte
                field.value = None
            if one is not names[0]:
                field.start = one.start_byte
    block = low.at(Block(members), node)
    return Class(name, bases, block, kind="struct", exported=name[:1].isupper())


def _interface(low: Low, name: str, node: SyntaxNode) -> Class:
    bases: list[Expr] = []
    members: list[Stmt] = []
    for child in low.operands(node):
        if child.type == "method_elem":
            members.append(low.at(function(low, child), child))
        elif child.type == "type_elem":
            bases.extend(low.expr(one) for one in low.operands(child))
        else:
            members.extend(low.stmt(child))
    return Class(name, bases, low.at(Block(members), node), kind="interface", exported=name[:1].isupper())


STATEMENTS: dict[str, StmtHandler] = {
    "const_declaration": specs,
    "import_declaration": imports,
    "package_clause": package,
    "type_declaration": types,
    "var_declaration": specs,
}
