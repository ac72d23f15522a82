"""C# literals: the value that the program sees, and text with holes."""

from __future__ import annotations

import re

from tree_sitter import Node as SyntaxNode

from checks.syntax.csharp_fields import Low
from checks.syntax.lowering import ExprHandler
from checks.syntax.model import Expr, Literal, Template

_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{1,4})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))", re.DOTALL)
_SINGLE = {
    "n": "\n", "t": "\t", "r": "\r", "0": "\0", "a": "\a", "b": "\b", "f": "\f", "v": "\v", "e": "\x1b",
}  # fmt: skip


def _escaped(match: re.Match[str]) -> str:
    code = match[1] or match[2] or match[3]
    if code:
        number = int(code, 16)
        return chr(number) if number <= 0x10FFFF and not 0xD800 <= number <= 0xDFFF else "\ufffd"
    return _SINGLE.get(match[4], match[4])


def _unescape(raw: str) -> str:
    return _ESCAPE.sub(_escaped, raw) if "\\" in raw else raw


def string(low: Low, node: SyntaxNode) -> Expr:
    """``"text"`` and ``'c'``; ``"text"u8`` is bytes."""
    raw = low.text(node)
    if raw.lower().endswith("u8"):
        return Literal("bytes", _unescape(raw[1:-3]).encode("utf-8", "replace"))
    return Literal("str", _unescape(raw[1:-1]))


def verbatim(low: Low, node: SyntaxNode) -> Expr:
    """``@"c:\\x ""quoted"" "``."""
    return Literal("str", low.text(node)[2:-1].replace('""', '"'))


def raw_string(low: Low, node: SyntaxNode) -> Expr:
    return Literal("str", "".join(_dedented([low.text(node).strip('"')])))


def _dedented(pieces: list[str]) -> list[str]:
    """A raw text over several lines loses its first line break, its last one, and the margin of its closing quotes."""
    whole = "".join(pieces)
    if "\n" not in whole or whole.partition("\n")[0].strip():
        return pieces
    margin = whole.rpartition("\n")[2]
    if margin.strip():
        return pieces
    made = [one.replace("\r\n", "\n").replace("\n" + margin, "\n") for one in pieces]
    made[0] = made[0].lstrip(" \t").removeprefix("\n")
    made[-1] = made[-1].removesuffix("\n")
    return made


def interpolated(low: Low, node: SyntaxNode) -> Expr:
    """Text with holes. A hole with a format has the spec ``d``: only numbers, dates and their like have formats."""
    start = next((low.text(c) for c in node.children if c.type == "interpolation_start"), "$")
    raw = any(c.type == "interpolation_quote" for c in node.children)
    found: list[tuple[SyntaxNode, SyntaxNode | None]] = []  # (place, text piece or None for a hole)
    pieces: list[str] = []
    for child in node.children:
        if child.type == "interpolation":
            found.append((child, None))
            pieces.append("\0")
        elif child.type in ("string_content", "escape_sequence", "string_literal_content"):
            found.append((child, child))
            pieces.append(_content(low.text(child), start, raw))
    if raw:
        pieces = _dedented(pieces)
    parts: list[Expr] = []
    specs: list[str] = []
    for (place, text), piece in zip(found, pieces, strict=True):
        if text is None:
            inner, spec = _hole(low, place)
            parts.append(inner)
            specs.append(spec)
            continue
        last = parts[-1] if parts else None
        if isinstance(last, Literal) and last.end == place.start_byte and specs[-1] == "text":
            last.value = f"{last.value}{piece}"
            last.end = place.end_byte
        else:
            parts.append(low.at(Literal("str", piece), place))
            specs.append("text")
    return Template(parts, ["" if spec == "text" else spec for spec in specs])


def _content(text: str, start: str, raw: bool) -> str:
    if raw:
        return text
    text = text.replace('""', '"') if "@" in start else _unescape(text)
    return text.replace("{{", "{").replace("}}", "}")


def _hole(low: Low, node: SyntaxNode) -> tuple[Expr, str]:
    spec = ""
    inner: SyntaxNode | None = None
    for child in node.children:
        if child.type == "interpolation_format_clause":
            spec = "d"
        elif child.type.startswith("interpolation_") or child.kind_id in low.grammar.comments:
            continue
        elif inner is None:
            inner = child
    return low.expr(inner), spec


def integer(low: Low, node: SyntaxNode) -> Expr:
    digits = low.text(node).replace("_", "").lower().rstrip("ul")
    try:
        return Literal("int", int(digits, 0) if digits[:2] in ("0x", "0b") else int(digits))
    except ValueError:  # malformed, or more digits than Python converts
        return Literal("int", None)


def real(low: Low, node: SyntaxNode) -> Expr:
    try:
        return Literal("float", float(low.text(node).replace("_", "").lower().rstrip("fdm")))
    except ValueError:
        return Literal("float", None)


def null(low: Low, node: SyntaxNode) -> Expr:
    return Literal("none", None)


def boolean(low: Low, node: SyntaxNode) -> Expr:
    return Literal("bool", low.text(node) == "true")


EXPRESSIONS: dict[str, ExprHandler] = {
    "boolean_literal": boolean,
    "character_literal": string,
    "default_expression": null,
    "integer_literal": integer,
    "interpolated_string_expression": interpolated,
    "null_literal": null,
    "raw_string_literal": raw_string,
    "real_literal": real,
    "string_literal": string,
    "verbatim_string_literal": verbatim,
}
