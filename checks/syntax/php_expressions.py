"""PHP expressions: names, chains, arguments, operators, arrays, functions."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import cast

from tree_sitter import Language
from tree_sitter import Node as SyntaxNode

from checks.syntax.lowering import ExprHandler, Lowering
from checks.syntax.model import (
    Arg,
    Assign,
    Attr,
    Binary,
    Block,
    Call,
    Class,
    Conditional,
    Expr,
    Function,
    Index,
    Literal,
    Mapping,
    Name,
    Opaque,
    Pair,
    Param,
    Raise,
    Return,
    Sequence,
    Spread,
    Unary,
    Yield,
)
from checks.syntax.php_text import TEXT


@dataclass(frozen=True, slots=True)
class Fields:
    """Field ids of the PHP grammar."""

    alias: int
    alternative: int
    argument: int
    arguments: int
    attributes: int
    body: int
    condition: int
    conditional_expressions: int
    default_value: int
    function: int
    initialize: int
    left: int
    name: int
    object: int
    operator: int
    parameters: int
    return_expression: int
    return_type: int
    right: int
    scope: int
    type: int
    update: int
    value: int


def field_ids(language: Language) -> Fields:
    """The ids in the installed grammar."""
    return Fields(**{field.name: language.field_id_for_name(field.name) or 0 for field in fields(Fields)})


Low = Lowering[Fields]

_OPERATORS = {"&&": "and", "||": "or", "!": "not", "AND": "and", "OR": "or", ".": "+", "+": "add", "<>": "!="}

# --- names and constants -------------------------------------------------------------------------------------


def variable(low: Low, node: SyntaxNode) -> Expr:
    """``$x`` is the name ``x``."""
    return Name(low.text(node).lstrip("$"))


def dynamic_variable(low: Low, node: SyntaxNode) -> Expr:
    """``${name}`` in text is the variable; ``$$name`` is not known."""
    inner = low.inner(node)
    if inner is not None and inner.type == "name":
        return low.expr(inner)
    return Opaque(node.type, low.anything(node))


def qualified(low: Low, node: SyntaxNode) -> Expr:
    r"""``\Foo\Bar`` is ``Foo.Bar``."""
    parts = [part for part in low.text(node).replace(" ", "").split("\\") if part]
    if parts and parts[0] == "namespace" and len(parts) > 1:
        parts = parts[1:]
    made: Expr = low.at(Name(parts[0] if parts else ""), node)
    for part in parts[1:]:
        made = low.at(Attr(made, part), node)
    return made


def relative_scope(low: Low, node: SyntaxNode) -> Expr:
    """``self`` and ``static`` are the class itself."""
    word = low.text(node).lower()
    return Name("self" if word == "static" else word)


def constant(low: Low, node: SyntaxNode) -> Expr:
    """``null``, ``true``, ``false``."""
    return Literal("none", None) if node.type == "null" else Literal("bool", low.text(node).lower() == "true")


def integer(low: Low, node: SyntaxNode) -> Expr:
    digits = low.text(node).replace("_", "").lower()
    try:
        old_octal = len(digits) > 1 and digits[0] == "0" and digits.isdecimal()
        return Literal("int", int(digits, 8) if old_octal else int(digits, 0))
    except ValueError:  # malformed, or more digits than Python converts
        return Literal("int", None)


def floating(low: Low, node: SyntaxNode) -> Expr:
    try:
        return Literal("float", float(low.text(node).replace("_", "")))
    except ValueError:
        return Literal("float", None)


def type_text(low: Low, node: SyntaxNode | None) -> str:
    r"""A declared type: ``?\App\User`` is ``App.User|null``."""
    if node is None:
        return ""
    text = "".join(low.text(node).split()).replace("\\", ".")
    names = [part.lstrip(".") for part in text.lstrip("?").split("|")]
    return "|".join([*names, "null"] if text.startswith("?") else names)


# --- chains: calls, members, indexes -------------------------------------------------------------------------

_MEMBERS = frozenset({"member_access_expression", "nullsafe_member_access_expression"})
_MEMBER_CALLS = frozenset({"member_call_expression", "nullsafe_member_call_expression"})


def chain(low: Low, node: SyntaxNode) -> Expr:
    """A call, member or index, with everything to its left in one loop."""
    f = low.f
    links: list[SyntaxNode] = []
    base: SyntaxNode | None = node
    while base is not None:
        kind = base.type
        if kind in _MEMBERS or kind in _MEMBER_CALLS:
            links.append(base)
            base = base.child_by_field_id(f.object)
        elif kind in ("scoped_call_expression", "scoped_property_access_expression"):
            links.append(base)
            base = base.child_by_field_id(f.scope)
        elif kind in ("subscript_expression", "class_constant_access_expression"):
            links.append(base)
            base = low.inner(base)
        elif kind == "function_call_expression":
            links.append(base)
            base = base.child_by_field_id(f.function)
        elif low.is_transparent(base):
            base = low.inner(base)
        else:
            break
    called = base
    made = low.expr(base)
    for link in reversed(links):
        made = _linked(low, link, made, called)
        made.start, made.end = link.start_byte, link.end_byte
        called = link
    return made


def _linked(low: Low, link: SyntaxNode, base: Expr, called: SyntaxNode | None) -> Expr:
    f = low.f
    kind = link.type
    if kind == "function_call_expression":
        if (
            called is not None
            and called.type != "name"
            and called.type not in ("qualified_name", "relative_name")
        ):
            base = low.at(Attr(base, "__invoke"), called)
        return Call(_lower_name(base), args(low, link.child_by_field_id(f.arguments)))
    if kind == "subscript_expression":
        keys = low.operands(link)[1:]
        if not keys:
            return Index(base, low.at(Opaque("append", []), link))
        return Index(base, low.expr(keys[0]))
    if kind == "class_constant_access_expression":
        last = link.named_children[-1]
        return Attr(base, low.text(last))
    named = link.child_by_field_id(f.name)
    if named is not None and named.type not in ("name", "variable_name"):
        name = ""
    else:
        name = "" if named is None else low.text(named).lstrip("$")
        if (
            named is not None
            and named.type == "variable_name"
            and kind != "scoped_property_access_expression"
        ):
            name = ""  # `$object->$name`: not known
    member = Attr(base, name)
    if kind in _MEMBER_CALLS or kind == "scoped_call_expression":
        member.start = link.start_byte
        member.end = link.end_byte if named is None else named.end_byte
        return Call(member, args(low, link.child_by_field_id(f.arguments)))
    return member


def _lower_name(callee: Expr) -> Expr:
    """``die`` is ``exit``."""
    if isinstance(callee, Name) and callee.id.lower() == "die":
        callee.id = "exit"
    return callee


def args(low: Low, node: SyntaxNode | None) -> list[Arg]:
    """``name: value`` is a keyword argument, ``...$xs`` a spread one."""
    f = low.f
    made: list[Arg] = []
    for one in [] if node is None else low.operands(node):
        if one.type != "argument":
            if one.type == "variadic_placeholder":
                made.append(low.at(Arg(low.at(Name("..."), one), None, "*"), one))
            continue
        named = one.child_by_field_id(f.name)
        value = next((c for c in reversed(one.named_children) if c.kind_id not in low.grammar.comments), None)
        if value is not None and value.type == "variadic_unpacking":
            made.append(low.at(Arg(low.expr(low.inner(value)), None, "*"), one))
        else:
            made.append(low.at(Arg(low.expr(value), None if named is None else low.text(named)), one))
    return made


def argument_of(value: Expr) -> Arg:
    """An argument that spans its value."""
    made = Arg(value)
    made.start, made.end = value.start, value.end
    return made


def keyword_call(low: Low, node: SyntaxNode) -> Expr:
    """``include``, ``print``, ``clone``, ``exit``: calls of their word."""
    word = node.type.removesuffix("_expression").removesuffix("_intrinsic").removesuffix("_statement")
    callee = Name(word)
    callee.start, callee.end = node.start_byte, min(node.start_byte + len(word), node.end_byte)
    return Call(callee, [argument_of(low.expr(one)) for one in low.operands(node)])


def creation(low: Low, node: SyntaxNode) -> Expr:
    """``new Foo($x)``; an anonymous class is a Class as last argument."""
    inner = low.operands(node)
    of = next((c for c in inner if c.type not in ("arguments", "attribute_list")), None)
    if of is not None and of.type == "anonymous_class":
        given = next((c for c in of.named_children if c.type == "arguments"), None)
        made = args(low, given)
        body = next((c for c in of.named_children if c.type == "declaration_list"), None)
        bases = bases_of(low, of)
        own = low.at(Class("", bases, low.block(body)), of)
        made.append(low.at(Arg(own), of))
        callee: Expr = low.at(Name(""), of) if not bases else low.expr(_first_base(low, of))
        return Call(callee, made, new=True)
    given = next((c for c in inner if c.type == "arguments"), None)
    callee = low.at(Name(""), node) if of is None else low.expr(of)
    if of is not None and of.type not in ("name", "qualified_name", "relative_scope", "relative_name"):
        callee = low.at(Opaque("class_name", [callee]), of)
    return Call(callee, args(low, given), new=True)


def bases_of(low: Low, node: SyntaxNode) -> list[Expr]:
    """What a class extends and implements."""
    made: list[Expr] = []
    for child in node.named_children:
        if child.type in ("base_clause", "class_interface_clause"):
            made.extend(low.expr(one) for one in low.operands(child))
    return made


def _first_base(low: Low, node: SyntaxNode) -> SyntaxNode | None:
    clause = next(
        (c for c in node.named_children if c.type in ("base_clause", "class_interface_clause")), None
    )
    return None if clause is None else low.inner(clause)


# --- operators -----------------------------------------------------------------------------------------------


def binary(low: Low, node: SyntaxNode) -> Expr:
    """``left op right`` with everything to its left in one loop; ``.`` is ``+`` and the sum of numbers ``add``."""
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
    f = low.f
    operator = node.child_by_field_id(f.operator)
    op = "" if operator is None else operator.type
    argument = node.child_by_field_id(f.argument)
    operand = low.expr(argument if argument is not None else low.inner(node))
    if op == "-" and isinstance(operand, Literal) and isinstance(operand.value, (int, float)):
        return Literal(operand.kind, -operand.value)
    return Unary(_OPERATORS.get(op, op), operand)


_CASTS = {
    "int": "int",
    "integer": "int",
    "float": "float",
    "double": "float",
    "real": "float",
    "bool": "bool",
    "boolean": "bool",
}


def cast_(low: Low, node: SyntaxNode) -> Expr:
    """``(int) $x`` is a call of ``int``; casts to text and collections stand for what they hold."""
    f = low.f
    kind = node.child_by_field_id(f.type)
    value = low.expr(node.child_by_field_id(f.value))
    word = _CASTS.get("" if kind is None else low.text(kind).strip().lower())
    if word is None:
        return value
    callee = Name(word)
    callee.start = callee.end = node.start_byte
    return Call(callee, [argument_of(value)])


def ternary(low: Low, node: SyntaxNode) -> Expr:
    """``a ? b : c``; ``a ?: c`` is ``a or c``."""
    f = low.f
    test = low.expr(node.child_by_field_id(f.condition))
    body = node.child_by_field_id(f.body)
    other = low.expr(node.child_by_field_id(f.alternative))
    return Binary("or", test, other) if body is None else Conditional(test, low.expr(body), other)


def assignment(low: Low, node: SyntaxNode) -> Assign:
    """``$x = v``, ``$x .= v``, ``$x = &$y``, ``[$a, $b] = v``."""
    f = low.f
    operator = node.child_by_field_id(f.operator)
    op = "=" if operator is None else operator.type
    targets = [target(low, node.child_by_field_id(f.left))]
    right = node.child_by_field_id(f.right)
    while op == "=" and right is not None and right.type == "assignment_expression":
        targets.append(target(low, right.child_by_field_id(f.left)))
        right = right.child_by_field_id(f.right)
    return Assign(targets, low.expr(right), op="+=" if op == ".=" else op)


def target(low: Low, node: SyntaxNode | None) -> Expr:
    """What is assigned to; a list pattern is a tuple or, with keys, a Mapping."""
    if node is None:
        return Name("")
    if node.type in ("list_literal", "array_creation_expression"):
        return low.guarded(node, lambda: pattern(low, node))
    if node.type == "by_ref":
        return target(low, low.inner(node))
    return low.expr(node)


def pattern(low: Low, node: SyntaxNode) -> Expr:
    """``[$a, , 'k' => $b]`` on the left."""
    entries: list[tuple[SyntaxNode | None, SyntaxNode | None]] = []
    key: SyntaxNode | None = None
    value: SyntaxNode | None = None
    for child in _flat(low, node):
        if child.type == "=>":
            key, value = value, None
        elif child.type == ",":
            entries.append((key, value))
            key = value = None
        elif child.is_named:
            value = child
    if value is not None:
        entries.append((key, value))
    if any(key is not None for key, _ in entries):
        pairs = []
        for key, value in entries:
            if key is not None and value is not None:
                pair = Pair(low.expr(key), target(low, value))
                pair.start, pair.end = key.start_byte, value.end_byte
                pairs.append(pair)
        return Mapping(pairs)
    made = [low.at(Name(""), node) if value is None else target(low, value) for _, value in entries]
    return Sequence("tuple", made)


def _flat(low: Low, node: SyntaxNode) -> list[SyntaxNode]:
    found: list[SyntaxNode] = []
    for child in node.children:
        if child.type == "array_element_initializer":
            found.extend(child.children)
        elif child.kind_id not in low.grammar.comments:
            found.append(child)
    return found


def sequence(low: Low, node: SyntaxNode) -> Expr:
    """``$i++, $j--``."""
    return Sequence("tuple", [low.expr(one) for one in low.operands(node)])


def yield_(low: Low, node: SyntaxNode) -> Expr:
    value = low.inner(node)
    if value is not None and value.type == "array_element_initializer":
        value = low.operands(value)[-1]
    return Yield(None if value is None else low.expr(value))


def thrown(low: Low, node: SyntaxNode) -> Expr:
    """``$x ?? throw new E()``."""
    return Opaque(node.type, [low.at(Raise(low.expr(low.inner(node))), node)])


# --- arrays --------------------------------------------------------------------------------------------------


def array(low: Low, node: SyntaxNode) -> Expr:
    """``[1, 2]`` is a list, ``['a' => 1]`` a Mapping; in one of both kinds the plain items have their position as key."""
    found = [one for one in low.operands(node) if one.type == "array_element_initializer"]
    parts = [low.operands(one) for one in found]
    if not any(len(part) > 1 for part in parts):
        items: list[Expr] = []
        for part, one in zip(parts, found, strict=True):
            held = part[0] if part else None
            if held is not None and held.type == "variadic_unpacking":
                items.append(low.at(Spread(low.expr(low.inner(held))), one))
            elif held is not None:
                items.append(low.expr(low.inner(held) if held.type == "by_ref" else held))
        return Sequence("list", items)
    pairs: list[Pair] = []
    for position, (part, one) in enumerate(zip(parts, found, strict=True)):
        if len(part) > 1:
            value = low.inner(part[1]) if part[1].type == "by_ref" else part[1]
            pair = Pair(low.expr(part[0]), low.expr(value))
        elif part and part[0].type == "variadic_unpacking":
            pair = Pair(None, low.expr(low.inner(part[0])))
        else:
            pair = Pair(low.at(Literal("int", position), one), low.expr(part[0] if part else None))
        pairs.append(low.at(pair, one))
    return Mapping(pairs)


# --- functions -----------------------------------------------------------------------------------------------


def function(low: Low, node: SyntaxNode) -> Function:
    """A function, method, closure or arrow function."""
    f = low.f
    named = node.child_by_field_id(f.name)
    body = node.child_by_field_id(f.body)
    made: Block
    returns = type_text(low, node.child_by_field_id(f.return_type))
    found = params(low, node.child_by_field_id(f.parameters))
    decorators = decorators_of(low, node)
    if node.type == "arrow_function":
        value = low.expr(body)
        only = Return(value)
        made = Block([only])
        if hasattr(value, "end"):
            only.start, only.end = made.start, made.end = value.start, value.end
        return Function("", found, made, returns=returns, decorators=decorators)
    generator = body is not None and low.source.find(b"yield", body.start_byte, body.end_byte) >= 0
    hidden = any(
        child.type == "visibility_modifier" and low.text(child).lower() in ("private", "protected")
        for child in node.named_children
    )
    return Function(
        "" if named is None else low.text(named),
        found,
        Block([]) if body is None else low.block(body) if named is None else low.body(body),
        decorators=decorators,
        returns=returns,
        is_generator=generator,
        exported=named is not None and not hidden,
    )


def params(low: Low, node: SyntaxNode | None) -> list[Param]:
    """Parameters with their types and attributes."""
    f = low.f
    made: list[Param] = []
    for child in [] if node is None else low.operands(node):
        if child.type not in ("simple_parameter", "variadic_parameter", "property_promotion_parameter"):
            continue
        named = child.child_by_field_id(f.name)
        if named is not None and named.type == "by_ref":
            named = low.inner(named)
        default = child.child_by_field_id(f.default_value)
        param = Param(
            "" if named is None else low.text(named).lstrip("$"),
            type_text(low, child.child_by_field_id(f.type)),
            None if default is None else low.expr(default),
            "*" if child.type == "variadic_parameter" else "",
            decorators=decorators_of(low, child),
        )
        made.append(low.at(param, child))
    return made


def decorators_of(low: Low, node: SyntaxNode) -> list[Expr]:
    """Attributes ``#[Name(args)]`` as decorators."""
    listed = node.child_by_field_id(low.f.attributes)
    made: list[Expr] = []
    for group in [] if listed is None else low.operands(listed):
        for one in low.operands(group):
            of = low.inner(one)
            callee = low.expr(of)
            given = one.child_by_field_id(low.f.parameters)
            made.append(callee if given is None else low.at(Call(callee, args(low, given)), one))
    return made


