"""Kotlin declarations: package, imports, properties, functions and types."""

from __future__ import annotations

from tree_sitter import Node as SyntaxNode

from checks.syntax.kotlin_expressions import arguments, type_expression
from checks.syntax.kotlin_fields import (
    TYPES,
    Low,
    after,
    child_of,
    is_exported,
    modifiers,
    name_of,
    type_text,
)
from checks.syntax.lowering import ExprHandler, StmtHandler
from checks.syntax.model import (
    Assign,
    Attr,
    Block,
    Call,
    Class,
    Expr,
    ExprStmt,
    Function,
    Import,
    Name,
    OpaqueStmt,
    Param,
    Return,
    Sequence,
    Stmt,
)

# --- the file ------------------------------------------------------------------------------------------------


def package(low: Low, node: SyntaxNode) -> Stmt:
    return OpaqueStmt(node.type, [_dotted(low, low.inner(node))])


def _dotted(low: Low, node: SyntaxNode | None) -> Expr:
    parts = [] if node is None else [one for one in node.named_children if one.type == "identifier"]
    if node is None or not parts:
        return low.expr(node)
    made: Expr = low.at(Name(name_of(low, parts[0])), parts[0])
    for one in parts[1:]:
        start = made.start
        made = low.at(Attr(made, name_of(low, one)), one)
        made.start = start
    return made


def imported(low: Low, node: SyntaxNode) -> Stmt:
    path = child_of(node, "qualified_identifier", "identifier")
    whole = "" if path is None else "".join(low.text(path).split()).replace("`", "")
    if any(one.type == "*" for one in node.children):
        return Import(whole, [("*", "*")])
    module, _, name = whole.rpartition(".")
    alias = after(low, node, "as")
    return Import(module, [(name, name if alias is None else name_of(low, alias))])


def nothing(low: Low, node: SyntaxNode) -> list[Stmt]:
    return []


# --- annotations and parameters ------------------------------------------------------------------------------


def annotated_with(low: Low, node: SyntaxNode | None) -> list[Expr]:
    """``@GetMapping("/x")``, ``@field:NotBlank``, ``@[A B]``."""
    made: list[Expr] = []
    for one in [] if node is None else node.named_children:
        if one.type in ("modifiers", "parameter_modifiers"):
            made.extend(annotated_with(low, one))
        elif one.type == "annotation":
            for part in one.named_children:
                if part.type == "user_type":
                    made.append(low.at(type_expression(low, part), part))
                elif part.type == "constructor_invocation":
                    made.append(low.at(invocation(low, part), part))
    return made


def invocation(low: Low, node: SyntaxNode) -> Call:
    """``Name(arguments)`` of an annotation or a base class."""
    return Call(
        type_expression(low, child_of(node, *TYPES)), arguments(low, child_of(node, "value_arguments"))
    )


def params(low: Low, node: SyntaxNode | None) -> list[Param]:
    """Annotations and defaults stand beside their parameter in the grammar."""
    made: list[Param] = []
    before: SyntaxNode | None = None
    default = False
    for child in [] if node is None else node.children:
        if child.type == "parameter_modifiers":
            before = child
        elif child.type == "parameter":
            words = "" if before is None else low.text(before)
            param = Param(
                name_of(low, child_of(child, "identifier")),
                type_text(low, child),
                kind="*" if "vararg" in words.split() else "",
                decorators=[] if before is None else annotated_with(low, before),
            )
            made.append(low.at(param, child))
            if before is not None:
                param.start = before.start_byte
            before = None
        elif child.type == "=":
            default = True
        elif default and child.is_named and child.kind_id not in low.grammar.comments:
            if made:
                made[-1].default = low.expr(child)
                made[-1].end = child.end_byte
            default = False
    return made


# --- functions -----------------------------------------------------------------------------------------------


def body(low: Low, node: SyntaxNode) -> Block:
    """``{ ... }`` or ``= value``."""
    inner = low.inner(node)
    if inner is None:
        return Block([])
    if inner.type == "block" and node.children[0].type != "=":
        return low.block(inner)
    return low.at(Block([low.at(Return(low.expr(inner)), inner)]), inner)


