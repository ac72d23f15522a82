"""Functions, parameters, classes, interfaces and enums of JavaScript and TypeScript."""

from __future__ import annotations

from tree_sitter import Node as SyntaxNode

from checks.syntax.javascript_expressions import Low, key
from checks.syntax.lowering import ExprHandler, StmtHandler
from checks.syntax.model import (
    Assign,
    Attr,
    Block,
    Class,
    Expr,
    Function,
    Literal,
    Name,
    Node,
    Opaque,
    OpaqueStmt,
    Param,
    Pending,
    Return,
    Stmt,
)


def type_text(low: Low, node: SyntaxNode | None) -> str:
    """Source text of a type annotation without its colon."""
    return "" if node is None else low.text(node).lstrip(": \t").rstrip()


def decorators(low: Low, node: SyntaxNode) -> list[Expr]:
    """Decorators at the beginning of a node."""
    made: list[Expr] = []
    for child in node.named_children:
        if child.type == "decorator":
            made.append(low.expr(low.inner(child)))
        elif child.kind_id not in low.grammar.comments:
            break
    return made


# --- functions -----------------------------------------------------------------------------------------------


def params(low: Low, node: SyntaxNode | None) -> list[Param]:
    """Parameters of a parenthesised list, ``this: T`` left out."""
    made: list[Param] = []
    if node is not None:
        for child in node.named_children:
            if child.kind_id in low.ignored or child.type == "decorator":
                continue
            one = _param(low, child)
            if one is not None:
                made.append(low.at(one, child))
    return made


def _param(low: Low, node: SyntaxNode) -> Param | None:
    f = low.f
    typed = node.type in ("required_parameter", "optional_parameter")
    pattern: SyntaxNode | None = node.child_by_field_id(f.pattern) if typed else node
    if pattern is None:
        return Param("", pattern=low.at(Opaque(node.type, low.anything(node)), node))
    default: SyntaxNode | None = None
    annotation = ""
    marks: list[Expr] = []
    if typed:
        default = node.child_by_field_id(f.value)
        annotation = type_text(low, node.child_by_field_id(f.type))
        marks = decorators(low, node)
    elif pattern.type == "assignment_pattern":
        default = pattern.child_by_field_id(f.right)
        pattern = pattern.child_by_field_id(f.left) or pattern
    kind = ""
    if pattern.type == "rest_pattern":
        kind = "*"
        pattern = low.inner(pattern) or pattern
    value = None if default is None else low.expr(default)
    if pattern.type == "this":
        return None
    if pattern.type == "identifier":
        return Param(low.text(pattern), annotation, value, kind, decorators=marks)
    return Param("", annotation, value, kind, pattern=low.expr(pattern), decorators=marks)


def function(low: Low, node: SyntaxNode, name: str | None = None) -> Function:
    """A function, generator, method or arrow of any form."""
    f = low.f
    is_async = is_generator = False
    for child in node.children:
        # Modifiers come before the name and the parameters.
        if child.is_named:
            if child.type == "formal_parameters":
                break
            continue
        word = child.type
        if word == "async":
            is_async = True
        elif word == "*":
            is_generator = True
        elif word in ("=>", "{"):
            break
    if name is None:
        named = node.child_by_field_id(f.name)
        name = "" if named is None else _member_name(low, named)
    single = node.child_by_field_id(f.parameter)
    taken = (
        params(low, node.child_by_field_id(f.parameters))
        if single is None
        else [low.at(Param(low.text(single)), single)]
    )
    body = node.child_by_field_id(f.body)
    return Function(
        name,
        taken,
        _body(low, body),
        returns=type_text(low, node.child_by_field_id(f.return_type)),
        is_async=is_async,
        is_generator=is_generator,
    )


def _body(low: Low, node: SyntaxNode | None) -> Block | Pending:
    if node is None or node.type == "statement_block":
        return low.body(node)
    return low.at(Block([low.at(Return(low.expr(node)), node)]), node)


def _member_name(low: Low, node: SyntaxNode) -> str:
    if node.type == "string":
        return low.text(node)[1:-1]
    return low.text(node)


def function_expression(low: Low, node: SyntaxNode) -> Function:
    return function(low, node)