def assignment_value(low: Low, node: SyntaxNode) -> Expr:
    """An assignment where a value stands."""
    return cast(Expr, assignment(low, node))


EXPRESSIONS: dict[str, ExprHandler] = {
    **TEXT,
    "anonymous_function": function,
    "array_creation_expression": array,
    "arrow_function": function,
    "assignment_expression": assignment_value,
    "augmented_assignment_expression": assignment_value,
    "binary_expression": binary,
    "boolean": constant,
    "cast_expression": cast_,
    "class_constant_access_expression": chain,
    "clone_expression": keyword_call,
    "conditional_expression": ternary,
    "dynamic_variable_name": dynamic_variable,
    "exit_statement": keyword_call,
    "float": floating,
    "function_call_expression": chain,
    "include_expression": keyword_call,
    "include_once_expression": keyword_call,
    "integer": integer,
    "list_literal": pattern,
    "member_access_expression": chain,
    "member_call_expression": chain,
    "null": constant,
    "nullsafe_member_access_expression": chain,
    "nullsafe_member_call_expression": chain,
    "object_creation_expression": creation,
    "print_intrinsic": keyword_call,
    "qualified_name": qualified,
    "reference_assignment_expression": assignment_value,
    "relative_name": qualified,
    "relative_scope": relative_scope,
    "require_expression": keyword_call,
    "require_once_expression": keyword_call,
    "scoped_call_expression": chain,
    "scoped_property_access_expression": chain,
    "sequence_expression": sequence,
    "subscript_expression": chain,
    "throw_expression": thrown,
    "unary_op_expression": unary,
    "update_expression": unary,
    "variable_name": variable,
    "yield_expression": yield_,
}
