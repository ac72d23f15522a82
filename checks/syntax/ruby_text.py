"""Ruby text: quoted strings, symbols, heredocs, word lists, patterns, commands."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import tree_sitter_ruby
from tree_sitter import Language, Parser
from tree_sitter import Node as SyntaxNode

from checks.syntax.lowering import ExprHandler, Lowering
from checks.syntax.model import Arg, Call, Expr, Literal, Name, Opaque, Sequence, Template

Low = Lowering[Any]

_ESCAPE = re.compile(
    r"\\(?:u\{([0-9a-fA-F ]+)\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{1,2})|([0-7]{1,3})|(\r?\n)|(.))", re.DOTALL
)
_SINGLE = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "a": "\a", "e": "\x1b", "s": " "}
_PLAIN_ESCAPE = re.compile(r"\\([\\'])")


def _escaped(match: re.Match[str]) -> str:
    if match[1]:
        return "".join(_character(code) for code in match[1].split())
    if match[2] or match[3]:
        return _character(match[2] or match[3])
    if match[4]:
        return chr(int(match[4], 8) & 0xFF)
    if match[5]:
        return ""  # a line that goes on
    return _SINGLE.get(match[6], match[6])


def _character(code: str) -> str:
    number = int(code[:8], 16)
    return chr(number) if number <= 0x10FFFF and not 0xD800 <= number <= 0xDFFF else "\ufffd"


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(_escaped, text) if "\\" in text else text


def _pieces(low: Low, nodes: list[SyntaxNode], *, plain: bool = False) -> list[Expr]:
    """Literal texts and holes in order; neighbouring texts are one."""
    made: list[Expr] = []
    for child in nodes:
        if child.type == "interpolation":
            held = low.operands(child)
            made.append(low.expr(held[-1]) if held else low.at(Literal("str", ""), child))
            continue
        raw = low.text(child)
        text = _PLAIN_ESCAPE.sub(r"\1", raw) if plain else _unescaped(raw)
        last = made[-1] if made else None
        if isinstance(last, Literal) and last.end == child.start_byte and isinstance(last.value, str):
            last.value += text
            last.end = child.end_byte
        else:
            made.append(low.at(Literal("str", text), child))
    return made


def _whole(pieces: list[Expr]) -> Expr:
    """One literal, or a Template where there is a hole."""
    if all(isinstance(one, Literal) and one.kind == "str" for one in pieces):
        return Literal("str", "".join(str(one.value) for one in pieces if isinstance(one, Literal)))
    return Template(pieces, [""] * len(pieces))


def _parts(node: SyntaxNode) -> list[SyntaxNode]:
    return [
        c for c in node.named_children if c.type in ("string_content", "escape_sequence", "interpolation")
    ]


def string(low: Low, node: SyntaxNode) -> Expr:
    """``"text"``, ``'text'``, ``%q(text)``."""
    start = low.source[node.start_byte : node.start_byte + 2]
    return _whole(_pieces(low, _parts(node), plain=start[:1] == b"'" or start == b"%q"))


def chained(low: Low, node: SyntaxNode) -> Expr:
    """``"a" "b"`` is one text."""
    made: list[Expr] = []
    for child in low.operands(node):
        one = low.expr(child)
        made.extend(one.parts if isinstance(one, Template) else [one])
    return _whole(made)


def symbol(low: Low, node: SyntaxNode) -> Expr:
    """``:name`` is the text ``name``."""
    return Literal("str", low.text(node).lstrip(":"))


def delimited_symbol(low: Low, node: SyntaxNode) -> Expr:
    return _whole(_pieces(low, _parts(node)))


def key_symbol(low: Low, node: SyntaxNode) -> Expr:
    return Literal("str", low.text(node))


def words(low: Low, node: SyntaxNode) -> Expr:
    """``%w[a b]`` and ``%i[a b]``."""
    return Sequence("list", [low.at(_whole(_pieces(low, _parts(c))), c) for c in low.operands(node)])


def regex(low: Low, node: SyntaxNode) -> Expr:
    """``/pattern/i``; with holes it is Opaque."""
    if any(child.type == "interpolation" for child in node.named_children):
        return Opaque("regex", list(_pieces(low, _parts(node))))
    return Literal("regex", low.text(node))


def character(low: Low, node: SyntaxNode) -> Expr:
    return Literal("str", _unescaped(low.text(node)[1:]))


def command(low: Low, node: SyntaxNode) -> Expr:
    """```ls``` is a call of `````."""
    callee = Name("`")
    callee.start = callee.end = node.start_byte
    arg = low.at(Arg(low.at(_whole(_pieces(low, _parts(node))), node)), node)
    return Call(callee, [arg])


