"""Rust blocks that give a value, branches, loops, closures and parameters."""

from __future__ import annotations

import re
from collections.abc import Callable

from tree_sitter import Node as SyntaxNode

from checks.syntax.lowering import ExprHandler
from checks.syntax.model import (
    Assign,
    Block,
    Case,
    Conditional,
    Expr,
    ExprStmt,
    Function,
    If,
    Jump,
    Literal,
    Loop,
    Name,
    Opaque,
    OpaqueStmt,
    Param,
    Return,
    Stmt,
    Switch,
    Yield,
)
from checks.syntax.rust_expressions import Low
from checks.syntax.rust_patterns import WRITTEN, binds, let_condition, pattern
from checks.syntax.rust_types import annotation_of

Ending = Callable[[Expr], Stmt]
"""What the last expression of a block becomes."""

# --- blocks, if and match ------------------------------------------------------------------------------------


def returned(value: Expr) -> Stmt:
    made = Return(value)
    made.start, made.end = value.start, value.end
    return made


def yielded(value: Expr) -> Stmt:
    inner = Yield(value)
    made = ExprStmt(inner)
    inner.start, inner.end = made.start, made.end = value.start, value.end
    return made


def dropped(value: Expr) -> Stmt:
    made = ExprStmt(value)
    made.start, made.end = value.start, value.end
    return made


def block(low: Low, node: SyntaxNode | None, ending: Ending = dropped) -> Block:
    """A braced block; its last expression, when it has no semicolon, becomes what ``ending`` makes of it."""
    if node is None:
        return Block([])
    made: list[Stmt] = []
    children = [one for one in low.operands(node) if one.type != "label"]
    for index, child in enumerate(children):
        if index == len(children) - 1 and is_value(low, child):
            made.extend(_ended(low, child, ending))
        else:
            made.extend(low.stmt(child))
    return low.at(Block(adopt(made)), node)


_NO_VALUE = frozenset(
    {"expression_statement", "let_declaration", "empty_statement", "macro_definition", "inner_attribute_item",
     "attribute_item", "use_declaration", "ERROR"}
)  # fmt: skip
_ENDS_OPEN = frozenset({"if_expression", "match_expression", "block", "unsafe_block"})


def is_value(low: Low, node: SyntaxNode) -> bool:
    """Whether the last child of a block is the block's value. The grammar gives a trailing ``if`` or ``match`` as a
    statement without its semicolon."""
    if node.type == "expression_statement":
        inner = low.inner(node)
        return inner is not None and inner.type in _ENDS_OPEN and low.source[node.end_byte - 1] != ord(";")
    return node.type not in _NO_VALUE and not node.type.endswith(("_item", "_declaration"))


def _ended(low: Low, node: SyntaxNode, ending: Ending) -> list[Stmt]:
    inner = low.inner(node) if node.type == "expression_statement" else node
    kind = "" if inner is None else inner.type
    if inner is None:
        return []
    made: Stmt
    if kind in _STATEMENT_LIKE:
        return low.stmt(inner)
    if kind == "if_expression" and inner.child_by_field_id(low.f.alternative) is not None:
        made = low.at(if_statement(low, inner, ending), inner)
    elif kind == "match_expression":
        made = low.at(match(low, inner, ending), inner)
    elif kind == "unsafe_block":
        found = next((one for one in inner.named_children if one.type == "block"), None)
        made = low.at(OpaqueStmt("block", [block(low, found, ending)]), inner)
    elif kind in ("if_expression", "block"):
        return low.stmt(inner)
    else:
        return [ending(low.expr(inner))]
    return [made]


_STATEMENT_LIKE = frozenset(
    {"for_expression", "while_expression", "loop_expression", "return_expression", "break_expression",
     "continue_expression", "assignment_expression", "compound_assignment_expr"}
)  # fmt: skip


def if_statement(low: Low, node: SyntaxNode, ending: Ending = dropped) -> If:
    """``else if`` ladders are climbed in a loop, however long."""
    f = low.f
    rungs: list[tuple[SyntaxNode, If]] = []
    current: SyntaxNode | None = node
    last: Block | None = None
    while current is not None:
        made = If(
            low.expr(current.child_by_field_id(f.condition)),
            block(low, current.child_by_field_id(f.consequence), ending),
            None,
        )
        rungs.append((current, low.at(made, current)))
        clause = current.child_by_field_id(f.alternative)
        branch = None if clause is None else low.inner(clause)
        current = None
        if branch is not None:
            if branch.type == "if_expression":
                current = branch
            else:
                last = block(low, branch, ending)
    for syntax, rung in reversed(rungs):
        rung.orelse = last
        last = low.at(Block([rung]), syntax)
    return rungs[0][1]


