"""Spring settings files that switch pages for developers on: stack traces in answers, the database console."""

from __future__ import annotations

import re
from collections.abc import Iterator

FILE = re.compile(r"(?:^|/)(?:application|bootstrap)[\w-]*\.(?:properties|ya?ml)$")
"""Spring's settings files, profiles included."""
_SWITCHES = {
    "server.error.include-stacktrace": (("always",), "Error answers carry the stack trace"),
    "spring.h2.console.enabled": (("true",), "The database console is on"),
}
_PROFILE = re.compile(
    r"(?:on-profile|spring\.profiles)\s*[:=]\s*[\"']?[\w,!|& -]*(?:dev|local|test|debug|demo|ci)",
    re.IGNORECASE,
)
_PROPERTY = re.compile(r"\s*([\w.-]+)\s*[=:]\s*(\S.*?)?\s*$")
_PAIR = re.compile(r"( *)([\w.-]+|\"[^\"]*\"|'[^']*')\s*:(?:\s+(.*?))?\s*(?:#.*)?$")


def switches(path: str, lines: list[str]) -> Iterator[tuple[int, str | None]]:
    """(line, what it does when on) of every setting that shows what only developers should see; None where it is off."""
    yaml = path.endswith(("yml", "yaml"))
    for number, name, value in _pairs(lines) if yaml else _properties(lines):
        known = _SWITCHES.get(name.lower())
        if known is not None:
            wanted, what = known
            on = value.strip("\"'").lower() in wanted
            yield number, f"{what} (`{name}`)" if on and not _in_profile(lines, number) else None


def _in_profile(lines: list[str], number: int) -> bool:
    """Whether the document around a line is for a profile of developers."""
    marks = [n for n, line in enumerate(lines, 1) if re.match(r"(?:---|#---)\s*$", line)]
    first = max((n for n in marks if n < number), default=0)
    last = min((n for n in marks if n > number), default=len(lines) + 1)
    return any(_PROFILE.search(line) for line in lines[first : last - 1])


def _properties(lines: list[str]) -> Iterator[tuple[int, str, str]]:
    for number, line in enumerate(lines, 1):
        match = None if line.lstrip().startswith(("#", "!")) else _PROPERTY.match(line)
        if match:
            yield number, match.group(1), match.group(2) or ""


def _pairs(lines: list[str]) -> Iterator[tuple[int, str, str]]:
    """Scalars of a YAML file with the dotted path of their keys; flow style and lists are left out."""
    above: list[tuple[int, str]] = []
    for number, line in enumerate(lines, 1):
        match = _PAIR.match(line)
        if match is None:
            continue
        depth = len(match.group(1))
        while above and above[-1][0] >= depth:
            above.pop()
        above.append((depth, match.group(2).strip("\"'")))
        if match.group(3):
            yield number, ".".join(key for _, key in above), match.group(3)
