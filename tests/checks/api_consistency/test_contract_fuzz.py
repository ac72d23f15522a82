"""Contracts with lines mixed up: whatever stands there, a review ends and reports no error of its own."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from checks.changes import in_memory
from checks.engine import review

CONTRACTS = Path(__file__).resolve().parents[2] / "fixtures" / "contracts"
NAMES = sorted(p.name for p in CONTRACTS.iterdir() if p.suffix != ".md")
WORDS = ("string", "integer", "object", "true", "1", "[", "{", "}", ":", "- ", "Int", "!", ";", "=")
OTHERS = ("array", "[]", "{}", "null", "3", "''", "-1", "x", "}", ")", "", "\t", "<")
RULES = ("api-consistency/breaking-change", "api-consistency/spec-quality")


def mixed(text: str, rng: random.Random) -> str:
    """A few lines left out, doubled, swapped, moved in or out, or changed in a word."""
    lines = text.split("\n")
    for _ in range(rng.randint(1, 6)):
        at, other = rng.randrange(len(lines)), rng.randrange(len(lines))
        match rng.randrange(6):
            case 0:
                lines[at] = ""
            case 1:
                lines.insert(at, lines[other])
            case 2:
                lines[at] = lines[at].replace(rng.choice(WORDS), rng.choice(OTHERS))
            case 3:
                lines[at], lines[other] = lines[other], lines[at]
            case 4:
                lines[at] = "  " + lines[at]
            case _:
                lines[at] = lines[at].removeprefix("  ")
    return "\n".join(lines)


@pytest.mark.parametrize("name", NAMES)
def test_a_contract_with_lines_mixed_up_is_reviewed_without_error(name: str) -> None:
    whole = (CONTRACTS / name).read_text("utf-8")
    for seed in range(25):
        text = mixed(whole, random.Random(seed))
        for base, head in ((whole, text), (text, whole)):
            begin = time.monotonic()
            report = review(in_memory({name: head}, {name: base}), only=RULES)
            assert report.errors == ()
            assert time.monotonic() - begin < 20