def if_value(low: Low, node: SyntaxNode) -> Expr:
    """``if a { b } else { c }`` where a value is wanted."""
    f = low.f
    rungs: list[tuple[SyntaxNode, Expr, Expr]] = []
    current: SyntaxNode | None = node
    last: Expr = Literal("none", None)
    while current is not None:
        test = low.expr(current.child_by_field_id(f.condition))
        then = block_value(low, current.child_by_field_id(f.consequence))
        rungs.append((current, test, then))
        clause = current.child_by_field_id(f.alternative)
        branch = None if clause is None else low.inner(clause)
        current = None
        if branch is not None:
            if branch.type == "if_expression":
                current = branch
            else:
                last = block_value(low, branch)
    for syntax, test, then in reversed(rungs):
        last = low.at(Conditional(test, then, last), syntax)
    return last


def block_value(low: Low, node: SyntaxNode | None) -> Expr:
    """A block where a value is wanted: what it holds when that is one expression, else the block with a Yield."""
    if node is None:
        return Opaque("MISSING", [])
    found = low.operands(node)
    if (
        len(found) == 1
        and is_value(low, found[0])
        and found[0].type not in _STATEMENT_LIKE
        and node.type == "block"
    ):
        only = low.inner(found[0]) if found[0].type == "expression_statement" else found[0]
        return low.expr(only)
    return low.guarded(node, lambda: Opaque("block", [block(low, node, yielded)]))


def braced(low: Low, node: SyntaxNode) -> Expr:
    """A block, ``unsafe { }``, ``async { }`` among expressions."""
    inside = (
        node
        if node.type == "block"
        else next((one for one in node.named_children if one.type == "block"), node)
    )
    if node.type in ("async_block", "gen_block"):
        return Function("", [], block(low, inside, returned), is_async=True)
    return block_value(low, inside)


def match(low: Low, node: SyntaxNode, ending: Ending = dropped) -> Switch:
    f = low.f
    value = node.child_by_field_id(f.value)
    body = node.child_by_field_id(f.body)
    arms = [one for one in ([] if body is None else low.operands(body)) if one.type == "match_arm"]
    subject = low.expr(value)
    init: Stmt | None = None
    binding = [arm for arm in arms if (p := _matched_by(low, arm)) is not None and binds(p)]
    matched = ""
    if binding and value is not None:
        # The arms name what was matched: it is kept under a name that no source can write.
        matched = f"<matched {value.start_byte}>"
        init = Assign([low.at(Name(matched), value)], subject, declares="let")
        init.start, init.end = node.start_byte, value.start_byte  # before what it is used for
        subject = low.at(Name(matched), value)
    cases = [_arm(low, arm, matched if arm in binding else "", ending) for arm in arms]
    return Switch("match", subject, cases, init)


def _matched_by(low: Low, arm: SyntaxNode) -> SyntaxNode | None:
    """The pattern of an arm without its guard."""
    given = arm.child_by_field_id(low.f.pattern)
    if given is None:
        return None
    guard = given.child_by_field_id(low.f.condition)
    return next((one for one in low.operands(given) if one != guard), None)


def _arm(low: Low, arm: SyntaxNode, matched: str, ending: Ending) -> Case:
    f = low.f
    given = arm.child_by_field_id(f.pattern)
    tests: list[Expr] = []
    guard: SyntaxNode | None = None
    bound: list[Stmt] = []
    if given is not None:
        guard = given.child_by_field_id(f.condition)
        inner = _matched_by(low, arm)
        if inner is not None:
            alternatives = low.operands(inner) if inner.type == "or_pattern" else [inner]
            plain = not matched or inner.type not in ("identifier",)
            tests = [_test(low, one) for one in alternatives] if plain else []
            if matched:
                value = low.at(Name(matched), inner)
                bound = [low.at(Assign([pattern(low, inner)], value, declares="let"), inner)]
    value_node = arm.child_by_field_id(f.value)
    body = (
        block(low, value_node, ending)
        if value_node is not None and value_node.type == "block"
        else low.at(Block([] if value_node is None else _ended(low, value_node, ending)), value_node or arm)
    )
    if guard is not None:
        test = low.at(If(low.expr(guard), body, None), arm)
        body = low.at(Block([test]), arm)
    if bound:
        body.items[:0] = bound
        body.start = arm.start_byte
    return low.at(Case(tests, body), arm)


def _test(low: Low, node: SyntaxNode) -> Expr:
    """What an arm is chosen by; the names that it binds are not part of it."""
    if node.type in ("tuple_struct_pattern", "struct_pattern"):
        of = node.child_by_field_id(low.f.type)
        return low.at(Opaque(node.type, [low.expr(of)]), node)
    if node.type in WRITTEN or node.type == "identifier":
        return low.expr(node)
    return low.at(Opaque(node.type, []), node)


def match_value(low: Low, node: SyntaxNode) -> Expr:
    return Opaque(node.type, [low.at(match(low, node, yielded), node)])


