"""C# functions: blocks, parameters, attributes, methods and lambdas."""

from __future__ import annotations

from tree_sitter import Node as SyntaxNode

from checks.syntax.csharp_creation import created
from checks.syntax.csharp_expressions import args
from checks.syntax.csharp_fields import Low, after, modifiers, operand, type_text
from checks.syntax.lowering import ExprHandler
from checks.syntax.model import (
    Block,
    Call,
    Expr,
    ExprStmt,
    Function,
    Param,
    Return,
    Stmt,
    With,
    WithItem,
)

_NESTED_USINGS = 20
"""Using declarations of one block whose rest becomes their body; further ones have an empty body."""

# --- blocks --------------------------------------------------------------------------------------------------


def block(low: Low, node: SyntaxNode) -> Block:
    """A braced block. ``using var c = ...;`` holds until the end of its block, so what follows is its body."""
    outer: list[Stmt] = []
    current = outer
    waiting: list[With] = []
    for child in node.named_children:
        if child.type == "local_declaration_statement" and any(c.type == "using" for c in child.children):
            made = low.at(With(_using_items(low, child), Block([]), _awaits(child)), child)
            current.append(made)
            if len(waiting) < _NESTED_USINGS:
                waiting.append(made)
                current = made.body.items
            low.at(made.body, child)
            made.body.start = child.end_byte
        else:
            current.extend(low.stmt(child))
    for made in waiting:
        made.end = made.body.end = max(node.end_byte - 1, made.body.start)
    return low.at(Block(outer), node)


def _awaits(node: SyntaxNode) -> bool:
    return any(child.type == "await" for child in node.children)


def _using_items(low: Low, node: SyntaxNode) -> list[WithItem]:
    f = low.f
    made: list[WithItem] = []
    declared = next((one for one in node.named_children if one.type == "variable_declaration"), None)
    if declared is None:
        value = next((one for one in node.named_children if one.type not in ("block", "comment")), None)
        return [] if value is None else [low.at(WithItem(low.expr(value), None), value)]
    of = declared.child_by_field_id(f.type)
    for one in declared.named_children:
        if one.type != "variable_declarator":
            continue
        name = one.child_by_field_id(f.name)
        value = after(low, one, "=")
        item = WithItem(
            initial_value(low, value, of), None if name is None else low.expr(name), type_text(low, of)
        )
        made.append(low.at(item, one))
    return made


def using(low: Low, node: SyntaxNode) -> Stmt:
    """``using (var c = ...) { ... }``."""
    body = node.child_by_field_id(low.f.body)
    header = [one for one in node.children if body is None or one.id != body.id]
    items: list[WithItem] = []
    for one in header:
        if one.type == "variable_declaration":
            items = _using_items(low, node)
        elif not items and (one.is_named or one.type == "this") and one.kind_id not in low.ignored:
            items = [low.at(WithItem(low.expr(one), None), one)]
    return With(items, body_block(low, body), _awaits(node))


def body_block(low: Low, node: SyntaxNode | None) -> Block:
    """The body of a loop or a branch: a block, or one statement."""
    if node is None:
        return Block([])
    return block(low, node) if node.type == "block" else low.at(Block(low.stmt(node)), node)


def initial_value(low: Low, node: SyntaxNode | None, of: SyntaxNode | None) -> Expr:
    """The value of a declaration; ``new(...)`` is of the declared type."""
    if node is None or of is None or of.type == "implicit_type":
        return low.expr(node)
    if node.type == "implicit_object_creation_expression":
        return low.guarded(node, lambda: created(low, node, of))
    return low.expr(node)


# --- functions -----------------------------------------------------------------------------------------------