def function_declaration(low: Low, node: SyntaxNode) -> Stmt:
    return function(low, node)


def object_method(low: Low, node: SyntaxNode) -> Function:
    """A method of an object literal stays anonymous: the member's key names it."""
    return function(low, node, "")


def signature(low: Low, node: SyntaxNode) -> Stmt:
    """A function that is only declared: an overload, an abstract method."""
    name = node.child_by_field_id(low.f.name)
    return OpaqueStmt(node.type, [] if name is None else [key(low, name)])


# --- classes -------------------------------------------------------------------------------------------------


def class_(low: Low, node: SyntaxNode) -> Class:
    """A class, as a statement or as an expression."""
    f = low.f
    bases: list[Expr] = []
    for child in node.named_children:
        if child.type == "class_heritage":
            for part in low.operands(child):
                if part.type == "extends_clause":
                    bases.extend(low.expr(one) for one in part.children_by_field_id(f.value))
                elif part.type == "implements_clause":
                    bases.extend(type_name(low, one) for one in low.operands(part))
                else:
                    bases.append(low.expr(part))
    name = node.child_by_field_id(f.name)
    return Class(
        "" if name is None else low.text(name),
        bases,
        _class_body(low, node.child_by_field_id(f.body)),
        decorators=decorators(low, node),
    )


def _class_body(low: Low, node: SyntaxNode | None) -> Block:
    if node is None:
        return Block([])
    items: list[Stmt] = []
    waiting: list[Expr] = []
    first = 0
    for child in node.named_children:
        if child.kind_id in low.ignored:
            continue
        if child.type == "decorator":
            # The TypeScript grammar puts a member's decorators before it, not into it.
            if not waiting:
                first = child.start_byte
            waiting.append(low.expr(low.inner(child)))
            continue
        made = _member(low, child)
        made.start, made.end = child.start_byte, child.end_byte
        if isinstance(made, (Function, Assign)):
            made.decorators = waiting + made.decorators
            if waiting:
                made.start = first
        elif isinstance(made, OpaqueStmt) and waiting:
            made.items = [*waiting, *made.items]
            made.start = first
        waiting = []
        items.append(made)
    return low.at(Block(items), node)


def _member(low: Low, node: SyntaxNode) -> Stmt:
    f = low.f
    kind = node.type
    if kind == "method_definition":
        made = function(low, node)
        made.decorators = decorators(low, node)
        return made
    if kind in ("public_field_definition", "field_definition"):
        name = node.child_by_field_id(f.name) or node.child_by_field_id(f.property)
        value = node.child_by_field_id(f.value)
        return Assign(
            [_field_target(low, name)],
            None if value is None else low.expr(value),
            annotation=type_text(low, node.child_by_field_id(f.type)),
            decorators=decorators(low, node),
        )
    if kind == "class_static_block":
        return OpaqueStmt(kind, [low.block(node.child_by_field_id(f.body))])
    if kind in ("method_signature", "abstract_method_signature"):
        return signature(low, node)
    if kind in ("index_signature", "call_signature", "construct_signature"):
        return OpaqueStmt(kind, [])
    return OpaqueStmt(kind, low.anything(node))


def _field_target(low: Low, node: SyntaxNode | None) -> Expr:
    if node is None:
        return Name("")
    if node.type in ("computed_property_name", "string", "number"):
        return key(low, node)
    return low.at(Name(low.text(node)), node)


# --- types that hold members ---------------------------------------------------------------------------------


def type_name(low: Low, node: SyntaxNode) -> Expr:
    """A named type as a Name or a chain of Attr; type arguments are dropped."""
    named = node
    if node.type == "generic_type":
        named = node.child_by_field_id(low.f.name) or node
    made: Expr
    if named.type in ("type_identifier", "identifier", "nested_type_identifier", "nested_identifier"):
        first, *rest = low.text(named).split(".")
        made = low.at(Name(first.strip()), node)
        for part in rest:
            made = low.at(Attr(made, part.strip()), node)
        return made
    return low.at(Opaque(node.type, []), node)


