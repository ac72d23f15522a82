"""SQL text to tokens and statements, for every dialect and for broken text: it never fails, it only understands less.

A full grammar of one database cannot read another's files, nor one with a template hole or a slip in it. Migrations
need little of the grammar, but need every statement's place, so the statements are cut here by quotes, comments and
parentheses alone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(
    r"""
    (?P<space>\s+)
  | (?P<comment>--[^\n]*|\#(?!>|-)[^\n]*|/\*)
  | (?P<dollar>\$(?:[A-Za-z_\x80-\uffff][A-Za-z0-9_\x80-\uffff]*)?\$)
  | (?P<string>(?:[eEnNbBxX]|[uU]&)?'(?:[^'\\]|''|\\.)*(?:'|$))
  | (?P<quoted>"(?:[^"]|"")*(?:"|$)|`(?:[^`]|``)*(?:`|$)|\[[A-Za-z_][A-Za-z0-9_ ]*\])
  | (?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)
  | (?P<word>[A-Za-z_\x80-\uffff][A-Za-z0-9_$\x80-\uffff]*)
  | (?P<param>\$\d+|:[A-Za-z_][A-Za-z0-9_]*|%\([a-z_]+\)s|%s|\?(?![|&]))
  | (?P<cast>::)
  | (?P<op><>|!=|<=|>=|\|\||->>|->|:=|.)
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Token:
    """One token. ``text`` is upper case for a bare word; ``name`` is the identifier it stands for."""

    kind: str
    text: str
    start: int
    end: int
    depth: int
    """Parentheses open around it; the parentheses themselves count as inside."""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment's text without its marks, and where it starts."""

    text: str
    start: int


class Source:
    """A text with its lines, so that offsets become line numbers. ``first_line`` is the line of offset 0."""

    def __init__(self, text: str, first_line: int = 1) -> None:
        self.text = text
        self.first_line = first_line
        self._starts = [0, *(m.end() for m in re.finditer("\n", text))]

    def line(self, offset: int) -> int:
        """Line that holds the offset."""
        return self.first_line + bisect_right(self._starts, offset) - 1


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement without its semicolon. ``tokens`` has no comments."""

    tokens: tuple[Token, ...]
    source: Source

    @property
    def text(self) -> str:
        """Source text from the first to the last token."""
        return self.source.text[self.tokens[0].start : self.tokens[-1].end]

    @property
    def line(self) -> int:
        """First line."""
        return self.source.line(self.tokens[0].start)

    @property
    def end_line(self) -> int:
        """Last line."""
        return self.source.line(self.tokens[-1].end - 1)

    def slice(self, tokens: tuple[Token, ...]) -> str:
        """Source text that the tokens span."""
        return self.source.text[tokens[0].start : tokens[-1].end] if tokens else ""


_PSQL_META = re.compile(r"^[ \t]*\\[A-Za-z!?.][^\n]*", re.MULTILINE)
_COPY_DATA = re.compile(
    r"^([ \t]*COPY\b[^;\n]*\bFROM\s+STDIN\b[^;\n]*;)[^\n]*\n.*?^\\\.[ \t]*$", re.I | re.M | re.S
)
_DELIMITER = re.compile(r"^[ \t]*DELIMITER[ \t]+(\S+)[ \t]*$", re.IGNORECASE | re.MULTILINE)


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match.group())


def clean(text: str) -> str:
    """The text with what is not SQL blanked out, every line in its place: carriage returns, psql commands, COPY data."""
    text = text.replace("\r\n", " \n").replace("\r", "\n").removeprefix("\ufeff")
    text = _COPY_DATA.sub(lambda m: m.group(1) + re.sub(r"[^\n]", " ", m.group()[len(m.group(1)) :]), text)
    return _PSQL_META.sub(_blank, text)


def tokens_of(text: str) -> Iterator[Token | Comment]:
    """Tokens and comments in order."""
    position, depth, size = 0, 0, len(text)
    while position < size:
        match = _TOKEN.match(text, position)
        if match is None:
            position += 1
            continue
        kind, start, end = match.lastgroup or "op", position, match.end()
        body = match.group()
        if kind == "comment":
            if body == "/*":
                end = _comment_end(text, start)
                # MySQL runs the body of a /*! comment; only its content matters, so the marks are skipped.
                if text.startswith("/*!", start):
                    position = start + 3
                    version = re.compile(r"\d*").match(text, position)
                    position = version.end() if version else position
                    continue
                yield Comment(text[start + 2 : max(start + 2, end - 2)].strip(), start)
            else:
                yield Comment(body.lstrip("-#").strip(), start)
        elif kind == "dollar":
            closing = text.find(body, end)
            end = size if closing < 0 else closing + len(body)
            yield Token("dollar", text[start:end], start, end, depth)
        elif kind == "word":
            yield Token("word", body.upper(), start, end, depth, body.lower())
        elif kind == "quoted":
            yield Token("quoted", body, start, end, depth, body[1:-1])
        elif kind != "space":
            if body == "(":
                depth += 1
            yield Token(kind, body, start, end, depth)
            if body == ")":
                depth = max(0, depth - 1)
            elif body == ";":
                depth = 0
        position = end


def _comment_end(text: str, start: int) -> int:
    """End of a block comment; PostgreSQL's nest."""
    level, position = 0, start
    for match in re.finditer(r"/\*|\*/", text[start:]):
        level += 1 if match.group() == "/*" else -1
        position = start + match.end()
        if level == 0:
            return position
    return len(text)


def statements(text: str, first_line: int = 1) -> Iterator[Statement | Comment]:
    """Statements and comments in source order. Offsets and lines are those of ``text``.

    Between goose's ``StatementBegin`` and ``StatementEnd`` a semicolon does not end a statement, nor does one inside the
    body of a routine written without dollar quotes (``BEGIN ... END`` after CREATE FUNCTION/PROCEDURE/TRIGGER)."""
    source = Source(text, first_line)
    delimiter = _DELIMITER.search(text)
    if delimiter is not None:
        text = _without_delimiters(text)
    current: list[Token] = []
    whole = False
    for token in tokens_of(text):
        if isinstance(token, Comment):
            directive = token.text.casefold()
            if directive == "+goose statementbegin":
                whole = True
            elif directive == "+goose statementend":
                whole = False
                if current:
                    yield Statement(tuple(current), source)
                    current = []
            yield token
            continue
        if token.text == ";" and token.kind == "op":
            if current and (whole or _in_routine(current)):
                continue
            if current:
                yield Statement(tuple(current), source)
                current = []
            continue
        current.append(token)
    if current:
        yield Statement(tuple(current), source)


def _in_routine(tokens: list[Token]) -> bool:
    """Whether the statement so far is a routine whose BEGIN has no END yet."""
    if tokens[0].text != "CREATE":
        return False
    head = {t.text for t in tokens[:12]}
    if not head & {"FUNCTION", "PROCEDURE", "TRIGGER"}:
        return False
    level = 0
    previous = ""
    for token in tokens:
        if token.kind != "word":
            previous = token.text
            continue
        if token.text in ("BEGIN", "CASE") or (
            token.text in ("IF", "LOOP", "WHILE", "REPEAT") and previous == ";"
        ):
            level += 1 if token.text in ("BEGIN", "CASE") else 0
        elif token.text == "END":
            level -= 1
        elif previous == "END" and token.text in ("IF", "LOOP", "WHILE", "REPEAT"):
            level += 1
        previous = token.text
    return level > 0


def _without_delimiters(text: str) -> str:
    """MySQL client's DELIMITER sections: inner semicolons blanked, the foreign delimiter made a semicolon."""
    out: list[str] = []
    mark = ";"
    for line in text.split("\n"):
        match = _DELIMITER.match(line)
        if match:
            mark = match.group(1)
            out.append(" " * len(line))
        elif mark == ";":
            out.append(line)
        else:
            padded = line.replace(";", " ")
            replacement = ";" + " " * (len(mark) - 1)
            out.append(padded.replace(mark.replace(";", " "), replacement))
    return "\n".join(out)
