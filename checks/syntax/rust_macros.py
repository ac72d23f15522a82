"""Rust macros. The grammar leaves their tokens unread; they are read here as what the well-known ones make of them.

- ``format!`` and ``format_args!`` are a Template, ``vec!`` a list, ``json!`` a Mapping or list.
- Any other macro is a Call whose callee ends in ``!``: ``sqlx::query!`` (which binds) is not ``sqlx::query`` (which does not).
- Macros that format (``println!``, ``info!``, ``bail!`` ...) have one argument for their text: a Template, or a literal.
- ``write!(out, "...", x)`` is what it expands to: ``out.write_fmt(<Template>)``.
- Tokens that are no list of expressions are a Call without arguments; blocks among them are read as blocks.
"""

from __future__ import annotations

import re
from functools import cache

import tree_sitter_rust
from tree_sitter import Language, Parser
from tree_sitter import Node as SyntaxNode

from checks.syntax.lowering import ExprHandler, Lowering
from checks.syntax.model import (
    Arg,
    Attr,
    Call,
    Expr,
    Literal,
    Mapping,
    Name,
    Node,
    Opaque,
    Pair,
    Sequence,
    Template,
)
from checks.syntax.rust_expressions import Low, chain, named, unquoted

MACRO_DEPTH = 20
"""Levels of the bound on nesting that one macro inside another counts for: the inner ones are parsed again each time."""

_TEXTS = frozenset({"format", "format_args"})
_FORMATS = frozenset(
    {"print", "println", "eprint", "eprintln", "panic", "todo", "unimplemented", "unreachable", "trace", "debug", "info", "warn", "error", "log", "event",
     "anyhow", "bail", "ensure", "assert", "assert_eq", "assert_ne", "debug_assert", "debug_assert_eq", "debug_assert_ne"}
)  # fmt: skip
_HOLE = re.compile(r"\{\{|\}\}|\{([A-Za-z_]\w*|\d+)?(?::([^{}]*))?\}")
_KEYED = re.compile(rb"^\s*([A-Za-z_][\w.]*)\s*(?:=|:)\s*(?![=:])")
_SIGIL = re.compile(rb"^\s*[%?](?=[A-Za-z_&(])")


@cache
def _parser() -> Parser:
    return Parser(Language(tree_sitter_rust.language()))


def macro(low: Low, node: SyntaxNode) -> Expr:
    """One call of a macro."""
    f = low.f
    of = node.child_by_field_id(f.macro)
    tree = next((one for one in node.named_children if one.type == "token_tree"), None)
    name = "" if of is None else low.text(of).rpartition("::")[2]
    if of is None or tree is None:
        return Opaque(node.type, [])
    if name == "json":
        found = _json(low, [one for one in tree.children[1:-1] if one.kind_id not in low.ignored])
        if found is not None:
            return found
    args = tokens(low, tree)
    if name in _TEXTS:
        return _text(low, tree, args, 0)
    if name == "vec":
        return Sequence("list", [a.value for a in args])
    if name in ("write", "writeln") and args:
        text = _text(low, tree, args[1:], 0)
        callee = Attr(args[0].value, "write_fmt")
        callee.start, callee.end = args[0].start, args[0].end
        return Call(callee, [low.at(Arg(text), tree)])
    if name in _FORMATS:
        args = _formatted(low, tree, args)
    callee_: Expr = low.at(chain(low, of) if of.type == "scoped_identifier" else named(low, of), of)
    if isinstance(callee_, Attr):
        callee_.name += "!"
    elif isinstance(callee_, Name):
        callee_.id += "!"
    made = Call(callee_, args)
    if not args and tree.end_byte - tree.start_byte > 2:
        made.args = (
            [low.at(Arg(low.at(Opaque("tokens", blocks), tree)), tree)]
            if (blocks := _blocks(low, tree))
            else []
        )
    return made


