"""The one place where a text becomes markdown.

Everything a review says may hold text from a pull request: names, paths, code. GitHub's markdown would turn some of
it into notifications (``@team``), back-references (``#12``, links to issues), images that report who reads them, raw
HTML, or a block that swallows what follows. What leaves this module shows such text and does nothing else.

GitHub looks for mentions and references after it has rendered the markdown, so neither a backslash nor an entity for
the sign itself stops them; a zero-width space after the sign does, and so does a code span.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from urllib.parse import quote

ZERO_WIDTH_SPACE = "&#8203;"
"""As an entity, so that it can be seen in the source of a comment."""

_CODE_SPAN = re.compile(r"(?<!`)(`{1,2})(?!`)([^`\n]+?)(?<!`)\1(?!`)")
_SYNTAX = re.compile(r"([\\`*_\[\]{}<>|~!&$^=])")
_LINE_START = re.compile(r"^(\s*)([#+\-]|\d{1,9}[.)])", re.MULTILINE)
_ENTITY = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}
_MARKER = re.compile(r"[A-Za-z0-9:_./ -]*")


def visible(text: str) -> str:
    """The text with every invisible, control or direction character spelt out, as in ``\\u202e``.

    Tabs and line feeds stay; CR LF becomes LF.
    """
    text = text.replace("\r\n", "\n")
    return "".join(_spelt(c) if _hidden(c) else c for c in text)


def has_hidden(text: str) -> bool:
    """Whether the text holds a character that :func:`visible` would spell out."""
    return any(_hidden(c) for c in text.replace("\r\n", "\n"))


def prose(text: str) -> str:
    """Plain text that may hold `code spans`; everything else in it loses its power."""
    text = re.sub(r"(?m)^[ \t]+", "", visible(text))
    parts: list[str] = []
    end = 0
    for match in _CODE_SPAN.finditer(text):
        parts.append(_escaped(text[end : match.start()]))
        parts.append(code(match[2]))
        end = match.end()
    parts.append(_escaped(text[end:]))
    return "".join(parts)


def line(text: str) -> str:
    """As :func:`prose`, on one line."""
    return prose(" ".join(visible(text).split()))


def cell(text: str) -> str:
    """As :func:`line`, for a cell of a table: a bar inside a code span is escaped as well."""
    return re.sub(r"(?<!\\)\|", r"\\|", line(text))


def code(text: str) -> str:
    """An inline code span that its content cannot leave."""
    inner = " ".join(visible(text).split()) or " "
    ticks = "`" * (_longest_run(inner) + 1)
    pad = " " if inner.startswith("`") or inner.endswith("`") else ""
    return f"{ticks}{pad}{inner}{pad}{ticks}"


def block(text: str, language: str = "") -> str:
    """A fenced code block that its content cannot leave."""
    fence = "`" * max(3, _longest_run(text) + 1)
    return f"{fence}{language}\n{visible(text)}\n{fence}"


def suggestion(replacement: str) -> str | None:
    """A committable suggestion, or None where what is shown would not be what is committed (hidden characters)."""
    if has_hidden(replacement):
        return None
    fence = "`" * max(3, _longest_run(replacement) + 1)
    middle = f"{replacement}\n" if replacement else ""
    return f"{fence}suggestion\n{middle}{fence}"


def link(label: str, url: str) -> str:
    """A link. Issues and pull requests on github.com go through redirect.github.com, which makes no back-reference."""
    safe = quote(visible(url), safe="/:?#@!$&'*+,;=%~-._")
    safe = re.sub(
        r"^(https?://)(?:www\.)?github\.com/(?=[^/]+/[^/]+/(?:issues|pull|discussions|commit)/)",
        r"\1redirect.github.com/",
        safe,
    )
    return f"[{line(label)}]({safe})"


def marker(text: str) -> str:
    """A hidden comment by which our own writes are found again. Raises ValueError for anything but plain words."""
    if not _MARKER.fullmatch(text) or "--" in text:
        raise ValueError(f"not fit for a hidden marker: {text!r}")
    return f"<!-- evenhand:{text} -->"


def table(head: Sequence[str], rows: Sequence[Sequence[str]], *, numeric: Sequence[int] = ()) -> str:
    """A table of cells that are markdown already; columns in ``numeric`` are set to the right."""
    rule = ["---:" if i in numeric else "---" for i in range(len(head))]
    return "\n".join("| " + " | ".join(row) + " |" for row in (head, rule, *rows))


def cut(text: str, limit_bytes: int, note: str = "\n\nCut here: the text was too long.\n") -> str:
    """The text within ``limit_bytes`` of UTF-8, cut at the end of a line, with ``note`` in place of the rest.

    A code fence that the cut leaves open is closed.
    """
    if len(text.encode()) <= limit_bytes:
        return text
    room = limit_bytes - len(note.encode()) - 16
    kept: list[str] = []
    used = 0
    fence = ""
    for row in text.split("\n"):
        used += len(row.encode()) + 1
        if used > room:
            break
        kept.append(row)
        found = re.match(r"(`{3,})", row)
        if found:
            fence = "" if fence and row.strip() == fence else fence or found[1]
    closing = f"\n{fence}" if fence and len(fence) < 16 else ""
    return "\n".join(kept) + closing + note


def _escaped(text: str) -> str:
    text = _SYNTAX.sub(lambda m: _ENTITY.get(m[1], "\\" + m[1]), text)
    text = _LINE_START.sub(_unlisted, text)
    text = re.sub(r"#(?=\w)", "#" + ZERO_WIDTH_SPACE, text)
    text = re.sub(r"@(?=\S)", "@" + ZERO_WIDTH_SPACE, text)
    text = re.sub(r"(?i)\b(GH)-(?=\d)", r"\1-" + ZERO_WIDTH_SPACE, text)
    text = re.sub(r"(?i)\b(https?|ftp|mailto|xmpp)(:)", r"\1" + ZERO_WIDTH_SPACE + r"\2", text)
    return re.sub(r"(?i)\b(www)\.", r"\1" + ZERO_WIDTH_SPACE + ".", text)


def _unlisted(match: re.Match[str]) -> str:
    sign = match[2]
    return match[1] + (sign[:-1] + "\\" + sign[-1] if sign[0].isdigit() else "\\" + sign)


def _hidden(char: str) -> bool:
    if char in "\n\t":
        return False
    return unicodedata.category(char) in {"Cc", "Cf", "Zl", "Zp", "Cs", "Co"} or char in _BLANKS


_BLANKS = frozenset("\u115f\u1160\u3164\uffa0\u2800\u034f\u17b4\u17b5")
"""Letters and marks that show nothing."""


def _spelt(char: str) -> str:
    number = ord(char)
    return f"\\u{number:04x}" if number <= 0xFFFF else f"\\U{number:08x}"


def _longest_run(text: str) -> int:
    return max((len(run) for run in re.findall(r"`+", text)), default=0)
