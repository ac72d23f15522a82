"""Adherence: counts first, a statement only where enough pull requests stand behind it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from bot.compare.adherence import MIN_PULLS, SiteCounts, adherence, by_agent


def test_three_broken_of_212_is_the_example_we_promise() -> None:
    found = adherence(212, 3, 40)
    assert found.share == pytest.approx(0.986, abs=0.0005)
    assert found.interval is not None
    assert (found.interval.low, found.interval.high) == pytest.approx((0.963, 0.996), abs=0.001)
    assert found.kept == 209


@pytest.mark.parametrize("pulls", range(MIN_PULLS))
def test_nothing_is_stated_under_five_pull_requests(pulls: int) -> None:
    found = adherence(100, 3, pulls)
    assert (found.share, found.interval) == (None, None)
    assert (found.sites, found.findings) == (100, 3)


def test_nothing_is_stated_without_a_site() -> None:
    assert adherence(0, 0, 50).share is None


def test_a_finding_without_a_site_counts_as_a_site_of_its_own() -> None:
    found = adherence(1, 3, 9)
    assert (found.sites, found.share) == (3, 0.0)


def test_negative_counts_are_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        adherence(-1, 0, 5)


def test_counts_of_one_agent_and_group_are_added_up_and_named_in_order() -> None:
    rows = by_agent(
        [
            SiteCounts("devin", "security", 5, 1),
            SiteCounts("codex", "security", 10, 0),
            SiteCounts("codex", "security", 10, 2),
            SiteCounts("codex", "performance", 4, 0),
        ],
        {"codex": 8},
    )
    assert [(r.agent, r.group, r.adherence.sites, r.adherence.findings) for r in rows] == [
        ("codex", "performance", 4, 0),
        ("codex", "security", 20, 2),
        ("devin", "security", 5, 1),
    ]
    assert rows[1].adherence.share == 0.9
    assert rows[2].adherence.share is None, "no pull request of this agent is known"


def test_the_heavy_libraries_are_loaded_only_when_something_is_computed() -> None:
    code = "import sys, bot.compare.adherence, bot.compare.interval; print('numpy' in sys.modules, 'scipy' in sys.modules)"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.split() == ["False", "False"]