def tokens(low: Low, tree: SyntaxNode) -> list[Arg]:
    """The arguments between the outer delimiters of a token tree; empty where they are no expressions."""
    pieces = _pieces(low, [one for one in tree.children[1:-1] if one.kind_id not in low.ignored])
    whole = b"" if not pieces else low.source[pieces[0][0] : pieces[-1][1]]
    args: list[Arg] = []
    for start, end in pieces:
        name: str | None = None
        raw = low.source[start:end]
        keyed = _KEYED.match(raw) if b"=" in whole or b":" in whole else None
        if keyed is not None:
            name = keyed[1].decode("utf-8", "replace")
            start += keyed.end()
        sigil = _SIGIL.match(low.source[start:end])
        if sigil is not None:
            start += sigil.end()
        value = reread(low, start, end)
        if value is None:
            continue
        arg = Arg(value, name)
        arg.start, arg.end = start, end
        args.append(arg)
    return args


def _pieces(low: Low, nodes: list[SyntaxNode]) -> list[tuple[int, int]]:
    """Spans between the commas (and the semicolon of ``vec![0; n]``) of a list of tokens."""
    found: list[tuple[int, int]] = []
    first: SyntaxNode | None = None
    last: SyntaxNode | None = None
    for one in nodes:
        if one.type in (",", ";"):
            if first is not None and last is not None:
                found.append((first.start_byte, last.end_byte))
            first = None
            continue
        first = first or one
        last = one
    if first is not None and last is not None:
        found.append((first.start_byte, last.end_byte))
    return found[:200]


def reread(low: Low, start: int, end: int) -> Expr | None:
    """Read a piece of the source as an expression; None where it is none."""
    if low._depth + MACRO_DEPTH > 100:
        return None
    before, after = b"fn f() { let _ = ", b"; }"
    text = before + low.source[start:end] + after
    root = _parser().parse(text).root_node
    if root.has_error:
        return None
    function = root.named_children[0] if root.named_children else None
    body = None if function is None else function.child_by_field_id(low.f.body)
    declared = None if body is None or len(body.named_children) != 1 else body.named_children[0]
    value = None if declared is None else declared.child_by_field_id(low.f.value)
    if value is None:
        return None
    inner: Low = Lowering(low.grammar, text)
    inner._depth = low._depth + MACRO_DEPTH
    return _moved(inner.expr(value), start - len(before))


def _moved(made: Expr, by: int) -> Expr:
    """Nodes lowered from a piece, at the places where the piece stands in the file."""
    for one in made.walk():
        if hasattr(one, "start"):
            one.start += by
            one.end += by
    return made


def _blocks(low: Low, tree: SyntaxNode) -> list[Node]:
    """What the braces among the tokens of ``select! { ... }`` hold."""
    found: list[Node] = []
    stack, tried = [tree], 0
    while stack and tried < 50:
        one = stack.pop()
        for child in one.named_children:
            if child.type != "token_tree" or tried >= 50:
                continue
            tried += 1
            is_block = low.source[child.start_byte : child.start_byte + 1] == b"{"
            value = reread(low, child.start_byte, child.end_byte) if is_block else None
            if value is not None:
                found.append(value)
            else:
                stack.append(child)
    return found


# --- text ----------------------------------------------------------------------------------------------------


def _formatted(low: Low, tree: SyntaxNode, args: list[Arg]) -> list[Arg]:
    """``info!(user = id, "paid {}", total)``: the text and what fills it become one argument."""
    for index, arg in enumerate(args):
        if arg.name is None and isinstance(arg.value, Literal) and arg.value.kind == "str":
            text = _text(low, tree, args[index:], 0)
            made = Arg(text)
            made.start, made.end = arg.start, args[-1].end
            return [*args[:index], made]
    return args


