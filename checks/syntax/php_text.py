"""PHP text: quoted strings, interpolation, heredocs, commands."""

from __future__ import annotations

import re
from typing import Any

from tree_sitter import Node as SyntaxNode

from checks.syntax.lowering import ExprHandler, Lowering
from checks.syntax.model import Arg, Call, Expr, Literal, Name, Template

Low = Lowering[Any]

_ESCAPE = re.compile(r"\\(?:u\{([0-9a-fA-F]+)\}|x([0-9a-fA-F]{1,2})|([0-7]{1,3})|([nrtvef\\$\"`]))")
_SINGLE = {"n": "\n", "t": "\t", "r": "\r", "v": "\v", "e": "\x1b", "f": "\f"}
_PLAIN_ESCAPE = re.compile(r"\\([\\'])")
_LITERAL = frozenset({"string_content", "escape_sequence", "{", "}", "${", '"', "`"})


def _escaped(match: re.Match[str]) -> str:
    if match[1] or match[2]:
        number = int((match[1] or match[2])[:8], 16)
        return chr(number) if number <= 0x10FFFF and not 0xD800 <= number <= 0xDFFF else "\ufffd"
    if match[3]:
        return chr(int(match[3], 8) & 0xFF)
    return _SINGLE.get(match[4], match[4])


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(_escaped, text) if "\\" in text else text


def string(low: Low, node: SyntaxNode) -> Expr:
    """``'text'``; only the quote and the backslash are escaped."""
    raw = low.text(node)
    raw = raw[1:] if raw[:1] in "bB" else raw
    return Literal("str", _PLAIN_ESCAPE.sub(r"\1", raw[1:-1]))


def encapsed(low: Low, node: SyntaxNode) -> Expr:
    """``"text {$x->y}"``."""
    start = node.start_byte + (2 if low.source[node.start_byte : node.start_byte + 1] in b"bB" else 1)
    return _whole(_pieces(low, node, start, node.end_byte - 1))


def _pieces(
    low: Low, node: SyntaxNode, start: int, end: int, margin: re.Pattern[str] | None = None
) -> list[Expr]:
    """Texts and holes in order. What stands between two holes is text, without the braces of the holes."""
    made: list[Expr] = []
    at = start
    children = node.children
    for number, child in enumerate(children):
        if child.type in _LITERAL or not child.is_named or child.type in ("heredoc_start", "heredoc_end"):
            continue
        before = children[number - 1] if number else None
        opening = before if before is not None and before.type in ("{", "${") else None
        _text(low, made, at, child.start_byte if opening is None else opening.start_byte, margin)
        made.append(low.expr(child))
        after = children[number + 1] if number + 1 < len(children) else None
        at = child.end_byte
        if opening is not None and after is not None and after.type == "}":
            at = after.end_byte
    _text(low, made, at, end, margin)
    return made


def _text(low: Low, made: list[Expr], start: int, end: int, margin: re.Pattern[str] | None) -> None:
    if start >= end:
        return
    raw = low.source[start:end].decode("utf-8", "replace")
    if margin is not None:
        raw = margin.sub("\n", raw)
    piece = Literal("str", _unescaped(raw))
    piece.start, piece.end = start, end
    made.append(piece)


def _whole(pieces: list[Expr]) -> Expr:
    if all(isinstance(one, Literal) and one.kind == "str" for one in pieces):
        return Literal("str", "".join(str(one.value) for one in pieces if isinstance(one, Literal)))
    return Template(pieces, [""] * len(pieces))


def heredoc(low: Low, node: SyntaxNode) -> Expr:
    """``<<<SQL`` and ``<<<'SQL'``, without the indentation of the closing word."""
    low_source = low.source
    body = node.child_by_field_name("value")
    opening = next((c for c in node.children if c.type == "heredoc_start"), None)
    closing = next((c for c in node.children if c.type == "heredoc_end"), None)
    if opening is None or closing is None:
        return Literal("str", "")
    start = low_source.find(b"\n", opening.end_byte, closing.start_byte)
    line = low_source.rfind(b"\n", 0, closing.start_byte)
    if start < 0 or line <= start:
        return Literal("str", "")
    indent = closing.start_byte - line - 1
    margin = re.compile(rf"\n[ \t]{{0,{min(indent, 200)}}}") if indent else None
    end = line - 1 if low_source[line - 1 : line] == b"\r" else line
    if node.type == "nowdoc" or body is None:
        raw = low_source[start:end].decode("utf-8", "replace")
        return Literal("str", (raw if margin is None else margin.sub("\n", raw))[1:])
    pieces = _pieces(low, body, start, end, margin)
    first = pieces[0] if pieces else None
    if isinstance(first, Literal) and isinstance(first.value, str):
        first.value = first.value.removeprefix("\n")
    return _whole(pieces)


def command(low: Low, node: SyntaxNode) -> Expr:
    """```ls``` is a call of ``shell_exec``."""
    callee = Name("shell_exec")
    callee.start = callee.end = node.start_byte
    text = low.at(_whole(_pieces(low, node, node.start_byte + 1, node.end_byte - 1)), node)
    return Call(callee, [low.at(Arg(text), node)])


TEXT: dict[str, ExprHandler] = {
    "encapsed_string": encapsed,
    "heredoc": heredoc,
    "nowdoc": heredoc,
    "shell_command_expression": command,
    "string": string,
}
