"""Ruby to the code model. What is not obvious:

- The last expression of a method or block is its Return, in every branch; so is the value of ``next``. ``x = if ...`` is an If with an
  assignment in each branch; elsewhere an ``if`` with a value is a Conditional.
- ``@x`` and ``@@x`` are ``self.x``. ``a.b`` is a Call even without arguments (only as a target of an assignment it is an Attr);
  a plain name is a Name, whether it is a variable or a call without arguments. ``A::B`` is an Attr, ``A.new(x)`` a Call of ``A`` with ``new``.
- A block is the last argument, a Function; ``&block`` is an argument named ``&``. ``xs.each do |x| ... end`` and its like are Loops
  over ``xs``, ``loop do`` an endless one; ``lambda { }`` and ``->() { }`` are Functions.
- Symbols are text. ``key: value`` in a call is a keyword argument; pairs with other keys are one Mapping.
- ``@x ||= y`` is a plain assignment, ``x ||= y`` an If around one. ``text << more`` among statements is an Assign with the op ``<<``.
- ``render(x) and return`` and ``x or raise ...`` are Ifs. ``raise A, "b"`` raises the call ``A("b")``, ``raise "b"`` a ``RuntimeError``.
- Modules are Classes of the kind ``module``; ``class << self`` is dissolved. What follows ``private`` is not ``exported``.
- ``yield x`` is a call of ``yield``, ``super`` one of ``super``, ```ls``` one of `````. ``require`` and its like are calls and Imports.
"""

from __future__ import annotations

from functools import cache
from typing import cast

import tree_sitter_ruby
from tree_sitter import Node as SyntaxNode

from checks.syntax import ruby_bodies
from checks.syntax.lowering import Grammar, Lowering, StmtHandler, lower_file, make_grammar
from checks.syntax.model import (
    Assign,
    Block,
    Call,
    Class,
    Expr,
    ExprStmt,
    Function,
    If,
    Import,
    Jump,
    Literal,
    Loop,
    Module,
    Name,
    OpaqueStmt,
    Raise,
    Return,
    Sequence,
    Stmt,
    Unary,
)
from checks.syntax.ruby_bodies import COMPOUND, body, either_leaves, items, returning
from checks.syntax.ruby_expressions import (
    EXPRESSIONS,
    Fields,
    Low,
    block_function,
    field_ids,
    params,
    raised,
    target,
    values,
)
from checks.syntax.ruby_patterns import matched

# --- assignments ---------------------------------------------------------------------------------------------


def _assignment(low: Low, node: SyntaxNode) -> Stmt | list[Stmt]:
    """``x = y``; where ``y`` is a branching statement, the branches assign."""
    f = low.f
    targets = [node.child_by_field_id(f.left)]
    right = node.child_by_field_id(f.right)
    while right is not None and right.type == "assignment":
        targets.append(right.child_by_field_id(f.left))
        right = right.child_by_field_id(f.right)
    if right is not None and right.type in COMPOUND and len(targets) == 1:
        return _branching(low, targets[0], right, "=")
    if right is not None and right.type == "right_assignment_list":
        value = values(low, right) or low.expr(right)
    else:
        value = low.expr(right)
    return Assign([target(low, one) for one in targets], value)


def _branching(low: Low, left: SyntaxNode | None, right: SyntaxNode, op: str) -> list[Stmt]:
    def assigned(value: Expr) -> Stmt:
        made = Assign([target(low, left)], value, op=op)
        made.start, made.end = value.start, value.end
        return made

    found = ruby_bodies.tail(low, right, assigned)
    if len(found) == 1 and isinstance(found[0], Assign) and left is not None:
        found[0].start = left.start_byte  # `x = (y)`
    return found


def _operator_assignment(low: Low, node: SyntaxNode) -> Stmt | list[Stmt]:
    f = low.f
    left = node.child_by_field_id(f.left)
    right = node.child_by_field_id(f.right)
    operator = node.child_by_field_id(f.operator)
    op = "=" if operator is None else operator.type
    if op not in ("||=", "&&="):
        if right is not None and right.type in COMPOUND:
            return _branching(low, left, right, op)
        return Assign([target(low, left)], low.expr(right), op=op)
    if right is not None and right.type in COMPOUND:
        made = _branching(low, left, right, "=")
    else:
        made = [low.at(Assign([target(low, left)], low.expr(right)), node)]
    if op == "||=" and left is not None and left.type in ("instance_variable", "class_variable", "constant"):
        return made
    held = low.expr(left)
    test: Expr = held
    if op == "||=":
        test = Unary("not", held)
        test.start, test.end = held.start, held.end
    return If(test, low.at(Block(made), node), None)


