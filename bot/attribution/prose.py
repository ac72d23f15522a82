"""A pull request's body without what it only quotes: code, quotations and hidden comments are not signatures."""

from __future__ import annotations

import re

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_QUOTE = re.compile(r" {0,3}>")
_SPAN = re.compile(r"(`+)[^`\n]*\1")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_TRAILING = re.compile(r"(?:[A-Za-z0-9-]+:\s.*|[-_*]{3,}|<[^>]*>|\s*)")


def unquoted(body: str) -> str:
    """The body without fenced or indented code and without quoted lines."""
    kept: list[str] = []
    fence = ""
    blank_before = True
    for line in body.replace("\r\n", "\n").split("\n"):
        found = _FENCE.match(line)
        if fence:
            if found and found[1][0] == fence[0] and len(found[1]) >= len(fence) and line.strip() == found[1]:
                fence = ""
            continue
        if found:
            fence = found[1]
            continue
        indented = line.startswith(("    ", "\t")) and blank_before
        if not _QUOTE.match(line) and not indented:
            kept.append(line)
        blank_before = not line.strip() or indented
    return "\n".join(kept)


def plain(text: str) -> str:
    """Without code spans and hidden comments."""
    return _SPAN.sub("", _COMMENT.sub("", text))


def is_last(text: str, end: int) -> bool:
    """Whether after ``end`` nothing is said but trailers, rules and tags."""
    rest = text[end:].split("\n")
    return len(rest[0].strip(" _*).]")) == 0 and all(_TRAILING.fullmatch(line) for line in rest[1:])
