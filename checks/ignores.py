"""Inline ``evenhand: ignore[rule, ...] reason`` comments: where they stand and what they silence.

Only comments of the base revision silence by themselves. One that the change adds keeps a finding out of the
inline comments, but the finding stays listed as silenced by this change (a pull request may not judge itself).
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

_IGNORE = re.compile(
    r"(?:#|//|--|/\*|<!--|\{/\*|;|%)\s*evenhand:\s*ignore\[([^\]\n]{1,400})\]([^\n]*)", re.IGNORECASE
)
_COMMENT_END = re.compile(r"\s*(?:\*/\}?|-->)\s*$")


@dataclass(frozen=True, slots=True)
class Ignore:
    """One comment. ``line`` is its own line, ``target`` the line it speaks of (the next one when it stands alone)."""

    line: int
    target: int
    rules: tuple[str, ...]
    reason: str
    added_here: bool

    def covers(self, rule_id: str, line: int, end_line: int) -> bool:
        """Whether it speaks of this rule (full id or bare slug) on a site with these lines."""
        named = rule_id in self.rules or rule_id.partition("/")[2] in self.rules
        return named and (line <= self.target <= end_line or line <= self.line <= end_line)


def read_ignores(head_text: str, base_text: str | None) -> tuple[Ignore, ...]:
    """All ignore comments of a head text. Equal comments at base count once each."""
    if "evenhand" not in head_text:
        return ()
    known: Counter[tuple[tuple[str, ...], str]] = Counter()
    for _, _, rules, reason in _comments(base_text or ""):
        known[(rules, reason)] += 1
    found: list[Ignore] = []
    for line, alone, rules, reason in _comments(head_text):
        added = known[(rules, reason)] == 0
        known[(rules, reason)] -= 1
        found.append(Ignore(line, line + 1 if alone else line, rules, reason, added))
    return tuple(found)


def _comments(text: str) -> list[tuple[int, bool, tuple[str, ...], str]]:
    found = []
    for number, line in enumerate(text.split("\n"), 1):
        if "evenhand" not in line:
            continue
        match = _IGNORE.search(line)
        if match:
            rules = tuple(part.strip() for part in match.group(1).split(",") if part.strip())
            reason = _COMMENT_END.sub("", match.group(2)).strip()
            found.append((number, not line[: match.start()].strip(), rules, reason))
    return found