# --- simple statements ---------------------------------------------------------------------------------------


def _expression(low: Low, node: SyntaxNode) -> Stmt:
    return ExprStmt(low.expr(node))


def _identifier(low: Low, node: SyntaxNode) -> Stmt:
    """A plain name among statements; ``raise`` alone raises again."""
    name = low.text(node)
    if name in ("raise", "fail"):
        return Raise(None)
    if name.endswith(("!", "?")):
        return ExprStmt(low.at(Call(low.at(Name(name), node), []), node))
    return ExprStmt(low.expr(node))


def _binary(low: Low, node: SyntaxNode) -> Stmt | list[Stmt]:
    """``text << more`` adds to ``text``; ``x or raise`` is an If."""
    f = low.f
    chosen = either_leaves(low, node)
    if chosen is not None:
        return chosen
    added: list[SyntaxNode] = []
    left: SyntaxNode | None = node
    while left is not None and left.type == "binary":
        operator = left.child_by_field_id(f.operator)
        right = left.child_by_field_id(f.right)
        if operator is None or operator.type != "<<" or right is None:
            return ExprStmt(low.expr(node))
        added.append(right)
        left = left.child_by_field_id(f.left)
    if left is None or left.type not in ("identifier", "instance_variable", "class_variable"):
        return ExprStmt(low.expr(node))
    made: list[Stmt] = []
    for one in reversed(added):
        assign = Assign([target(low, left)], low.expr(one), op="<<")
        made.append(low.at(assign, node if one is added[0] else one))
    return made


def _return(low: Low, node: SyntaxNode) -> Stmt:
    return Return(values(low, low.inner(node)))


def _next(low: Low, node: SyntaxNode) -> Stmt:
    """``next value`` ends a block with the value; alone it goes on with the next round."""
    value = values(low, low.inner(node))
    return Jump("continue") if value is None else Return(value)


def _jump(low: Low, node: SyntaxNode) -> Stmt | list[Stmt]:
    value = values(low, low.inner(node))
    jump = low.at(Jump(node.type), node)
    return jump if value is None else [_at_value(ExprStmt(value)), jump]


def _at_value(made: ExprStmt) -> ExprStmt:
    made.start, made.end = made.value.start, made.value.end
    return made


def _match(low: Low, node: SyntaxNode) -> Stmt:
    """``config => {name:}``."""
    f = low.f
    subject = node.child_by_field_id(f.value)
    test = cast(object, matched(low, node.child_by_field_id(f.pattern), subject))
    if isinstance(test, Assign):
        test.value = low.expr(subject)
        return low.at(test, node)
    return ExprStmt(cast(Expr, test))


# --- loops ---------------------------------------------------------------------------------------------------


def _while(low: Low, node: SyntaxNode) -> Stmt:
    """``while`` and ``until``, before or behind their body."""
    f = low.f
    condition = node.child_by_field_id(f.condition)
    test: Expr | None = None
    if condition is not None and condition.type != "true":
        test = low.expr(condition)
        if node.type.startswith("until"):
            negated = Unary("not", test)
            negated.start, negated.end = test.start, test.end
            test = negated
    return Loop("while", _loop_body(low, node.child_by_field_id(f.body)), test=test)


def _loop_body(low: Low, node: SyntaxNode | None) -> Block:
    if node is None:
        return Block([])
    if node.type in ("do", "block_body", "body_statement", "begin"):
        return body(low, node)
    return low.at(Block(low.stmt(node)), node)


def _for(low: Low, node: SyntaxNode) -> Stmt:
    f = low.f
    held = node.child_by_field_id(f.value)
    return Loop(
        "for-each",
        _loop_body(low, node.child_by_field_id(f.body)),
        target=target(low, node.child_by_field_id(f.pattern)),
        iterable=low.expr(None if held is None else low.inner(held)),
    )


