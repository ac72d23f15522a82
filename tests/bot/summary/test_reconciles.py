"""The numbers of a summary agree with each other, with the ledger, and between the formats."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

import pytest

from bot.ledger import Ledger
from bot.ledger.records import AgentState
from bot.summary import parse_week, render, summarise
from bot.summary.data import Flow, PullLine, WeekSummary

WEEKS = ("2026-W45", "2026-W46", "2026-W47")


def added(flows: Sequence[Flow]) -> Flow:
    return Flow(*(sum(getattr(flow, name) for flow in flows) for name in Flow.__dataclass_fields__))


def groups(summary: WeekSummary) -> list[tuple[Flow, tuple[PullLine, ...]]]:
    blocks = [*summary.agents, *([summary.no_agent] if summary.no_agent else [])]
    return [(b.flow, b.pulls) for b in blocks] + [(g.flow, g.pulls) for g in summary.others]


@pytest.mark.parametrize("week", WEEKS)
def test_the_groups_add_up_to_the_total(filled: Ledger, week: str) -> None:
    summary = summarise(filled, "acme", week)
    assert summary.total.opened == 16
    assert added([flow for flow, _ in groups(summary)]) == summary.total
    of = summary.unattributed
    certain = sum(block.flow.opened for block in summary.agents)
    assert of.unknown + of.bot + certain == summary.total.opened


@pytest.mark.parametrize("week", WEEKS)
def test_each_group_is_the_sum_of_the_pull_requests_listed_under_it(filled: Ledger, week: str) -> None:
    for flow, pulls in groups(summarise(filled, "acme", week)):
        assert flow == Flow(
            opened=len(pulls),
            merged=sum(p.state == "merged" for p in pulls),
            closed=sum(p.state == "closed" for p in pulls),
            reviewed=sum(p.reviewed for p in pulls),
            clean_first=sum(p.reviewed and not p.findings_first for p in pulls),
            findings_first=sum(p.findings_first for p in pulls),
            findings_last=sum(p.findings_last for p in pulls),
            fixed_before_merge=sum(p.fixed_before_merge for p in pulls),
        )


@pytest.mark.parametrize("week", WEEKS)
def test_the_lists_of_findings_are_as_long_as_the_counts_say(filled: Ledger, week: str) -> None:
    summary = summarise(filled, "acme", week)
    assert len(summary.fixed) == summary.total.fixed_before_merge
    merged = [pull for _, pulls in groups(summary) for pull in pulls if pull.state == "merged"]
    assert len(summary.merged_with) == sum(pull.findings_last for pull in merged)


@pytest.mark.parametrize("week", WEEKS)
def test_broken_rules_and_adherence_count_the_same_findings_and_places(filled: Ledger, week: str) -> None:
    summary = summarise(filled, "acme", week)
    at = parse_week(week)
    rows = filled.adherence("acme", at.start, at.end, states=list(AgentState))
    assert sum(rule.findings for rule in summary.broken) == sum(row.findings for row in rows)
    for rule in summary.broken:
        assert rule.sites == sum(row.sites for row in rows if row.rule == rule.rule)
    for block in summary.agents:
        assert sum(line.week_findings for line in block.families) == sum(
            row.findings for row in rows if (row.agent, row.agent_state) == (block.agent, AgentState.CERTAIN)
        )


def test_the_windows_weeks_add_up_to_the_windows_places(filled: Ledger) -> None:
    lines = [
        (block.agent, line)
        for week in WEEKS
        for block in summarise(filled, "acme", week).agents
        for line in block.families
    ]
    for block in summarise(filled, "acme", "2026-W47").agents:
        for line in block.families:
            own = [one for agent, one in lines if (agent, one.family) == (block.agent, line.family)]
            assert sum(one.week_sites for one in own) == line.window.sites
            assert sum(one.week_findings for one in own) == line.window.findings


def test_the_trend_and_the_week_before_are_those_weeks_own_totals(filled: Ledger) -> None:
    summary = summarise(filled, "acme", "2026-W47")
    totals = [summarise(filled, "acme", week).total for week in WEEKS]
    assert [(p.reviewed, p.clean_first) for p in summary.trend] == [
        (t.reviewed, t.clean_first) for t in totals
    ]
    assert summary.before == totals[1]
    assert summary.window == added(totals)


def test_every_format_says_the_same_numbers(filled: Ledger) -> None:
    total = summarise(filled, "acme", "2026-W47").total
    numbers = [total.opened, total.merged, total.closed, total.open]
    clean = f"{total.clean_first} of {total.reviewed}"
    row = [*map(str, numbers), clean, str(total.findings_first), str(total.fixed_before_merge)]
    assert f"| **All** | {' | '.join(row)} |" in render(filled, "acme", "2026-W47")
    page = render(filled, "acme", "2026-W47", "html")
    cells = re.search(r'<th scope="row">All</th>(.*?)</tr>', page)
    assert cells is not None
    assert re.findall(r">([^<]+)</td>", cells[1]) == row
    data = json.loads(render(filled, "acme", "2026-W47", "json"))
    assert data["schema"] == 1
    assert (data["total"]["opened"], data["total"]["clean_first"]) == (total.opened, total.clean_first)


def test_another_organisation_never_shows(filled: Ledger) -> None:
    for form in ("markdown", "json", "html"):
        assert "jules" not in render(filled, "acme", "2026-W47", form).lower()
        assert "shop 1000" not in render(filled, "acme", "2026-W47", form)
    assert "Jules" in render(filled, "other", "2026-W47")


def test_rendering_is_the_same_each_time(filled: Ledger) -> None:
    for form in ("markdown", "json", "html"):
        assert render(filled, "acme", "2026-W47", form) == render(filled, "ACME", "2026-W47", form)


def test_a_summary_of_no_week_reads_nothing_of_later_ones(filled: Ledger, build: Any) -> None:
    before = render(filled, "acme", "2026-W46")
    late = build.pull(7, opened=build.time, repo_id=100)
    filled.record_run(build.run(late, findings=[build.finding("z", "security/sql-built-from-text")]))
    assert render(filled, "acme", "2026-W46") == before