def _text(low: Low, tree: SyntaxNode, args: list[Arg], skip: int) -> Expr:
    """``"... {} {name} {0:>5}", values`` as a Template."""
    first = args[skip].value if len(args) > skip else None
    if not isinstance(first, Literal) or not isinstance(first.value, str):
        made: Expr = Opaque("format", [a.value for a in args[:1]]) if args else Literal("str", "")
        made.start, made.end = tree.start_byte, tree.end_byte
        return made
    positional = [a.value for a in args[skip + 1 :] if a.name is None]
    by_name = {a.name: a.value for a in args[skip + 1 :] if a.name}
    parts: list[Expr] = []
    specs: list[str] = []
    used: set[int] = set()
    text, last, following, cursor = first.value, 0, 0, first.start
    literal = ""
    for hole in _HOLE.finditer(text):
        literal += text[last : hole.start()]
        last = hole.end()
        if hole[0] in ("{{", "}}"):
            literal += hole[0][0]
            continue
        if literal:
            parts.append(_piece(literal, first))
            specs.append("")
            literal = ""
        key = hole[1]
        value: Expr | None
        if key is None:
            value = positional[following] if following < len(positional) else None
            following += 1
        elif key.isdigit():
            value = positional[int(key[:4])] if int(key[:4]) < len(positional) else None
        else:
            value = by_name.get(key)
            if value is None:
                value = Name(key)
                place = low.source.find(b"{" + key.encode(), cursor, first.end)
                cursor = place + 1 if place >= 0 else cursor
                value.start = first.start if place < 0 else place + 1
                value.end = first.end if place < 0 else place + 1 + len(key.encode())
        if value is None or id(value) in used:
            value = Opaque("hole", [])
            value.start, value.end = first.start, first.end
        used.add(id(value))
        parts.append(value)
        specs.append(hole[2] or "")
    literal += text[last:]
    if literal:
        parts.append(_piece(literal, first))
        specs.append("")
    if not any(not isinstance(p, Literal) for p in parts):
        made = Literal("str", "".join(str(p.value) for p in parts if isinstance(p, Literal)))
    else:
        # what fills nothing written here (`{:width$}`) is kept, so that it is seen
        rest = [v for v in (*positional, *by_name.values()) if id(v) not in used]
        made = Template(parts, specs)
        if rest:
            made.parts.extend(rest)
            made.specs.extend("d" for _ in rest)
    made.start, made.end = first.start, args[-1].end
    return made


def _piece(text: str, at: Expr) -> Expr:
    made = Literal("str", text)
    made.start, made.end = at.start, at.end
    return made


# --- json! ---------------------------------------------------------------------------------------------------


def _json(low: Low, nodes: list[SyntaxNode], depth: int = 0) -> Expr | None:
    """``{ "a": x, "b": [1, 2] }``; None where it cannot be read so."""
    if not nodes or depth > 20:
        return None
    only = nodes[0] if len(nodes) == 1 else None
    if only is not None and only.type == "token_tree":
        inside = [one for one in only.children[1:-1] if one.kind_id not in low.ignored]
        opening = low.source[only.start_byte : only.start_byte + 1]
        groups = _groups(inside)
        if opening == b"[":
            values = [_json(low, group, depth + 1) for group in groups]
            return low.at(Sequence("list", [v for v in values if v is not None]), only)
        if opening == b"{":
            pairs = [pair for group in groups if (pair := _member(low, group, depth)) is not None]
            return low.at(Mapping(pairs), only)
    return reread(low, nodes[0].start_byte, nodes[-1].end_byte)


def _member(low: Low, group: list[SyntaxNode], depth: int) -> Pair | None:
    colon = next((i for i, one in enumerate(group) if one.type == ":"), 0)
    value = _json(low, group[colon + 1 :], depth + 1) if colon else None
    if value is None:
        return None
    key: Expr | None
    if colon == 1 and group[0].type in ("string_literal", "raw_string_literal"):
        key = low.at(Literal("str", unquoted(low.text(group[0]))), group[0])
    else:
        key = reread(low, group[0].start_byte, group[colon - 1].end_byte)
    made = Pair(key, value)
    made.start, made.end = group[0].start_byte, group[-1].end_byte
    return made


def _groups(nodes: list[SyntaxNode]) -> list[list[SyntaxNode]]:
    found: list[list[SyntaxNode]] = [[]]
    for one in nodes:
        if one.type == ",":
            found.append([])
        else:
            found[-1].append(one)
    return [group for group in found if group]


EXPRESSIONS: dict[str, ExprHandler] = {"macro_invocation": macro}
