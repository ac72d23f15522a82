"""Words by which our own writes and buttons are known again when GitHub tells of them."""

from __future__ import annotations

import re

RERUN = "rerun"
"""The button that reviews a commit again."""
NOT_USEFUL = "not_useful"
"""The button that says the findings did not help."""

FINDING = re.compile(r"<!-- evenhand:finding((?: [0-9a-f]{8,64})+) -->")


def finding_mark(body: str) -> re.Match[str] | None:
    """Our mark in a comment: the last one, since code that the comment quotes may hold a forged one before it."""
    return max(FINDING.finditer(body), key=lambda found: found.start(), default=None)


def fingerprints_of(body: str) -> tuple[str, ...]:
    """The fingerprints that a comment of ours stands for; none for another text."""
    found = finding_mark(body)
    return tuple(found[1].split()) if found else ()
