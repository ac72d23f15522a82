"""The trailers of a commit message, as ``git interpret-trailers --parse`` finds them.

Only the last paragraph counts, and only when it is a block of trailers by git's own rule: every line is one, or it
holds a line that git itself writes (``Signed-off-by:``, ``(cherry picked from commit``) and at least a quarter of its
lines are trailers. https://git-scm.com/docs/git-interpret-trailers
"""

from __future__ import annotations

import re

MESSAGE_LIMIT = 65_536

_KEY = re.compile(r"([A-Za-z0-9-]+)[ \t]*:")
_GIT_MADE = ("Signed-off-by: ", "(cherry picked from commit ")
_SCISSORS = re.compile(r"^# ------------------------ >8 ------------------------$", re.MULTILINE)
_BLANK = " \t\r\n\x0b\x0c"
_INDENT = (" ", "\t", "\r", "\x0b", "\x0c")


def parse_trailers(message: str) -> tuple[tuple[str, str], ...]:
    """(key, value) of each trailer in order; continuation lines are joined by one space."""
    lines = _body_lines(message[-MESSAGE_LIMIT:])
    while lines and (not lines[-1].strip(_BLANK) or lines[-1].startswith("#")):
        lines.pop()
    block = _last_block(lines)
    found: list[tuple[str, str]] = []
    open_trailer = False
    for line in block:
        if line.startswith("#"):
            open_trailer = False
            continue
        if line.startswith(_INDENT) and open_trailer:
            key, value = found[-1]
            found[-1] = (key, f"{value} {line.strip(_BLANK)}".strip(_BLANK))
            continue
        match = _KEY.match(line)
        open_trailer = match is not None
        if match is not None:
            found.append((match[1], line[match.end() :].strip(_BLANK)))
    return tuple(found)


def split_trailer(text: str) -> tuple[str, str] | None:
    """One trailer given as a line of text, or None when it is none."""
    match = _KEY.match(text.strip(_BLANK))
    return None if match is None else (match[1], text.strip(_BLANK)[match.end() :].strip(_BLANK))


def _body_lines(message: str) -> list[str]:
    scissors = _SCISSORS.search(message)
    if scissors is not None:
        message = message[: scissors.start()]
    lines = message.split("\n")
    for number, line in enumerate(lines):
        # A patch below the message is not part of it.
        ended = number < len(lines) - 1
        if line.startswith("---") and (line[3] in _BLANK if len(line) > 3 else ended):
            return lines[:number]
    return lines


def _last_block(lines: list[str]) -> list[str]:
    start = len(lines)
    while start > 0 and lines[start - 1].strip(_BLANK):
        start -= 1
    if start == 0:  # The first paragraph is the subject, never a block of trailers.
        return []
    block = lines[start:]
    trailers = others = 0
    recognised = previous_is_trailer = False
    for line in block:
        if line.startswith("#"):
            previous_is_trailer = False
        elif line.startswith(_GIT_MADE):
            recognised = previous_is_trailer = True
            trailers += 1
        elif line.startswith(_INDENT):
            if not previous_is_trailer:
                others += 1
        elif _KEY.match(line):
            trailers += 1
            previous_is_trailer = True
        else:
            others += 1
            previous_is_trailer = False
    if (trailers and not others) or (recognised and trailers * 3 >= others):
        return block
    return []
