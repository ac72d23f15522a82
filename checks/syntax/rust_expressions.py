"""Rust expressions, blocks that give a value, and closures."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, fields

from tree_sitter import Language
from tree_sitter import Node as SyntaxNode

from checks.syntax.lowering import ExprHandler, Lowering
from checks.syntax.model import (
    Arg,
    Assign,
    Attr,
    Await,
    Binary,
    Block,
    Call,
    Case,
    Conditional,
    Expr,
    ExprStmt,
    Function,
    If,
    Index,
    Jump,
    Literal,
    Loop,
    Mapping,
    Name,
    Opaque,
    OpaqueStmt,
    Pair,
    Param,
    Return,
    Sequence,
    Spread,
    Stmt,
    Switch,
    Unary,
    Yield,
)
from checks.syntax.rust_types import annotation_of


@dataclass(frozen=True, slots=True)
class Fields:
    """Field ids of the Rust grammar."""

    alias: int
    alternative: int
    argument: int
    arguments: int
    body: int
    bounds: int
    condition: int
    consequence: int
    field: int
    function: int
    left: int
    list: int
    macro: int
    name: int
    operator: int
    parameters: int
    path: int
    pattern: int
    return_type: int
    right: int
    trait: int
    type: int
    type_arguments: int
    value: int


def field_ids(language: Language) -> Fields:
    """The ids in the installed grammar."""
    return Fields(**{field.name: language.field_id_for_name(field.name) or 0 for field in fields(Fields)})


Low = Lowering[Fields]
Ending = Callable[[Expr], Stmt]
"""What the last expression of a block becomes."""

_OPERATORS = {"&&": "and", "||": "or", "!": "not"}

# --- literals ------------------------------------------------------------------------------------------------

_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u\{([0-9a-fA-F_]{1,8})\}|\r?\n\s*|(.))", re.DOTALL)
_SINGLE = {"n": "\n", "t": "\t", "r": "\r", "0": "\0"}
_QUOTED = re.compile(r"^[bc]?(r?)(#*)[\"'](.*)[\"']\2$", re.DOTALL)
_SUFFIX = re.compile(r"_*(?:[iu](?:8|16|32|64|128|size)|f(?:32|64))$")


def _escaped(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    if code:
        number = int(code.replace("_", "") or "0", 16)
        return chr(number) if number <= 0x10FFFF and not 0xD800 <= number < 0xE000 else "\ufffd"
    return "" if match[3] is None else _SINGLE.get(match[3], match[3])


def unquoted(raw: str) -> str:
    """The text of a string or character literal."""
    match = _QUOTED.match(raw)
    if match is None:
        return raw.strip("\"'")
    return match[3] if match[1] else _ESCAPE.sub(_escaped, match[3])


def text_literal(low: Low, node: SyntaxNode) -> Expr:
    """``"text"``, ``r#"raw"#``, ``b"bytes"`` and ``'c'``."""
    raw = low.text(node)
    found = unquoted(raw)
    return Literal("bytes", found.encode()) if raw.startswith("b") else Literal("str", found)


def integer(low: Low, node: SyntaxNode) -> Expr:
    digits = low.text(node).replace("_", "").lower()
    if not digits.startswith("0x"):
        digits = _SUFFIX.sub("", digits)
    try:
        return Literal("int", int(digits, 0) if len(digits) < 4000 else None)
    except ValueError:  # malformed, a suffix on a hexadecimal number
        return Literal("int", None)


def floating(low: Low, node: SyntaxNode) -> Expr:
    try:
        return Literal("float", float(_SUFFIX.sub("", low.text(node).replace("_", ""))))
    except ValueError:
        return Literal("float", None)


def boolean(low: Low, node: SyntaxNode) -> Expr:
    return Literal("bool", low.text(node) == "true")


def unit(low: Low, node: SyntaxNode) -> Expr:
    return Literal("none", None)


# --- chains: calls, members, indexes, paths ------------------------------------------------------------------

_LINKS = frozenset(
    {
        "call_expression",
        "field_expression",
        "index_expression",
        "await_expression",
        "generic_function",
        "scoped_identifier",
        "scoped_type_identifier",
        "generic_type",
        "generic_type_with_turbofish",
        "bracketed_type",
    }
)
_PARSED = re.compile(
    r"::\s*<\s*(?:[iu](?:8|16|32|64|128|size)|f(?:32|64)|bool|char|(?:\w+::)*(?:Uuid|IpAddr|Ipv[46]Addr|SocketAddr|Decimal|BigDecimal|NaiveDate\w*|DateTime<[^>]*>))\s*>"
)


