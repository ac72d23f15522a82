"""C# declarations: usings, namespaces, types and their members."""

from __future__ import annotations

from tree_sitter import Node as SyntaxNode

from checks.syntax.csharp_expressions import args, type_expression
from checks.syntax.csharp_fields import Low, after, modifiers, operand, type_text
from checks.syntax.csharp_functions import attributes, function, initial_value, params
from checks.syntax.lowering import StmtHandler
from checks.syntax.model import (
    Assign,
    Block,
    Call,
    Class,
    Expr,
    ExprStmt,
    Function,
    Import,
    Name,
    OpaqueStmt,
    Stmt,
)

# --- the file ------------------------------------------------------------------------------------------------


def using_directive(low: Low, node: SyntaxNode) -> Stmt:
    alias = node.child_by_field_id(low.f.name)
    if alias is not None and any(child.type == "=" for child in node.children):
        return Import(_dotted(low, after(low, node, "=")), [("", low.text(alias))])
    return Import(_dotted(low, low.inner(node)), [("*", "*")])


def _dotted(low: Low, node: SyntaxNode | None) -> str:
    return "" if node is None else "".join(low.text(node).split()).removeprefix("global::")


def namespace(low: Low, node: SyntaxNode) -> Stmt:
    name = low.expr(node.child_by_field_id(low.f.name))
    body = node.child_by_field_id(low.f.body)
    return OpaqueStmt(node.type, [name] if body is None else [name, low.block(body)])


def inline(low: Low, node: SyntaxNode) -> list[Stmt]:
    """What stands in its parent's place: top-level statements, code under ``#if``."""
    condition = node.child_by_field_id(low.f.condition)
    return low.stmts(one for one in node.named_children if condition is None or one.id != condition.id)


def nothing(low: Low, node: SyntaxNode) -> list[Stmt]:
    return []


# --- types ---------------------------------------------------------------------------------------------------

_KINDS = {
    "class_declaration": "class",
    "enum_declaration": "enum",
    "interface_declaration": "interface",
    "record_declaration": "class",
    "struct_declaration": "struct",
}


def type_declaration(low: Low, node: SyntaxNode) -> Stmt:
    f = low.f
    name = node.child_by_field_id(f.name)
    bases: list[Expr] = []
    members: list[Stmt] = []
    for child in node.named_children:
        if child.type == "base_list":
            bases = [
                type_expression(low, low.inner(one) if one.type == "primary_constructor_base_type" else one)
                for one in low.operands(child)
                if one.type != "argument_list"
            ]
        elif child.type == "parameter_list":
            members = _primary_constructor(low, child, node.type == "record_declaration")
    body = node.child_by_field_id(f.body)
    members.extend([] if body is None else low.stmts(body.named_children))
    block = low.at(Block(members), body or node)
    if members and body is not None:
        block.start = min(block.start, *(one.start for one in members))
    return Class(
        "" if name is None else low.text(name),
        bases,
        block,
        decorators=attributes(low, node),
        kind=_KINDS[node.type],
        exported="public" in modifiers(low, node),
    )


def _primary_constructor(low: Low, node: SyntaxNode, record: bool) -> list[Stmt]:
    """``class Orders(Repo repo)``: a constructor, and a field for each parameter. The attributes of a record's parameter
    are its property's."""
    made: list[Stmt] = []
    given = params(low, node)
    for param in given:
        target = Name(param.name)
        field = Assign([target], None, declares="const", annotation=param.annotation)
        if record:
            field.decorators, param.decorators = param.decorators, []
        target.start = target.end = param.start
        field.start, field.end = param.start, param.end
        made.append(field)
    made.append(low.at(Function("constructor", given, Block([]), exported=True), node))
    return made


def enum_member(low: Low, node: SyntaxNode) -> Stmt:
    value = node.child_by_field_id(low.f.value)
    return Assign(
        [low.expr(node.child_by_field_id(low.f.name))],
        None if value is None else low.expr(value),
        declares="const",
        decorators=attributes(low, node),
    )


# --- variables, fields, properties ---------------------------------------------------------------------------


def variables(low: Low, node: SyntaxNode) -> list[Stmt]:
    """Fields and locals, one Assign a name; a single one spans the whole declaration."""
    words = modifiers(low, node)
    declares = "const" if words & {"const", "readonly"} else "let"
    declared = next((one for one in node.named_children if one.type == "variable_declaration"), None)
    made = declared_variables(low, declared, declares)
    if made and (found := attributes(low, node)):
        made[0].decorators = found
    if len(made) == 1:
        low.at(made[0], node)
    return list(made)


def declared_variables(low: Low, node: SyntaxNode | None, declares: str = "let") -> list[Assign]:
    f = low.f
    made: list[Assign] = []
    if node is None:
        return made
    of = node.child_by_field_id(f.type)
    for one in node.named_children:
        if one.type != "variable_declarator":
            continue
        pattern = next((part for part in one.named_children if part.type == "tuple_pattern"), None)
        target = low.expr(pattern if pattern is not None else one.child_by_field_id(f.name))
        value = after(low, one, "=")
        assign = Assign(
            [target],
            None if value is None else initial_value(low, value, of),
            declares=declares,
            annotation=type_text(low, of),
        )
        made.append(low.at(assign, one))
    return made