def params(low: Low, node: SyntaxNode | None) -> list[Param]:
    f = low.f
    made: list[Param] = []
    if node is None:
        return made
    if node.type in ("implicit_parameter", "identifier"):
        return [low.at(Param(low.text(node)), node)]
    for child in node.named_children:
        if child.type == "parameter":
            name = child.child_by_field_id(f.name)
            default = after(low, child, "=")
            made.append(
                low.at(
                    Param(
                        "" if name is None else low.text(name),
                        type_text(low, child.child_by_field_id(f.type)),
                        None if default is None else low.expr(default),
                        decorators=attributes(low, child),
                    ),
                    child,
                )
            )
        elif child.type == "implicit_parameter":
            made.append(low.at(Param(low.text(child)), child))
    # ``params string[] rest`` stands without a node of its own.
    of, name = node.child_by_field_id(f.type), node.child_by_field_id(f.name)
    if of is not None and name is not None:
        rest = low.at(Param(low.text(name), type_text(low, of), kind="*"), name)
        rest.start = of.start_byte
        made.append(rest)
    return made


def attributes(low: Low, node: SyntaxNode) -> list[Expr]:
    """``[Route("x"), Authorize]`` before a declaration or a parameter."""
    made: list[Expr] = []
    for group in node.children:
        if group.type == "attribute_list":
            made.extend(_attribute(low, one) for one in group.named_children if one.type == "attribute")
    return made


def _attribute(low: Low, node: SyntaxNode) -> Expr:
    name = low.expr(node.child_by_field_id(low.f.name))
    arguments = next((one for one in node.named_children if one.type == "attribute_argument_list"), None)
    return name if arguments is None else low.at(Call(name, args(low, arguments)), node)


def _result(low: Low, node: SyntaxNode) -> Block:
    """``=> value``."""
    inner = operand(low, node)
    if inner is None:
        return Block([])
    if inner.type == "throw_expression":
        return low.at(Block(low.stmt(inner)), inner)
    return low.at(Block([low.at(Return(low.expr(inner)), inner)]), inner)


def _effect(low: Low, node: SyntaxNode) -> Block:
    """``=> value`` of what gives no result."""
    inner = operand(low, node)
    if inner is None:
        return Block([])
    made = low.expr(inner)
    stmt: Stmt = made if isinstance(made, Stmt) and not isinstance(made, Function) else ExprStmt(made)
    return low.at(Block([low.at(stmt, inner)]), inner)


def function(
    low: Low, node: SyntaxNode, name: str, returns: str = "", *, exported: bool | None = None
) -> Function:
    """A method, constructor, operator, accessor or local function."""
    words = modifiers(low, node)
    body = node.child_by_field_id(low.f.body) or node.child_by_field_id(low.f.value)
    generator = body is not None and b"yield" in low.source[body.start_byte : body.end_byte]
    lower = block
    if body is not None and body.type == "arrow_expression_clause":
        lower = _effect if returns in ("", "void") else _result
    return Function(
        name,
        params(low, node.child_by_field_id(low.f.parameters)),
        low.body(body, lower),
        decorators=attributes(low, node),
        returns=returns,
        is_async="async" in words,
        is_generator=generator,
        exported="public" in words if exported is None else exported,
    )


def lambda_expression(low: Low, node: SyntaxNode) -> Function:
    """``x => x.Id``, ``async (a, b) => { ... }``, ``delegate (int x) { ... }``."""
    body = node.child_by_field_id(low.f.body) or next(
        (one for one in node.named_children if one.type == "block"), None
    )
    made: Block
    if body is None:
        made = Block([])
    elif body.type == "block":
        made = block(low, body)
    else:
        inner = low.expr(body)
        stmt: Stmt = low.at(Return(inner), body)
        made = low.at(Block([stmt]), body)
    return Function(
        "",
        params(low, node.child_by_field_id(low.f.parameters)),
        made,
        decorators=attributes(low, node),
        returns=type_text(low, node.child_by_field_id(low.f.type)),
        is_async="async" in modifiers(low, node),
    )


EXPRESSIONS: dict[str, ExprHandler] = {
    "anonymous_method_expression": lambda_expression,
    "lambda_expression": lambda_expression,
}
