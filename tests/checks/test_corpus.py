"""Whole change sets under ``tests/corpus``, one folder each: every judged rule finds exactly what is labelled.

What is known to be missed or wrongly found stands in ``known_misses.txt`` beside the families, one line each
(``family/case slug path:line  # reason``), and is tested to be still so: a mended rule takes its line out.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from checks.changes import in_memory
from checks.engine import review
from checks.rules import load_rules

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
FAMILIES = sorted(
    p.name for p in CORPUS.iterdir() if p.is_dir() and p.name not in ("migration-safety", "__pycache__")
)
"""Families whose change sets are run here; the migrations have a test of their own."""
COMPLETE = ("security", "error-handling", "performance", "api-consistency")
"""Families of which every rule must have six bad and six good change sets."""
CASES = [
    f"{family}/{p.name}" for family in FAMILIES for p in sorted((CORPUS / family).iterdir()) if p.is_dir()
]


def tree(folder: Path) -> dict[str, str | bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()
    }


def lines(path: Path) -> set[str]:
    return {line.strip() for line in path.read_text("utf-8").splitlines() if line.strip()}


@cache
def known() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for line in lines(CORPUS / "known_misses.txt"):
        case, _, place = line.partition("#")[0].strip().partition(" ")
        if case:
            found.setdefault(case, set()).add(place)
    return found


@pytest.mark.parametrize("case", CASES)
def test_a_change_set_gives_exactly_the_expected_findings(case):
    folder = CORPUS / case
    family = folder.parent.name
    base = tree(folder / "base") if (folder / "base").is_dir() else None
    report = review(
        in_memory(tree(folder / "head"), base), only=[r for r in load_rules() if r.startswith(family)]
    )
    found = {f"{f.rule.partition('/')[2]} {f.path}:{f.line}" for f in report.findings if f.family == family}
    assert found ^ lines(folder / "expected.txt") == known().get(case, set())
    assert report.errors == ()


def test_every_rule_has_six_bad_and_six_good_change_sets():
    for family in COMPLETE:
        slugs = [r.partition("/")[2] for r in load_rules() if r.startswith(f"{family}/")]
        own = {s: [c for c in CASES if _about(c.partition("/")[2], s, slugs)] for s in slugs}
        bad = {s: sum(bool(lines(CORPUS / c / "expected.txt")) for c in cases) for s, cases in own.items()}
        few = {
            s: (bad[s], len(cases) - bad[s])
            for s, cases in own.items()
            if bad[s] < 6 or len(cases) - bad[s] < 6
        }
        assert few == {}, "slug: (bad, good)"


def _about(case: str, slug: str, slugs: list[str]) -> bool:
    """Whether a case is named after this rule, not after one whose name begins like it."""
    return case.startswith(slug + "-") and not any(
        len(other) > len(slug) and other.startswith(slug) and case.startswith(other + "-") for other in slugs
    )


def test_known_misses_name_cases_that_exist():
    assert set(known()) <= set(CASES)