_OVER_RECEIVER = frozenset({"each", "each_with_index", "reverse_each", "each_entry", "each_pair"})
_OVER_CALL = frozenset(
    {"times", "upto", "downto", "step", "find_each", "find_in_batches", "in_batches", "each_key", "each_value", "each_slice", "each_cons",
     "each_char", "each_line", "each_byte", "each_row", "each_hash", "foreach", "each_child", "each_entry"}
)  # fmt: skip


def _iteration(low: Low, node: SyntaxNode) -> Loop | None:
    """``xs.each do |x| ... end``; None for another call."""
    f = low.f
    block = node.child_by_field_id(f.block)
    method = node.child_by_field_id(f.method)
    if block is None or method is None:
        return None
    name = low.text(method)
    receiver = node.child_by_field_id(f.receiver)
    inner = block.child_by_field_id(f.body)
    if receiver is None:
        if name != "loop" or node.child_by_field_id(f.arguments) is not None:
            return None
        return Loop("while", Block([]) if inner is None else _loop_body(low, inner))
    if name in _OVER_RECEIVER:
        iterable = low.expr(receiver)
    elif name in _OVER_CALL:
        iterable = low.expr(node)
        if not isinstance(iterable, Call):
            return None
        iterable.args = [a for a in iterable.args if a.start < block.start_byte]
        before = block.prev_sibling
        iterable.end = block.start_byte if before is None else before.end_byte
    else:
        return None
    found = params(low, block.child_by_field_id(f.parameters))
    if not found:
        function = cast(Function, block_function(low, block))
        found = function.params
    targets: list[Expr] = []
    for param in found:
        one = param.pattern or Name(param.name)
        one.start, one.end = param.start, param.end
        targets.append(one)
    aim: Expr | None = targets[0] if targets else None
    if len(targets) > 1:
        aim = Sequence("tuple", targets)
        aim.start, aim.end = targets[0].start, targets[-1].end
    return Loop(
        "for-each", Block([]) if inner is None else _loop_body(low, inner), target=aim, iterable=iterable
    )


# --- calls among statements ----------------------------------------------------------------------------------

_REQUIRES = frozenset({"require", "require_relative", "load", "autoload"})


def _call(low: Low, node: SyntaxNode) -> Stmt | list[Stmt]:
    """A call; ``raise``, ``require`` and iterations have words of their own."""
    f = low.f
    receiver = node.child_by_field_id(f.receiver)
    method = node.child_by_field_id(f.method)
    name = "" if method is None else low.text(method)
    if receiver is None and name in ("raise", "fail"):
        return raised(low, node)
    if receiver is None and name in _REQUIRES:
        return _require(low, node)
    loop = _iteration(low, node)
    if loop is not None:
        return loop
    if receiver is None:
        defined = _decorated(low, node, name)
        if defined is not None:
            return defined
    return ExprStmt(low.expr(node))


def _require(low: Low, node: SyntaxNode) -> Stmt | list[Stmt]:
    call = low.at(ExprStmt(low.expr(node)), node)
    value = call.value
    first = value.positional(0) if isinstance(value, Call) else None
    if isinstance(first, Literal) and isinstance(first.value, str):
        level = 1 if low.text(node).startswith("require_relative") else 0
        return [call, low.at(Import(first.value, [], level), node)]
    return call


def _decorated(low: Low, node: SyntaxNode, name: str) -> list[Stmt] | None:
    """``private def f`` and ``memoize def f``: the method."""
    given = node.child_by_field_id(low.f.arguments)
    found = [] if given is None else low.operands(given)
    if len(found) != 1 or found[0].type not in ("method", "singleton_method"):
        return None
    made = low.stmt(found[0])
    for one in made:
        if isinstance(one, Function):
            if name in ("private", "protected", "private_class_method"):
                one.exported = False
            elif name not in ("public", "module_function"):
                decorator = Name(name)
                decorator.start = decorator.end = node.start_byte
                one.decorators = [decorator]
    return made


# --- methods and classes -------------------------------------------------------------------------------------


def _method(low: Low, node: SyntaxNode) -> Stmt:
    """``def name(a) ... end``; ``initialize`` and setters give nothing back."""
    f = low.f
    named = node.child_by_field_id(f.name)
    name = "" if named is None else "".join(low.text(named).split())
    inner = node.child_by_field_id(f.body)
    found = params(low, node.child_by_field_id(f.parameters))
    silent = name == "initialize" or (name.endswith("=") and name[:1].isalpha())
    if inner is None:
        return Function(name, found, Block([]), exported=True)

    def lowered(inside: Lowering[Fields], syntax: SyntaxNode) -> Block:
        return _silent(inside, syntax) if silent else returning(inside, syntax)

    return Function(name, found, low.body(inner, lowered), exported=True)