def function(low: Low, node: SyntaxNode) -> Function:
    words = modifiers(low, node)
    name = node.child_by_field_id(low.f.name)
    given = child_of(node, "function_value_parameters")
    of = next(
        (
            one
            for one in node.named_children
            if one.type in TYPES and given is not None and one.start_byte >= given.end_byte
        ),
        None,
    )
    return Function(
        name_of(low, name),
        params(low, given),
        low.body(child_of(node, "function_body"), body),
        decorators=annotated_with(low, node),
        returns="" if of is None else low.text(of),
        is_async="suspend" in words,
        exported=is_exported(words),
    )


def anonymous_function(low: Low, node: SyntaxNode) -> Expr:
    made = function(low, node)
    return Function("", made.params, made.body, returns=made.returns)


def secondary_constructor(low: Low, node: SyntaxNode) -> Stmt:
    """``: this(x)`` and ``: super(x)`` are the first statement of the body."""
    words = modifiers(low, node)
    made = low.block(child_of(node, "block"))
    delegation = child_of(node, "constructor_delegation_call")
    if not hasattr(made, "end"):
        low.at(made, node)
    if delegation is not None:
        callee = low.at(Name(low.text(delegation.children[0])), delegation.children[0])
        call = low.at(Call(callee, arguments(low, child_of(delegation, "value_arguments"))), delegation)
        made.items.insert(0, low.at(ExprStmt(call), delegation))
        made.start = min(made.start, delegation.start_byte)
    return Function(
        "constructor",
        params(low, child_of(node, "function_value_parameters")),
        made,
        decorators=annotated_with(low, node),
        exported=is_exported(words),
    )


# --- properties ----------------------------------------------------------------------------------------------


def property_declaration(low: Low, node: SyntaxNode) -> list[Stmt]:
    """A property is an Assign; ``get() = value`` gives its value, accessors with a body are ``get_name`` and ``set_name``."""
    target = child_of(node, "variable_declaration", "multi_variable_declaration")
    value = after(low, node, "=")
    delegate = child_of(node, "property_delegate")
    annotation = "" if target is None else type_text(low, target)
    if value is None and delegate is not None:
        value = low.inner(delegate)
        annotation = annotation or _delegated_type(low, value)
    functions: list[Stmt] = []
    name = "" if target is None else name_of(low, child_of(target, "identifier"))
    edge = node.end_byte
    for accessor in node.named_children:
        if accessor.type not in ("getter", "setter"):
            continue
        inner = child_of(accessor, "function_body")
        if inner is None:
            continue
        if accessor.type == "getter" and value is None and inner.children[0].type == "=":
            value = low.inner(inner)
            continue
        edge = min(edge, accessor.start_byte)
        given = [Param("value")] if accessor.type == "setter" else []
        made = Function(f"{accessor.type[:3]}_{name}", given, low.body(inner, body))
        functions.append(low.at(made, accessor))
    mutable = any(one.type == "var" for one in node.children)
    field = Assign(
        [low.expr(target)],
        None if value is None else low.expr(value),
        declares="let" if mutable else "const",
        annotation=annotation,
        decorators=annotated_with(low, node),
    )
    low.at(field, node)
    if field.value is None or field.value.end <= edge:
        field.end = edge
    return [field, *functions]


def _delegated_type(low: Low, node: SyntaxNode | None) -> str:
    """``by inject<Repository>()`` says what the property is."""
    given = child_of(node, "type_arguments") if node is not None and node.type == "call_expression" else None
    only = None if given is None or given.named_child_count != 1 else given.named_children[0]
    return "" if only is None else low.text(only)


# --- types ---------------------------------------------------------------------------------------------------


def type_declaration(low: Low, node: SyntaxNode) -> Stmt:
    words = modifiers(low, node)
    return low.at(
        Class(
            name_of(low, node.child_by_field_id(low.f.name)),
            _bases(low, node),
            _members(low, node),
            decorators=annotated_with(low, node),
            kind=_kind(node, words),
            exported=is_exported(words),
        ),
        node,
    )