def interface(low: Low, node: SyntaxNode) -> Stmt:
    f = low.f
    bases: list[Expr] = []
    for child in node.named_children:
        if child.type in ("extends_type_clause", "extends_clause"):
            bases.extend(type_name(low, one) for one in child.children_by_field_id(f.type or f.value))
    name = node.child_by_field_id(f.name)
    body = node.child_by_field_id(f.body)
    return Class("" if name is None else low.text(name), bases, _interface_body(low, body), kind="interface")


def _interface_body(low: Low, node: SyntaxNode | None) -> Block:
    if node is None:
        return Block([])
    return low.at(
        Block([one for child in node.named_children for one in _signature_member(low, child)]), node
    )


def _signature_member(low: Low, node: SyntaxNode) -> list[Stmt]:
    f = low.f
    if node.kind_id in low.ignored:
        return []
    made: Stmt
    if node.type == "property_signature":
        target = _field_target(low, node.child_by_field_id(f.name))
        made = Assign([target], None, annotation=type_text(low, node.child_by_field_id(f.type)))
    elif node.type == "method_signature":
        made = function(low, node)
    elif node.type == "ERROR":
        made = OpaqueStmt("ERROR", low.anything(node))
    else:
        made = OpaqueStmt(node.type, [])
    return [low.at(made, node)]


def type_alias(low: Low, node: SyntaxNode) -> Stmt:
    """An alias for an object type reads like an interface; of an intersection, the named parts are its bases."""
    f = low.f
    name = node.child_by_field_id(f.name)
    stack = [node.child_by_field_id(f.value)]
    bases: list[Expr] = []
    bodies: list[SyntaxNode] = []
    while stack:
        part = stack.pop()
        if part is None:
            continue
        if part.type == "object_type":
            bodies.append(part)
        elif part.type in ("intersection_type", "parenthesized_type"):
            stack.extend(reversed(low.operands(part)))
        elif part.type in ("type_identifier", "generic_type", "nested_type_identifier"):
            bases.append(type_name(low, part))
    if not bodies:
        made: list[Node] = [] if name is None else [low.at(Name(low.text(name)), name)]
        return OpaqueStmt(node.type, made)
    body = low.at(_interface_body(low, bodies[0]), bodies[0])
    for more in bodies[1:]:
        body.items.extend(_interface_body(low, more).items)
        body.end = more.end_byte
    return Class("" if name is None else low.text(name), bases, body, kind="interface")


def enum(low: Low, node: SyntaxNode) -> Stmt:
    f = low.f
    name = node.child_by_field_id(f.name)
    body = node.child_by_field_id(f.body)
    members: list[Stmt] = []
    for child in [] if body is None else low.operands(body):
        value: SyntaxNode | None = None
        target: SyntaxNode | None = child
        if child.type == "enum_assignment":
            target = child.child_by_field_id(f.name)
            value = child.child_by_field_id(f.value)
        elif child.type == "ERROR":
            members.append(low.at(OpaqueStmt("ERROR", low.anything(child)), child))
            continue
        members.append(
            low.at(Assign([_field_target(low, target)], None if value is None else low.expr(value)), child)
        )
    block = Block(members)
    return Class(
        "" if name is None else low.text(name),
        [],
        block if body is None else low.at(block, body),
        kind="enum",
    )


def namespace(low: Low, node: SyntaxNode) -> Node:
    """``namespace N { ... }`` and ``declare module 'm' { ... }``: an opaque statement around its block."""
    name = node.child_by_field_id(low.f.name)
    items: list[Node] = []
    if name is not None:
        items.append(
            low.expr(name)
            if name.type in ("string", "identifier")
            else low.at(Literal("str", low.text(name)), name)
        )
    items.append(low.block(node.child_by_field_id(low.f.body)))
    return low.at(OpaqueStmt(node.type, items), node)


EXPRESSIONS: dict[str, ExprHandler] = {
    "arrow_function": function_expression,
    "class": class_,
    "function_expression": function_expression,
    "generator_function": function_expression,
    "method_definition": object_method,
}

STATEMENTS: dict[str, StmtHandler] = {
    "abstract_class_declaration": class_,
    "class_declaration": class_,
    "enum_declaration": enum,
    "function_declaration": function_declaration,
    "function_signature": signature,
    "generator_function_declaration": function_declaration,
    "interface_declaration": interface,
    "type_alias_declaration": type_alias,
}