# --- heredocs ------------------------------------------------------------------------------------------------

_TAG = re.compile(rb"<<([~-]?)([\"'`]?)(.*?)\2$", re.DOTALL)


def heredoc(low: Low, node: SyntaxNode) -> Expr:
    """``<<~SQL``: the text that begins on the next line; of ``<<~`` without the indentation that all lines share."""
    body = _bodies(low.source).get(node.start_byte)
    match = _TAG.match(low.source[node.start_byte : node.end_byte])
    if body is None or match is None:
        return Opaque(node.type, [])
    kind, quote = match[1], match[2]
    content = [
        c for c in body.named_children if c.type in ("heredoc_content", "escape_sequence", "interpolation")
    ]
    end = next((c for c in body.named_children if c.type == "heredoc_end"), None)
    last = body.end_byte if end is None else end.start_byte
    indent = _shared_indent(low.source[body.start_byte : last]) if kind == b"~" else 0
    pieces = _pieces(low, content, plain=quote == b"'") if quote != b"'" else _raw(low, content)
    margin = re.compile(rf"\n[ \t]{{0,{indent}}}")
    for number, piece in enumerate(pieces):
        if isinstance(piece, Literal) and isinstance(piece.value, str) and piece.kind == "str":
            text = margin.sub("\n", piece.value) if indent else piece.value
            if number == 0:
                text = text.removeprefix("\r").removeprefix("\n")
            if number == len(pieces) - 1 and "\n" in text and not text.rpartition("\n")[2].strip():
                text = text.rpartition("\n")[0] + "\n"
            piece.value = text
    for piece in pieces:  # the text stands elsewhere than the expression that it belongs to
        piece.start, piece.end = node.start_byte, node.end_byte
    whole = _whole(pieces)
    if quote == b"`":
        callee = low.at(Name("`"), node)
        return Call(callee, [low.at(Arg(low.at(whole, node)), node)])
    return whole


def _raw(low: Low, nodes: list[SyntaxNode]) -> list[Expr]:
    text = "".join(low.text(node) for node in nodes)
    return [Literal("str", text)]


def _shared_indent(text: bytes) -> int:
    lines = text.split(b"\n")[1:]
    filled = [line for line in lines if line.strip()]
    return min((len(line) - len(line.lstrip(b" \t")) for line in filled), default=0)


@lru_cache(maxsize=2)
def _bodies(source: bytes) -> dict[int, SyntaxNode]:
    """Where each heredoc's text stands, by the place of its beginning. One walk a file that has any."""
    found: dict[int, SyntaxNode] = {}
    waiting: dict[bytes, list[int]] = {}
    language = Language(tree_sitter_ruby.language())
    cursor = Parser(language).parse(source).walk()
    while True:
        node = cursor.node
        assert node is not None
        if node.type == "heredoc_beginning":
            match = _TAG.match(source[node.start_byte : node.end_byte])
            if match is not None:
                waiting.setdefault(match[3], []).append(node.start_byte)
        elif node.type == "heredoc_body":
            end = next((c for c in node.named_children if c.type == "heredoc_end"), None)
            tag = b"" if end is None else source[end.start_byte : end.end_byte].strip()
            if waiting.get(tag):
                found[waiting[tag].pop(0)] = node
        if cursor.goto_first_child():
            continue
        while not cursor.goto_next_sibling():
            if not cursor.goto_parent():
                return found


TEXT: dict[str, ExprHandler] = {
    "bare_string": string,
    "bare_symbol": delimited_symbol,
    "chained_string": chained,
    "character": character,
    "delimited_symbol": delimited_symbol,
    "hash_key_symbol": key_symbol,
    "heredoc_beginning": heredoc,
    "regex": regex,
    "simple_symbol": symbol,
    "string": string,
    "string_array": words,
    "subshell": command,
    "symbol_array": words,
}
