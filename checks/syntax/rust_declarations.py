"""Rust declarations: functions, types, implementations, modules, imports, constants and attributes."""

from __future__ import annotations

import re

from tree_sitter import Node as SyntaxNode

from checks.syntax.lowering import StmtHandler
from checks.syntax.model import (
    Arg,
    Assign,
    Block,
    Call,
    Class,
    Expr,
    Function,
    Import,
    Name,
    OpaqueStmt,
    Stmt,
)
from checks.syntax.rust_blocks import adopt, block, param, returned
from checks.syntax.rust_expressions import Low, chain, named
from checks.syntax.rust_macros import tokens
from checks.syntax.rust_patterns import pattern
from checks.syntax.rust_types import annotation_of


def function(low: Low, node: SyntaxNode) -> Stmt:
    f = low.f
    name = node.child_by_field_id(f.name)
    given = node.child_by_field_id(f.parameters)
    params = []
    waiting: list[Stmt] = []
    for child in [] if given is None else low.operands(given):
        if child.type == "attribute_item":
            waiting.extend(low.stmt(child))
            continue
        made = param(low, child)
        adopt([*waiting, made])  # type: ignore[list-item]
        waiting = []
        params.append(made)
    result = node.child_by_field_id(f.return_type)
    modifiers = next((one for one in node.named_children if one.type == "function_modifiers"), None)
    return Function(
        "" if name is None else low.text(name),
        params,
        low.body(node.child_by_field_id(f.body), _body),
        returns="" if result is None else annotation_of(low.text(result)),
        is_async=modifiers is not None and "async" in low.text(modifiers).split(),
        exported=_exported(node),
    )


def _body(low: Low, node: SyntaxNode) -> Block:
    return block(low, node, returned)


def _exported(node: SyntaxNode) -> bool:
    return any(one.type == "visibility_modifier" for one in node.named_children)


def _type(low: Low, node: SyntaxNode | None) -> str:
    return "" if node is None else annotation_of(low.text(node))


# --- types ---------------------------------------------------------------------------------------------------


def struct(low: Low, node: SyntaxNode) -> Stmt:
    name, body = node.child_by_field_id(low.f.name), node.child_by_field_id(low.f.body)
    block_ = Block(_fields(low, body))
    return Class(
        "" if name is None else low.text(name),
        [],
        low.at(block_, body or node),
        kind="struct",
        exported=_exported(node),
    )


def _fields(low: Low, body: SyntaxNode | None) -> list[Stmt]:
    f = low.f
    made: list[Stmt] = []
    if body is None:
        return made
    if body.type == "ordered_field_declaration_list":
        for index, of in enumerate(body.children_by_field_id(f.type)):
            target = low.at(Name(str(index)), of)
            made.append(low.at(Assign([target], None, declares="let", annotation=_type(low, of)), of))
        return made
    for child in low.operands(body):
        field = child.child_by_field_id(f.name)
        if child.type == "field_declaration" and field is not None:
            annotation = _type(low, child.child_by_field_id(f.type))
            made.append(
                low.at(Assign([named(low, field)], None, declares="let", annotation=annotation), child)
            )
        else:
            made.extend(low.stmt(child))
    return adopt(made)


def enum(low: Low, node: SyntaxNode) -> Stmt:
    f = low.f
    name, body = node.child_by_field_id(f.name), node.child_by_field_id(f.body)
    members: list[Stmt] = []
    carries = False
    for child in [] if body is None else low.operands(body):
        variant = child.child_by_field_id(f.name)
        if child.type == "enum_variant" and variant is not None:
            carries = carries or child.child_by_field_id(f.body) is not None
            value = child.child_by_field_id(f.value)
            made = Assign([named(low, variant)], None if value is None else low.expr(value), declares="const")
            members.append(low.at(made, child))
        else:
            members.extend(low.stmt(child))
    block_ = low.at(Block(adopt(members)), body or node)
    # A variant with fields may carry any text; the type is then more than a list of names.
    kind = "union" if carries else "enum"
    return Class("" if name is None else low.text(name), [], block_, kind=kind, exported=_exported(node))


def implementation(low: Low, node: SyntaxNode) -> Stmt:
    """``impl Trait for Type``: another part of the class ``Type``."""
    f = low.f
    of, trait = node.child_by_field_id(f.type), node.child_by_field_id(f.trait)
    shown = _type(low, of).partition("<")[0].rpartition(".")[2]
    bases: list[Expr] = [] if trait is None else [low.expr(trait)]
    return Class(shown, bases, _members(low, node.child_by_field_id(f.body), node), kind="impl")


def trait(low: Low, node: SyntaxNode) -> Stmt:
    f = low.f
    name, bounds = node.child_by_field_id(f.name), node.child_by_field_id(f.bounds)
    bases = (
        [] if bounds is None else [low.expr(one) for one in low.operands(bounds) if one.type != "lifetime"]
    )
    return Class(
        "" if name is None else low.text(name),
        bases,
        _members(low, node.child_by_field_id(f.body), node),
        kind="interface",
        exported=_exported(node),
    )


def _members(low: Low, body: SyntaxNode | None, node: SyntaxNode) -> Block:
    made = [] if body is None else adopt(low.stmts(body.named_children))
    return low.at(Block(made), body or node)


_TESTS = re.compile(r"\bcfg\s*\(\s*(?:all\s*\(\s*)?test\b")