def statement_value(low: Low, node: SyntaxNode) -> Expr:
    """``return``, ``break``, ``continue`` and loops where a value is wanted: ``None => return Err(e)``."""
    return Opaque(node.type, list(low.stmt(node)))


# --- loops ---------------------------------------------------------------------------------------------------


def loop(low: Low, node: SyntaxNode) -> Stmt:
    f = low.f
    body = block(low, node.child_by_field_id(f.body))
    if node.type == "for_expression":
        return Loop(
            "for-each",
            body,
            target=pattern(low, node.child_by_field_id(f.pattern)),
            iterable=low.expr(node.child_by_field_id(f.value)),
        )
    test = node.child_by_field_id(f.condition) if node.type == "while_expression" else None
    return Loop("while", body, test=None if test is None else low.expr(test))


def jump(low: Low, node: SyntaxNode) -> Stmt:
    value = next((one for one in low.operands(node) if one.type != "label"), None)
    if value is not None:  # `break value`
        return OpaqueStmt("break", [yielded(low.expr(value)), low.at(Jump("break"), node)])
    return Jump(node.type.removesuffix("_expression"))


def return_(low: Low, node: SyntaxNode) -> Stmt:
    value = low.inner(node)
    return Return(None if value is None else low.expr(value))


# --- closures ------------------------------------------------------------------------------------------------


def closure(low: Low, node: SyntaxNode) -> Function:
    f = low.f
    given = node.child_by_field_id(f.parameters)
    params: list[Param] = []
    for child in [] if given is None else low.operands(given):
        params.append(param(low, child))
    body = node.child_by_field_id(f.body)
    is_async = node.children[0].type == "async" if node.children else False
    if body is not None and body.type in ("block", "async_block"):
        inside = (
            body
            if body.type == "block"
            else next((one for one in body.named_children if one.type == "block"), None)
        )
        made = block(low, inside, returned)
        is_async = is_async or body.type == "async_block"
    else:
        made = Block([] if body is None else _ended(low, body, returned))
        low.at(made, body or node)
    result = node.child_by_field_id(f.return_type)
    return Function(
        "", params, made, returns="" if result is None else annotation_of(low.text(result)), is_async=is_async
    )


_EXTRACTED = re.compile(
    r"^(?:\w+\.)*(Path|Query|QsQuery|Json|Form|State|Data|Extension|ReqData|TypedHeader|Valid|ValidatedJson|ValidatedForm|ValidatedQuery|Header|Multipart|RawQuery|RawForm|Strict|Lenient|Garde)<(.*)>$",
    re.DOTALL,
)


def param(low: Low, node: SyntaxNode) -> Param:
    """A parameter. An extractor such as ``Path<String>`` reads like a decorator ``Path`` of a ``String``."""
    f = low.f
    given = node.child_by_field_id(f.pattern) if node.type == "parameter" else node
    of = node.child_by_field_id(f.type) if node.type == "parameter" else None
    annotation = "" if of is None else annotation_of(low.text(of))
    decorators: list[Expr] = []
    while (extracted := _EXTRACTED.match(annotation)) is not None and of is not None:
        decorators.append(low.at(Name(extracted[1]), of))
        annotation = annotation_of(extracted[2])
    if of is not None and not decorators and annotation.rpartition(".")[2] in ("Multipart", "RawQuery"):
        decorators.append(low.at(Name(annotation.rpartition(".")[2]), of))
    if node.type == "self_parameter":
        return low.at(Param("self"), node)
    target = pattern(low, given)
    if isinstance(target, Name):
        return low.at(Param(target.id, annotation, decorators=decorators), node)
    return low.at(Param("", annotation, pattern=target, decorators=decorators), node)


# --- attributes ----------------------------------------------------------------------------------------------


def adopt(found: list[Stmt]) -> list[Stmt]:
    """Hand the attributes that stand before an item to the item."""
    made: list[Stmt] = []
    waiting: list[OpaqueStmt] = []
    for one in found:
        if isinstance(one, OpaqueStmt) and one.what == "attribute_item":
            waiting.append(one)
            continue
        if waiting:
            owner = getattr(one, "decorators", None)
            if owner is not None:
                owner[:0] = [e for w in waiting for e in w.items if isinstance(e, Expr)]
                one.start = waiting[0].start
            waiting = []
        made.append(one)
    return made


EXPRESSIONS: dict[str, ExprHandler] = {
    "async_block": braced,
    "block": braced,
    "break_expression": statement_value,
    "closure_expression": closure,
    "const_block": braced,
    "continue_expression": statement_value,
    "for_expression": statement_value,
    "gen_block": braced,
    "if_expression": if_value,
    "let_condition": let_condition,
    "loop_expression": statement_value,
    "match_expression": match_value,
    "return_expression": statement_value,
    "try_block": braced,
    "unsafe_block": braced,
    "while_expression": statement_value,
}
