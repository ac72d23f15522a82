"""Java declarations: package, imports, types, members, fields."""

from __future__ import annotations

from tree_sitter import Node as SyntaxNode

from checks.syntax.java_expressions import (
    Low,
    args,
    decorators_of,
    params,
    type_expression,
    type_text,
    words,
)
from checks.syntax.lowering import StmtHandler
from checks.syntax.model import (
    Arg,
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
    dotted,
)

_LOGGERS = {
    "Slf4j": "org.slf4j.Logger",
    "XSlf4j": "org.slf4j.ext.XLogger",
    "Log4j2": "org.apache.logging.log4j.Logger",
    "Log4j": "org.apache.log4j.Logger",
    "Log": "java.util.logging.Logger",
    "CommonsLog": "org.apache.commons.logging.Log",
    "JBossLog": "org.jboss.logging.Logger",
    "Flogger": "com.google.common.flogger.FluentLogger",
}
"""Lombok's annotations that give a class the field ``log`` (https://projectlombok.org/features/log)."""


def package(low: Low, node: SyntaxNode) -> Stmt:
    return OpaqueStmt(
        node.type, [low.expr(one) for one in low.operands(node) if "annotation" not in one.type]
    )


def imports(low: Low, node: SyntaxNode) -> Stmt:
    """``import a.b.C`` takes ``C`` from ``a.b``; ``import static a.b.C.f`` takes ``f`` from ``a.b.C``."""
    named = next(
        (child for child in node.named_children if child.type in ("scoped_identifier", "identifier")), None
    )
    if named is None:
        return OpaqueStmt(node.type, [])
    path = "".join(low.text(named).split())
    if any(child.type == "asterisk" for child in node.named_children):
        return Import(path, [("*", "*")])
    module, _, name = path.rpartition(".")
    return Import(module, [(name, name)])


# --- variables -----------------------------------------------------------------------------------------------


def variables(low: Low, node: SyntaxNode) -> list[Stmt]:
    """A local variable, field or constant; each name of ``int a = 1, b`` is a declaration of its own."""
    f = low.f
    of = node.child_by_field_id(f.type)
    annotation = type_text(low, of)
    constant = "final" in words(node) or node.type == "constant_declaration"
    found = [child for child in node.children_by_field_id(f.declarator) if child.is_named]
    made: list[Stmt] = []
    for one in found:
        name = one.child_by_field_id(f.name)
        value = one.child_by_field_id(f.value)
        extra = one.child_by_field_id(f.dimensions)
        assign = Assign(
            [low.expr(name)],
            None if value is None else low.expr(value),
            declares="const" if constant else "let",
            annotation=annotation if extra is None else annotation + low.text(extra),
            decorators=decorators_of(low, node) if one is found[0] else None,
        )
        made.append(low.at(assign, one if len(found) > 1 else node))
    if len(made) > 1:
        made[0].start = node.start_byte
        made[-1].end = node.end_byte
    return made


# --- methods -------------------------------------------------------------------------------------------------


def method(low: Low, node: SyntaxNode) -> Function:
    """A method, with an empty body where it is abstract; a constructor is named ``constructor``."""
    f = low.f
    named = node.child_by_field_id(f.name)
    is_constructor = node.type in ("constructor_declaration", "compact_constructor_declaration")
    name = "constructor" if is_constructor else "" if named is None else low.text(named)
    given = params(low, node.child_by_field_id(f.parameters))
    if node.type == "compact_constructor_declaration":
        given = params(low, _components(node))
        for param in given:
            for part in param.walk():  # written at the record, not here
                part.start = part.end = node.start_byte
    body = node.child_by_field_id(f.body)
    found = words(node)
    in_interface = node.parent is not None and node.parent.type in ("interface_body", "annotation_type_body")
    returns = node.child_by_field_id(f.type)
    return Function(
        name,
        given,
        Block([]) if body is None else low.body(body),
        decorators=decorators_of(low, node),
        returns="" if returns is None else low.text(returns),
        exported="public" in found or (in_interface and "private" not in found),
    )


def _components(node: SyntaxNode) -> SyntaxNode | None:
    owner = None if node.parent is None else node.parent.parent
    return (
        None
        if owner is None or owner.type != "record_declaration"
        else owner.child_by_field_name("parameters")
    )


def element(low: Low, node: SyntaxNode) -> Stmt:
    """``String value() default "x"`` of an annotation type."""
    named = node.child_by_field_id(low.f.name)
    return Function("" if named is None else low.text(named), [], Block([]), exported=True)