def chain(low: Low, node: SyntaxNode) -> Expr:
    """A call, member, index, path or ``.await``, with everything to its left in one loop."""
    f = low.f
    links: list[tuple[str, SyntaxNode]] = []
    base: SyntaxNode | None = node
    while base is not None:
        kind = base.type
        if kind in _LINKS:
            links.append((kind, base))
            base = _left(low, base, kind)
        elif low.is_transparent(base):
            base = low.inner(base)
        else:
            break
    if base is None and links:  # `::std::fs`: a path that starts at the crates
        kind, link = links.pop()
        name = link.child_by_field_id(f.name)
        made: Expr = low.at(Name("" if name is None else low.text(name)), link)
    elif base is not None and base.type in ("self", "super", "crate", "metavariable", "identifier"):
        made = named(low, base)
    else:
        made = low.expr(base)
    if isinstance(made, Name) and made.id == "Self" and len(links) > 0 and links[-1][0].startswith("scoped"):
        made.id = "self"  # `Self::of(x)` is a member of the type around, like `self.of(x)`
    for kind, link in reversed(links):
        if kind in ("field_expression", "scoped_identifier", "scoped_type_identifier"):
            name = link.child_by_field_id(f.field if kind == "field_expression" else f.name)
            made = Attr(made, "" if name is None else low.text(name))
        elif kind == "call_expression":
            made = _called(low, link, made)
        elif kind == "index_expression":
            parts = low.operands(link)
            made = Index(made, low.expr(parts[1] if len(parts) > 1 else None))
        elif kind == "await_expression":
            made = Await(made)
        else:
            turbofish = _PARSED.search(low.text(link)[-80:]) if kind == "generic_function" else None
            if turbofish is not None and isinstance(made, Attr) and made.name == "parse":
                made.name = "parse_typed"
            made.end = link.end_byte
            continue
        made.start, made.end = link.start_byte, link.end_byte
    return made


def _left(low: Low, node: SyntaxNode, kind: str) -> SyntaxNode | None:
    f = low.f
    if kind in ("call_expression", "generic_function"):
        return node.child_by_field_id(f.function)
    if kind == "field_expression":
        return node.child_by_field_id(f.value)
    if kind in ("scoped_identifier", "scoped_type_identifier"):
        return node.child_by_field_id(f.path)
    if kind.startswith("generic_type"):
        return node.child_by_field_id(f.type)
    return low.inner(node)


def _called(low: Low, node: SyntaxNode, callee: Expr) -> Expr:
    found: list[Arg] = []
    given = node.child_by_field_id(low.f.arguments)
    for child in [] if given is None else low.operands(given):
        if child.type != "attribute_item":
            found.append(low.at(Arg(low.expr(child)), child))
    return Call(callee, found)


def named(low: Low, node: SyntaxNode) -> Expr:
    return low.at(Name(low.text(node)), node)


# --- operators -----------------------------------------------------------------------------------------------


def binary(low: Low, node: SyntaxNode) -> Expr:
    """``left op right`` with everything to its left in one loop."""
    f = low.f
    spine: list[SyntaxNode] = []
    left: SyntaxNode | None = node
    while left is not None:
        if left.type == "binary_expression":
            spine.append(left)
            left = left.child_by_field_id(f.left)
        elif low.is_transparent(left):
            left = low.inner(left)
        else:
            break
    made = low.expr(left)
    for link in reversed(spine):
        operator = link.child_by_field_id(f.operator)
        op = "" if operator is None else operator.type
        made = Binary(_OPERATORS.get(op, op), made, low.expr(link.child_by_field_id(f.right)))
        made.start, made.end = link.start_byte, link.end_byte
    return made


def unary(low: Low, node: SyntaxNode) -> Expr:
    op = node.children[0].type if node.children else ""
    return Unary(_OPERATORS.get(op, op), low.expr(low.inner(node)))


def borrowed(low: Low, node: SyntaxNode) -> Expr:
    """``&x`` and ``&mut x`` are ``x``."""
    return low.expr(node.child_by_field_id(low.f.value))


def let_condition(low: Low, node: SyntaxNode) -> Assign:
    """``let Some(x) = y`` as a test: an assignment used as an expression."""
    f = low.f
    return Assign(
        [pattern(low, node.child_by_field_id(f.pattern))],
        low.expr(node.child_by_field_id(f.value)),
        declares="let",
    )


def let_chain(low: Low, node: SyntaxNode) -> Expr:
    parts = low.operands(node)
    made = low.expr(parts[0] if parts else None)
    for part in parts[1:]:
        made = Binary("and", made, low.expr(part))
        made.start, made.end = node.start_byte, part.end_byte
    return made


def assignment(low: Low, node: SyntaxNode) -> Assign:
    f = low.f
    operator = node.child_by_field_id(f.operator)
    return Assign(
        [low.expr(node.child_by_field_id(f.left))],
        low.expr(node.child_by_field_id(f.right)),
        op="=" if operator is None else operator.type,
    )


def span(low: Low, node: SyntaxNode) -> Expr:
    """``0..2``: no value of its own."""
    return Opaque("slice", [low.expr(one) for one in low.operands(node)])


# --- collections ---------------------------------------------------------------------------------------------


def items(low: Low, node: SyntaxNode) -> Expr:
    kind = "tuple" if node.type == "tuple_expression" else "list"
    return Sequence(kind, [low.expr(one) for one in low.operands(node) if one.type != "attribute_item"])


