"""Damaged code never makes a rule fail: every example of every rule, with parts deleted, doubled and swapped."""

from __future__ import annotations

import random
import re

import pytest

from checks.changes import in_memory
from checks.engine import review
from checks.rules import load_rules

_PIECES = re.compile(r"\w+|\s+|[^\w\s]")
_STRANGE = [
    "(",
    ")",
    "{",
    "}",
    "'",
    '"',
    "`",
    "\\",
    "\0",
    "\r",
    "\u202e",
    "é",
    "#",
    "//",
    "/*",
    "f'{",
    "${",
    "=>",
    ":",
    "\n\n\n",
]


def _sources() -> list[tuple[str, str]]:
    found: dict[tuple[str, str], None] = {}
    for entry in load_rules().values():
        for example in (*entry.rule.bad, *entry.rule.good):
            found.update(dict.fromkeys(example.files.items()))
    return list(found)


def damaged(text: str, dice: random.Random) -> str:
    """The text with one to six pieces deleted, doubled, swapped or replaced by something strange."""
    pieces = _PIECES.findall(text)
    for _ in range(dice.randint(1, 6)):
        if not pieces:
            break
        at = dice.randrange(len(pieces))
        match dice.randrange(4):
            case 0:
                del pieces[at : at + dice.randint(1, 12)]
            case 1:
                pieces[at:at] = pieces[at : at + dice.randint(1, 12)]
            case 2:
                other = dice.randrange(len(pieces))
                pieces[at], pieces[other] = pieces[other], pieces[at]
            case _:
                pieces[at] = dice.choice(_STRANGE)
    return "".join(pieces)


def _run(rounds: int, seed: int) -> None:
    dice = random.Random(seed)
    sources = _sources()
    assert len(sources) > 200
    for _ in range(rounds):
        chosen = dice.sample(sources, 8)
        base = {path: text for path, text in chosen if dice.random() < 0.5}
        head = {path: damaged(text, dice) for path, text in chosen}
        report = review(in_memory(head, base))
        # A damaged workflow may make the external program give up; the report says so.
        own = [e for e in report.errors if not e.message.startswith("zizmor")]
        assert own == [], seed


def test_damaged_code_never_makes_a_rule_fail() -> None:
    _run(30, seed=20261122)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(20))
def test_much_damaged_code_never_makes_a_rule_fail(seed: int) -> None:
    _run(150, seed)
