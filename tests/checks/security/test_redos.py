"""Patterns that explode, and look-alikes that do not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from checks.security.regex_ambiguity import ambiguous_repeat

BAD = [
    r"(a+)+$",
    r"^(a*)*$",
    r"^([a-zA-Z]+)*$",
    r"^(\w+\s?)*$",
    r"^(?:\w+\s*)+;$",
    r"(.*)*x",
    r"^((ab)*)*$",
    r"^(\d+|[a-z0-9]+)+$",
    r"^(?<name>[a-z]+)+$",
    r"^(([a-z])+.)+[A-Z]([a-z])+$",
    r"(x+x?)+y",
    r"(a|aa)+$",
    r"^(-?([a-z0-9]+))*@",
    r"^(\d\d?)+$",
    r"<!--(?:[^-]|-|--)*-->",
]
GOOD = [
    r"^\w+(?:\s\w+)*$",
    r"^(?:\w+\s)*$",
    r"^(?:[a-z]+\.)+[a-z]{2,}$",
    r"^[^@]+@[^@]+$",
    r"(a+)+",
    r"^(?:\d{1,3}\.){3}\d{1,3}$",
    r"^(?:\s+\S+)*$",
    r"^(?:-[a-z]+)*$",
    r"^\[(?:\w+,)*\w+\]$",
    r"^(?:a|b)+$",
    r"^(?:foo|bar)*$",
    r"^(?:.*\n)*$",
    r"(unclosed",
    r"^.*?(?:x|y).*$",
    "(" * 500 + "a" + ")" * 500,
]


@pytest.mark.parametrize("pattern", BAD)
def test_an_ambiguous_repeat_is_found(pattern: str) -> None:
    assert ambiguous_repeat(pattern)


@pytest.mark.parametrize("pattern", GOOD)
def test_a_plain_repeat_is_not(pattern: str) -> None:
    assert not ambiguous_repeat(pattern)


def test_a_full_match_can_fail_at_its_end() -> None:
    assert ambiguous_repeat(r"(a+)+", whole=True)


def test_linear_engines_and_own_files_are_no_danger(expect: Callable[..., None]) -> None:
    expect(
        "security/redos",
        "app/filters.py",
        """
import re
import re2
from pathlib import Path

LOG = Path("CHANGELOG.md")
HEADING = re.compile(r"^(\\d+\\.?)+$")
WORDS = re2.compile(r"^(\\w+\\s?)+$")

def releases():
    text = LOG.read_text()
    return HEADING.findall(text)

def words(query):
    return WORDS.match(query)

def version(header):
    return HEADING.match(header)  # <-- here
""",
    )