def struct(low: Low, node: SyntaxNode) -> Expr:
    """``Order { id, total: 1, ..rest }``."""
    f = low.f
    body = node.child_by_field_id(f.body)
    pairs: list[Pair] = []
    for one in [] if body is None else low.operands(body):
        if one.type == "shorthand_field_initializer":
            name = low.inner(one)
            if name is not None:
                pairs.append(low.at(Pair(low.at(Literal("str", low.text(name)), name), low.expr(name)), one))
        elif one.type == "field_initializer":
            key = one.child_by_field_id(f.field)
            value = low.expr(one.child_by_field_id(f.value))
            shown = None if key is None else low.at(Literal("str", low.text(key)), key)
            pairs.append(low.at(Pair(shown, value), one))
        elif one.type == "base_field_initializer":
            pairs.append(low.at(Pair(None, low.expr(low.inner(one))), one))
    named_type = node.child_by_field_id(f.name)
    return Mapping(pairs, "" if named_type is None else annotation_of(low.text(named_type)))


# --- patterns ------------------------------------------------------------------------------------------------


def pattern(low: Low, node: SyntaxNode | None) -> Expr:
    """A pattern as the target of an assignment. ``Some(x)`` and other wrappers of one thing stand for that thing."""
    if node is None:
        return Name("_")
    return low.guarded(node, lambda: _pattern(low, node))


def _pattern(low: Low, node: SyntaxNode) -> Expr:
    f = low.f
    kind = node.type
    parts = [one for one in low.operands(node) if one.type not in ("mutable_specifier", "attribute_item")]
    if kind in ("mut_pattern", "ref_pattern", "reference_pattern", "match_pattern", "generic_pattern"):
        return pattern(low, parts[0]) if parts else Name("_")
    if kind == "captured_pattern":
        return pattern(low, parts[0]) if parts else Name("_")
    if kind == "tuple_struct_pattern":
        of = node.child_by_field_id(f.type)
        inner = [one for one in parts if one != of]
        if len(inner) == 1:
            return pattern(low, inner[0])
        return Sequence("tuple", [pattern(low, one) for one in inner])
    if kind in ("tuple_pattern", "slice_pattern"):
        return Sequence(
            "tuple",
            [Spread(Name("_")) if o.type == "remaining_field_pattern" else pattern(low, o) for o in parts],
        )
    if kind == "or_pattern":
        return pattern(low, parts[-1]) if parts else Name("_")
    if kind == "struct_pattern":
        pairs: list[Pair] = []
        of = node.child_by_field_id(f.type)
        for one in parts:
            if one.type != "field_pattern":
                continue
            name, inside = one.child_by_field_id(f.name), one.child_by_field_id(f.pattern)
            if name is not None:
                value = low.at(Name(low.text(name)), name) if inside is None else pattern(low, inside)
                pairs.append(low.at(Pair(low.at(Literal("str", low.text(name)), name), value), one))
        return Mapping(pairs, "" if of is None else annotation_of(low.text(of)))
    if kind in ("identifier", "shorthand_field_identifier"):
        return Name(low.text(node))
    return low.expr(node)


_WRITTEN = frozenset(
    {"string_literal", "raw_string_literal", "char_literal", "integer_literal", "boolean_literal",
     "float_literal", "negative_literal", "scoped_identifier", "range_pattern"}
)  # fmt: skip


def _binds(node: SyntaxNode) -> bool:
    """Whether a pattern gives a name to (a part of) what it is matched with."""
    stack = [node]
    while stack:
        one = stack.pop()
        if one.type in ("identifier", "shorthand_field_identifier"):
            text = (one.text or b"").decode("utf-8", "replace")
            if text[:1].islower() or text[:1] == "_":
                return True
        elif one.type not in _WRITTEN:
            stack.extend(one.named_children)
    return False


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
    binding = [arm for arm in arms if (p := _matched_by(low, arm)) is not None and _binds(p)]
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
    if node.type in _WRITTEN or node.type == "identifier":
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
    "array_expression": items,
    "assignment_expression": assignment,
    "async_block": braced,
    "await_expression": chain,
    "binary_expression": binary,
    "block": braced,
    "boolean_literal": boolean,
    "break_expression": statement_value,
    "call_expression": chain,
    "char_literal": text_literal,
    "closure_expression": closure,
    "compound_assignment_expr": assignment,
    "const_block": braced,
    "continue_expression": statement_value,
    "field_expression": chain,
    "float_literal": floating,
    "for_expression": statement_value,
    "gen_block": braced,
    "generic_function": chain,
    "generic_type": chain,
    "generic_type_with_turbofish": chain,
    "if_expression": if_value,
    "index_expression": chain,
    "integer_literal": integer,
    "let_chain": let_chain,
    "let_condition": let_condition,
    "loop_expression": statement_value,
    "match_expression": match_value,
    "negative_literal": unary,
    "range_expression": span,
    "raw_string_literal": text_literal,
    "reference_expression": borrowed,
    "return_expression": statement_value,
    "scoped_identifier": chain,
    "scoped_type_identifier": chain,
    "string_literal": text_literal,
    "struct_expression": struct,
    "try_block": braced,
    "tuple_expression": items,
    "unary_expression": unary,
    "unit_expression": unit,
    "unsafe_block": braced,
    "while_expression": statement_value,
}
