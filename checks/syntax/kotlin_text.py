"""Kotlin literals: the value that the program sees, and text with holes."""

from __future__ import annotations

import re

from tree_sitter import Node as SyntaxNode

from checks.syntax.kotlin_fields import Low, name_of
from checks.syntax.lowering import ExprHandler
from checks.syntax.model import Expr, Literal, Name, Template

_PIECE = re.compile(r"\\u([0-9a-fA-F]{4})|\\(.)|\$([^\W\d]\w*|`[^`\n]+`)", re.DOTALL)
_RAW_PIECE = re.compile(r"()()\$([^\W\d]\w*|`[^`\n]+`)")
_SINGLE = {"n": "\n", "t": "\t", "r": "\r", "b": "\b"}


def text(low: Low, node: SyntaxNode) -> Expr:
    """``"..."`` and ``\"\"\"...\"\"\"``. The grammar misses ``$name`` in texts of one line, so it is looked for here."""
    quotes = 3 if node.type == "multiline_string_literal" else 1
    pieces = _RAW_PIECE if quotes == 3 else _PIECE
    parts: list[Expr] = []
    start = node.start_byte + quotes
    for child in node.named_children:
        if child.type == "interpolation":
            _add_text(low, parts, pieces, start, child.start_byte)
            inner = low.inner(child)
            parts.append(low.expr(inner))
            start = child.end_byte
    _add_text(low, parts, pieces, start, max(node.end_byte - quotes, start))
    if not parts:
        return Literal("str", "")
    only = parts[0]
    if len(parts) == 1 and isinstance(only, Literal) and only.kind == "str":
        return Literal("str", only.value)
    return Template(parts, [""] * len(parts))


def _add_text(low: Low, parts: list[Expr], pieces: re.Pattern[str], start: int, end: int) -> None:
    raw = low.source[start:end].decode("utf-8", "replace")
    said = ""
    begin = start
    last = 0
    place = start
    for match in pieces.finditer(raw):
        between = raw[last : match.start()]
        said += between
        place += len(between.encode())
        width = len(match[0].encode())
        if match[3]:
            _add_literal(parts, said, begin, place)
            name = Name(match[3].strip("`"))
            name.start, name.end = place + 1, place + width
            parts.append(name)
            said, begin = "", place + width
        else:
            code = int(match[1], 16) if match[1] else None
            if code is None:
                said += _SINGLE.get(match[2], match[2])
            else:
                said += "\ufffd" if 0xD800 <= code <= 0xDFFF else chr(code)
        place += width
        last = match.end()
    _add_literal(parts, said + raw[last:], begin, end)


def _add_literal(parts: list[Expr], said: str, start: int, end: int) -> None:
    if said:
        made = Literal("str", said)
        made.start, made.end = min(start, end), end
        parts.append(made)


def character(low: Low, node: SyntaxNode) -> Expr:
    raw = low.text(node)[1:-1]
    match = _PIECE.fullmatch(raw)
    if match is None or match[3]:
        return Literal("str", raw)
    code = int(match[1], 16) if match[1] else None
    if code is not None:
        return Literal("str", "\ufffd" if 0xD800 <= code <= 0xDFFF else chr(code))
    return Literal("str", _SINGLE.get(match[2], match[2]))


def number(low: Low, node: SyntaxNode) -> Expr:
    digits = low.text(node).replace("_", "").lower().rstrip("ul")
    try:
        return Literal("int", int(digits, 0) if digits[:2] in ("0x", "0b") else int(digits))
    except ValueError:  # malformed, a fraction, or more digits than Python converts
        return floating(low, node)


def floating(low: Low, node: SyntaxNode) -> Expr:
    digits = low.text(node).replace("_", "").lower().rstrip("f")
    try:
        return Literal("float", float(digits))
    except ValueError:
        return Literal("float", None)


_WORDS: dict[str, tuple[str, object]] = {
    "true": ("bool", True),
    "false": ("bool", False),
    "null": ("none", None),
}


def identifier(low: Low, node: SyntaxNode) -> Expr:
    """A name; ``true``, ``false`` and ``null`` are names to the grammar."""
    name = name_of(low, node)
    known = _WORDS.get(name)
    return Name(name) if known is None else Literal(*known)


EXPRESSIONS: dict[str, ExprHandler] = {
    "character_literal": character,
    "float_literal": floating,
    "identifier": identifier,
    "multiline_string_literal": text,
    "number_literal": number,
    "string_literal": text,
}