def for_initializer(low: Low, node: SyntaxNode | None) -> Stmt | None:
    if node is None:
        return None
    if node.type == "variable_declaration":
        found: list[Stmt] = list(declared_variables(low, node))
        if len(found) < 2:
            return low.at(found[0], node) if found else None
        return low.at(OpaqueStmt("initializers", list(found)), node)
    made = low.stmt(node)
    return made[0] if made else None


def property_declaration(low: Low, node: SyntaxNode) -> list[Stmt]:
    """A property is a field; accessors with a body are functions ``get_Name`` and ``set_Name``."""
    f = low.f
    named = node.child_by_field_id(f.name)
    name = "" if named is None else low.text(named)
    of = node.child_by_field_id(f.type)
    value = node.child_by_field_id(f.value)
    accessors = node.child_by_field_id(f.accessors)
    settable = accessors is not None and any(
        (word := one.child_by_field_id(f.name)) is not None and word.type in ("set", "init")
        for one in accessors.named_children
    )
    if value is not None and value.type == "arrow_expression_clause":
        value = operand(low, value)
    field = Assign(
        [low.expr(named)],
        None if value is None else initial_value(low, value, of),
        declares="let" if settable else "const",
        annotation=type_text(low, of),
        decorators=attributes(low, node),
    )
    made: list[Stmt] = [low.at(field, node)]
    made.extend(_accessors(low, accessors, name, type_text(low, of)))
    if len(made) > 1 and accessors is not None:
        field.end = accessors.start_byte
    return made


def _accessors(low: Low, node: SyntaxNode | None, name: str, returns: str) -> list[Stmt]:
    made: list[Stmt] = []
    for one in [] if node is None else node.named_children:
        word = one.child_by_field_id(low.f.name)
        if one.type != "accessor_declaration" or word is None or one.child_by_field_id(low.f.body) is None:
            continue
        made.append(
            low.at(function(low, one, f"{word.type}_{name}", returns if word.type == "get" else ""), one)
        )
    return made


# --- members with a body -------------------------------------------------------------------------------------


def method(low: Low, node: SyntaxNode) -> Stmt:
    f = low.f
    name = node.child_by_field_id(f.name)
    returns = node.child_by_field_id(f.returns) or node.child_by_field_id(f.type)
    exported = True if _in_interface(node) else None
    return function(
        low, node, "" if name is None else low.text(name), type_text(low, returns), exported=exported
    )


def _in_interface(node: SyntaxNode) -> bool:
    around = node.parent
    return around is not None and around.parent is not None and around.parent.type == "interface_declaration"


def constructor(low: Low, node: SyntaxNode) -> Stmt:
    """``: base(x)`` and ``: this(x)`` are the first statement of the body."""
    static = "static" in modifiers(low, node)
    made = function(low, node, "static constructor" if static else "constructor")
    initializer = next((one for one in node.named_children if one.type == "constructor_initializer"), None)
    if initializer is not None:
        word = next((one for one in initializer.children if one.type in ("base", "this")), initializer)
        arguments = next((one for one in initializer.named_children if one.type == "argument_list"), None)
        call = low.at(Call(low.at(Name(low.text(word)), word), args(low, arguments)), initializer)
        body = low.at(Block([low.at(ExprStmt(call), initializer), *made.body.items]), initializer)
        body.end = made.body.end
        made = Function(made.name, made.params, body, decorators=made.decorators, exported=made.exported)
    return made


def destructor(low: Low, node: SyntaxNode) -> Stmt:
    return function(low, node, "destructor")


def operator(low: Low, node: SyntaxNode) -> Stmt:
    sign = node.child_by_field_id(low.f.operator)
    of = type_text(low, node.child_by_field_id(low.f.type))
    return function(low, node, f"operator {of if sign is None else low.text(sign)}", of)


def indexer(low: Low, node: SyntaxNode) -> list[Stmt]:
    of = type_text(low, node.child_by_field_id(low.f.type))
    if node.child_by_field_id(low.f.value) is not None:
        return [low.at(function(low, node, "get_Item", of), node)]
    return _accessors(low, node.child_by_field_id(low.f.accessors), "Item", of)


STATEMENTS: dict[str, StmtHandler] = {
    "class_declaration": type_declaration,
    "constructor_declaration": constructor,
    "conversion_operator_declaration": operator,
    "delegate_declaration": nothing,
    "destructor_declaration": destructor,
    "enum_declaration": type_declaration,
    "enum_member_declaration": enum_member,
    "event_declaration": property_declaration,
    "event_field_declaration": variables,
    "field_declaration": variables,
    "file_scoped_namespace_declaration": namespace,
    "global_statement": inline,
    "indexer_declaration": indexer,
    "interface_declaration": type_declaration,
    "local_declaration_statement": variables,
    "local_function_statement": method,
    "method_declaration": method,
    "namespace_declaration": namespace,
    "operator_declaration": operator,
    "preproc_elif": inline,
    "preproc_else": inline,
    "preproc_if": inline,
    "property_declaration": property_declaration,
    "record_declaration": type_declaration,
    "struct_declaration": type_declaration,
    "using_directive": using_directive,
}