def object_literal(low: Low, node: SyntaxNode) -> Expr:
    """``object : Listener { ... }``."""
    return Class("", _bases(low, node), _members(low, node))


def _kind(node: SyntaxNode, words: frozenset[str]) -> str:
    if any(one.type == "interface" for one in node.children):
        return "interface"
    return "enum" if "enum" in words else "class"


def _bases(low: Low, node: SyntaxNode) -> list[Expr]:
    made: list[Expr] = []
    listed = child_of(node, "delegation_specifiers")
    for one in [] if listed is None else listed.named_children:
        inner = low.inner(one) if one.type == "delegation_specifier" else one
        while inner is not None and inner.type in ("constructor_invocation", "explicit_delegation"):
            inner = child_of(inner, *TYPES)
        if inner is not None:
            made.append(low.at(type_expression(low, inner), inner))
    return made


def _members(low: Low, node: SyntaxNode) -> Block:
    primary = child_of(node, "primary_constructor")
    braces = child_of(node, "class_body", "enum_class_body")
    members = [] if primary is None else _primary_constructor(low, primary)
    if braces is not None:
        members.extend(low.stmts(braces.named_children))
    block = low.at(Block(members), braces or primary or node)
    if primary is not None:
        block.start = min(block.start, primary.start_byte)
    return block


def _primary_constructor(low: Low, node: SyntaxNode) -> list[Stmt]:
    """``class Orders(private val repo: Repo)``: a constructor, and a field for each parameter, which the class body sees. The
    annotations of a property are the field's."""
    fields: list[Stmt] = []
    given: list[Param] = []
    listed = child_of(node, "class_parameters")
    for one in [] if listed is None else listed.named_children:
        if one.type != "class_parameter":
            continue
        name = name_of(low, child_of(one, "identifier"))
        is_property = any(child.type in ("val", "var") for child in one.children)
        mutable = any(child.type == "var" for child in one.children)
        default = after(low, one, "=")
        found = annotated_with(low, one)
        target = low.at(Name(name), child_of(one, "identifier") or one)
        field = Assign(
            [target],
            None,
            declares="let" if mutable else "const",
            annotation=type_text(low, one),
            decorators=found if is_property else [],
        )
        fields.append(low.at(field, one))
        param = Param(
            name,
            type_text(low, one),
            None if default is None else low.expr(default),
            decorators=[] if is_property else found,
        )
        given.append(low.at(param, one))
    made = Function("constructor", given, Block([]), decorators=annotated_with(low, node), exported=True)
    return [*fields, low.at(made, node)]


def companion(low: Low, node: SyntaxNode) -> list[Stmt]:
    """Members of the companion are seen like the class's own."""
    inside = child_of(node, "class_body")
    return [] if inside is None else low.stmts(inside.named_children)


def enum_entry(low: Low, node: SyntaxNode) -> Stmt:
    given = arguments(low, child_of(node, "value_arguments"))
    inside = child_of(node, "class_body")
    value: Expr | None = None
    if inside is not None:
        value = low.at(Class("", [], low.at(Block(low.stmts(inside.named_children)), inside)), inside)
    elif given:
        value = low.at(
            Sequence("tuple", [one.value for one in given]), child_of(node, "value_arguments") or node
        )
    return Assign([low.expr(child_of(node, "identifier"))], value, declares="const")


def initializer(low: Low, node: SyntaxNode) -> Stmt:
    """``init { ... }``."""
    return OpaqueStmt(node.type, [low.block(child_of(node, "block"))])


EXPRESSIONS: dict[str, ExprHandler] = {
    "anonymous_function": anonymous_function,
    "constructor_invocation": invocation,
    "object_literal": object_literal,
}
STATEMENTS: dict[str, StmtHandler] = {
    "anonymous_initializer": initializer,
    "class_declaration": type_declaration,
    "companion_object": companion,
    "enum_entry": enum_entry,
    "function_declaration": function,
    "import": imported,
    "object_declaration": type_declaration,
    "package_header": package,
    "property_declaration": property_declaration,
    "secondary_constructor": secondary_constructor,
    "type_alias": nothing,
}