def _silent(low: Low, node: SyntaxNode) -> Block:
    if node.type == "body_statement":
        return body(low, node)
    return low.at(Block(low.stmt(node)), node)


def _class(low: Low, node: SyntaxNode) -> Stmt:
    """A class or module; of ``class A::B`` the name is ``B``."""
    f = low.f
    named = node.child_by_field_id(f.name)
    if named is not None and named.type == "scope_resolution":
        named = named.child_by_field_id(f.name) or named
    base = node.child_by_field_id(f.superclass)
    bases = [] if base is None else [low.expr(one) for one in low.operands(base)]
    kind = "module" if node.type == "module" else "class"
    return Class(
        "" if named is None else low.text(named),
        bases,
        _members(low, node.child_by_field_id(f.body)),
        kind=kind,
        exported=True,
    )


def _members(low: Low, node: SyntaxNode | None) -> Block:
    if node is None:
        return Block([])
    made: list[Stmt] = []
    visible = True
    for child in low.operands(node):
        word = low.text(child) if child.type == "identifier" else ""
        if word in ("private", "protected"):
            visible = False
        elif word in ("public", "module_function"):
            visible = True
        found = low.stmt(child)
        if not visible:
            for one in found:
                if isinstance(one, Function) and child.type == "method":
                    one.exported = False
        made.extend(found)
    return low.at(Block(made), node)


def _singleton_class(low: Low, node: SyntaxNode) -> list[Stmt]:
    """``class << self``: its members are the class's."""
    return _members(low, node.child_by_field_id(low.f.body)).items


def _begin_block(low: Low, node: SyntaxNode) -> list[Stmt]:
    """``BEGIN { ... }`` and ``END { ... }``."""
    return items(low, low.operands(node), None)


def _nothing(low: Low, node: SyntaxNode) -> Stmt:
    return OpaqueStmt(node.type, [])


def _plain(kind: str) -> StmtHandler:
    compound = COMPOUND[kind]
    return lambda low, node: compound(low, node, None)


_STATEMENTS: dict[str, StmtHandler] = {
    **{kind: _plain(kind) for kind in COMPOUND},
    "alias": _nothing,
    "assignment": _assignment,
    "begin_block": _begin_block,
    "binary": _binary,
    "break": _jump,
    "call": _call,
    "class": _class,
    "end_block": _begin_block,
    "for": _for,
    "identifier": _identifier,
    "match_pattern": _match,
    "method": _method,
    "module": _class,
    "next": _next,
    "operator_assignment": _operator_assignment,
    "redo": _jump,
    "retry": _jump,
    "return": _return,
    "singleton_class": _singleton_class,
    "singleton_method": _method,
    "undef": _nothing,
    "until": _while,
    "until_modifier": _while,
    "while": _while,
    "while_modifier": _while,
}
_STATEMENTS |= {kind: _expression for kind in EXPRESSIONS if kind not in _STATEMENTS}
_STATEMENTS |= dict.fromkeys(("constant", "self", "global_variable"), _expression)


@cache
def _grammar() -> Grammar[Fields]:
    return make_grammar(
        tree_sitter_ruby.language(),
        field_ids,
        EXPRESSIONS,
        _STATEMENTS,
        transparent=("parenthesized_statements", "pattern", "parenthesized_pattern", "block_argument"),
        names=("identifier", "constant", "global_variable", "self", "operator", "setter"),
        comments=("comment",),
        ignored=("empty_statement", "heredoc_body", "heredoc_end", "uninterpreted"),
        comment_start=rb"#|=begin",
    )


def lower(path: str, language: str, source: bytes) -> Module:
    """Lower one Ruby file. Broken syntax costs the smallest enclosing node."""
    module = lower_file(_grammar(), path, language, source)
    for comment in module.comments:
        comment.text = _comment_text(comment.text)
    return module


def _comment_text(raw: str) -> str:
    if raw.startswith("=begin"):
        return raw.removeprefix("=begin").removesuffix("=end").strip()
    return "\n".join(line.strip().lstrip("#").strip() for line in raw.split("\n")).strip()