def delegation(low: Low, node: SyntaxNode) -> Stmt:
    """``super(...)`` and ``this(...)`` as first statement of a constructor."""
    word = next((child for child in node.named_children if child.type in ("super", "this")), None)
    callee = Name("super") if word is None else low.at(Name(low.text(word)), word)
    return ExprStmt(low.at(Call(callee, args(low, node.child_by_field_id(low.f.arguments))), node))


def initializer(low: Low, node: SyntaxNode) -> Stmt:
    """``static { ... }``."""
    return OpaqueStmt(node.type, [low.block(low.inner(node))])


# --- types ---------------------------------------------------------------------------------------------------

_KINDS = {
    "interface_declaration": "interface",
    "annotation_type_declaration": "interface",
    "enum_declaration": "enum",
    "record_declaration": "record",
}


def declared(low: Low, node: SyntaxNode) -> Stmt:
    """A class, interface, enum, record or annotation type."""
    f = low.f
    named = node.child_by_field_id(f.name)
    name = "" if named is None else low.text(named)
    decorators = decorators_of(low, node)
    body = node.child_by_field_id(f.body)
    block = Block([]) if body is None else low.at(Block([]), body)
    components = node.child_by_field_id(f.parameters)
    if components is not None:
        block.start = components.start_byte  # the components of a record are fields
        block.end = node.end_byte
    block.items = [
        *_logger(decorators),
        *_fields_of_record(low, node),
        *([] if body is None else _members(low, body, name)),
    ]
    in_interface = node.parent is not None and node.parent.type == "interface_body"
    return Class(
        name,
        _bases(low, node),
        block,
        decorators=decorators,
        kind=_KINDS.get(node.type, "class"),
        exported="public" in words(node) or in_interface,
    )


def _bases(low: Low, node: SyntaxNode) -> list[Expr]:
    made: list[Expr] = []
    for child in node.named_children:
        if child.type == "superclass":
            made.extend(low.at(type_expression(low, one), one) for one in low.operands(child))
        elif child.type in ("super_interfaces", "extends_interfaces"):
            for inner in low.operands(child):
                found = low.operands(inner) if inner.type == "type_list" else [inner]
                made.extend(low.at(type_expression(low, one), one) for one in found)
    return made


def _logger(decorators: list[Expr]) -> list[Stmt]:
    for one in decorators:
        name = dotted(one.callee if isinstance(one, Call) else one).rpartition(".")[2]
        if name in _LOGGERS:
            return [Assign([Name("log")], None, declares="const", annotation=_LOGGERS[name])]
    return []


def _fields_of_record(low: Low, node: SyntaxNode) -> list[Stmt]:
    if node.type != "record_declaration":
        return []
    made: list[Stmt] = []
    for param in params(low, node.child_by_field_id(low.f.parameters)):
        target = Name(param.name)
        field = Assign(
            [target], None, declares="const", annotation=param.annotation, decorators=param.decorators
        )
        target.start, target.end = field.start, field.end = param.start, param.end
        made.append(field)
    return made


def _members(low: Low, body: SyntaxNode, name: str) -> list[Stmt]:
    made: list[Stmt] = []
    for child in body.named_children:
        if child.type == "enum_constant":
            made.append(_constant(low, child, name))
        elif child.type == "enum_body_declarations":
            made.extend(_members(low, child, name))
        else:
            made.extend(low.stmt(child))
    return made


def _constant(low: Low, node: SyntaxNode, owner: str) -> Stmt:
    """A constant of an enum: an object of the enum."""
    f = low.f
    named = node.child_by_field_id(f.name)
    given = args(low, node.child_by_field_id(f.arguments))
    body = node.child_by_field_id(f.body)
    if body is not None:
        own = Class("", [Name(owner)], low.at(Block(_members(low, body, "")), body))
        low.at(own, body)
        given.append(low.at(Arg(own), body))
    value = low.at(Call(low.at(Name(owner), node), given, new=True), node)
    return low.at(
        Assign([low.expr(named)], value, declares="const", decorators=decorators_of(low, node)),
        node,
    )


STATEMENTS: dict[str, StmtHandler] = {
    "annotation_type_declaration": declared,
    "annotation_type_element_declaration": element,
    "class_declaration": declared,
    "compact_constructor_declaration": method,
    "constant_declaration": variables,
    "constructor_declaration": method,
    "enum_declaration": declared,
    "explicit_constructor_invocation": delegation,
    "field_declaration": variables,
    "import_declaration": imports,
    "interface_declaration": declared,
    "local_variable_declaration": variables,
    "method_declaration": method,
    "package_declaration": package,
    "record_declaration": declared,
    "static_initializer": initializer,
}