def module(low: Low, node: SyntaxNode) -> list[Stmt]:
    """The items of ``mod name { }`` belong to the file."""
    body = node.child_by_field_id(low.f.body)
    if body is None:
        return [low.at(OpaqueStmt("mod_item", []), node)]
    before = node.prev_named_sibling
    if before is not None and before.type == "attribute_item" and _TESTS.search(low.text(before)):
        return [low.at(OpaqueStmt("test_module", []), node)]
    return adopt(low.stmts(body.named_children))


def signature(low: Low, node: SyntaxNode) -> Stmt:
    """A method of a trait without a body."""
    return function(low, node)


def type_alias(low: Low, node: SyntaxNode) -> Stmt:
    name = node.child_by_field_id(low.f.name)
    return OpaqueStmt(node.type, [] if name is None else [low.expr(name)])


# --- variables and imports -----------------------------------------------------------------------------------


def let(low: Low, node: SyntaxNode) -> list[Stmt]:
    f = low.f
    target, value = node.child_by_field_id(f.pattern), node.child_by_field_id(f.value)
    changes = any(one.type == "mutable_specifier" for one in node.named_children)
    made: list[Stmt] = [
        low.at(
            Assign(
                [pattern(low, target)],
                None if value is None else low.expr(value),
                declares="let" if changes else "const",
                annotation=_type(low, node.child_by_field_id(f.type)),
            ),
            node,
        )
    ]
    otherwise = node.child_by_field_id(f.alternative)
    if otherwise is not None:
        made.append(low.at(OpaqueStmt("let_else", [block(low, otherwise)]), otherwise))
    return made


def constant(low: Low, node: SyntaxNode) -> Stmt:
    f = low.f
    name, value = node.child_by_field_id(f.name), node.child_by_field_id(f.value)
    changes = any(one.type == "mutable_specifier" for one in node.named_children)
    return Assign(
        [Name("_") if name is None else named(low, name)],
        None if value is None else low.expr(value),
        declares="let" if changes else "const",
        annotation=_type(low, node.child_by_field_id(f.type)),
    )


def use(low: Low, node: SyntaxNode) -> list[Stmt]:
    found: list[tuple[str, str, str]] = []
    argument = node.child_by_field_id(low.f.argument)
    if argument is not None:
        _tree(low, argument, "", found, 0)
    by_module: dict[str, list[tuple[str, str]]] = {}
    for of, name, alias in found:
        by_module.setdefault(of, []).append((name, alias))
    return [low.at(Import(of, names), node) for of, names in by_module.items()]


def _path(low: Low, node: SyntaxNode | None) -> str:
    return "" if node is None else "".join(low.text(node).split()).replace("::", ".").lstrip(".")


def _tree(low: Low, node: SyntaxNode, before: str, found: list[tuple[str, str, str]], depth: int) -> None:
    """Names that a tree of imports binds, as (module, name, alias)."""
    if depth > 40 or len(found) > 2000:
        return
    f = low.f
    kind = node.type
    if kind in ("use_list", "scoped_use_list"):
        listed = node
        if kind == "scoped_use_list":
            before = ".".join(p for p in (before, _path(low, node.child_by_field_id(f.path))) if p)
            inner = node.child_by_field_id(f.list)
            if inner is None:
                return
            listed = inner
        for child in low.operands(listed):
            _tree(low, child, before, found, depth + 1)
        return
    alias = ""
    if kind == "use_as_clause":
        alias = _path(low, node.child_by_field_id(f.alias))
        inner = node.child_by_field_id(f.path)
        if inner is None:
            return
        node = inner
    if kind == "use_wildcard":
        inner = low.inner(node)
        of = ".".join(p for p in (before, _path(low, inner)) if p)
        found.append((of, "*", "*"))
        return
    full = ".".join(p for p in (before, _path(low, node)) if p)
    if low.text(node) == "self":
        full = before
    of, _, name = full.rpartition(".")
    if not of:
        found.append((name, "", alias or name))
    else:
        found.append((of, name, alias or name))


def extern_crate(low: Low, node: SyntaxNode) -> Stmt:
    name, alias = node.child_by_field_id(low.f.name), node.child_by_field_id(low.f.alias)
    shown = _path(low, name)
    return Import(shown, [("", _path(low, alias) or shown)])


# --- attributes ----------------------------------------------------------------------------------------------


def attribute(low: Low, node: SyntaxNode) -> Stmt:
    """``#[get("/x")]`` as a decorator; what it is attached to takes it (:func:`rust_blocks.adopt`)."""
    inner = low.inner(node)
    if inner is None:
        return OpaqueStmt(node.type, [])
    f = low.f
    given, value = inner.child_by_field_id(f.arguments), inner.child_by_field_id(f.value)
    path = next((one for one in low.operands(inner) if one not in (given, value)), None)
    made: Expr
    if path is not None and path.type == "scoped_identifier":
        made = low.at(chain(low, path), path)
    else:
        made = low.expr(path)
    if given is not None:
        made = low.at(Call(made, tokens(low, given)), inner)
    elif value is not None:
        made = low.at(Call(made, [low.at(Arg(low.expr(value)), value)]), inner)
    return OpaqueStmt(node.type, [made])


STATEMENTS: dict[str, StmtHandler] = {
    "attribute_item": attribute,
    "const_item": constant,
    "enum_item": enum,
    "extern_crate_declaration": extern_crate,
    "function_item": function,
    "function_signature_item": signature,
    "impl_item": implementation,
    "let_declaration": let,
    "mod_item": module,
    "static_item": constant,
    "struct_item": struct,
    "trait_item": trait,
    "type_item": type_alias,
    "union_item": struct,
    "use_declaration": use,
}
