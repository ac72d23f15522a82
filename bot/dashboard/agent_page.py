"""One agent: its week, its families and rules over the window, week by week."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from flask import Blueprint, render_template, request

from bot.compare.adherence import Adherence, adherence
from bot.dashboard.charts import Axis, Whisker, axis_of, whisker
from bot.dashboard.errors import NotThereError
from bot.dashboard.filters import PullFilter, read_sort, read_week
from bot.dashboard.pulllist import list_pulls
from bot.dashboard.shown import latest_week, ledger, organisation
from bot.dashboard.visible import VisibleLedger
from bot.ledger.records import AdherenceRow, AgentState, OverviewRow
from bot.summary import Week, rule_title
from bot.summary import words as say
from bot.summary.collect import WINDOW_WEEKS
from bot.summary.data import Flow

CERTAIN = (AgentState.CERTAIN,)


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule or family over the window."""

    id: str
    title: str
    kept: Adherence
    chart: Whisker | None
    pulls: PullFilter
    rules: tuple[RuleLine, ...] = ()
    """A family's rules."""


@dataclass(frozen=True, slots=True)
class AgentWeeks:
    """What the page of an agent shows."""

    agent: str
    week: Week
    since: Week
    this_week: Flow
    window: Flow
    families: tuple[RuleLine, ...]
    trend: tuple[tuple[Week, Flow], ...]
    axis: Axis


def agent_weeks(source: VisibleLedger, org: str, agent: str, week: Week) -> AgentWeeks:
    """An agent's numbers up to the week. Raises NotThereError for one that never opened a pull request here."""
    ever = [row for row in source.overview(org, None, None) if row.agent == agent]
    if not ever:
        raise NotThereError(
            "No such agent",
            "No pull request here is by an agent of this name. The overview names the agents that there are.",
        )
    first = week.back(WINDOW_WEEKS - 1)
    trend = [(at, _flow(source, org, agent, at)) for at in map(week.back, reversed(range(WINDOW_WEEKS)))]
    while len(trend) > 1 and not trend[0][1].opened:
        trend.pop(0)
    since = trend[0][0]
    window = _sum(row for row in source.overview(org, first.start, week.end) if _is(row, agent))
    rows = [
        row for row in source.adherence(org, first.start, week.end, "first", CERTAIN) if row.agent == agent
    ]
    by_rule, by_family = _counts(rows, lambda r: r.rule), _counts(rows, lambda r: r.family)
    made = {group: adherence(*counts, window.reviewed) for group, counts in {**by_rule, **by_family}.items()}
    axis = axis_of(made.values())
    wanted = PullFilter(week, since, agent=agent)

    def line(group: str, title: str, pulls: PullFilter, rules: tuple[RuleLine, ...] = ()) -> RuleLine:
        return RuleLine(group, title, made[group], whisker(axis, made[group], title), pulls, rules)

    families = tuple(
        line(
            family,
            say.family_name(family),
            wanted.but(family=family),
            tuple(
                line(rule, rule_title(rule), wanted.but(rule=rule))
                for rule in sorted(by_rule)
                if rule.partition("/")[0] == family
            ),
        )
        for family in sorted(by_family)
    )
    return AgentWeeks(agent, week, since, trend[-1][1], window, families, tuple(trend), axis)


def register(pages: Blueprint) -> None:
    """Add the address."""

    @pages.get("/orgs/<org>/agents/<path:agent>")
    def agent(org: str, agent: str) -> str:
        login = organisation(org)
        week = read_week(request.args["week"]) if request.args.get("week") else latest_week(login)
        sort = read_sort(request.args)
        weeks = agent_weeks(ledger(), login, agent, week)
        wanted = PullFilter(week, weeks.since, agent=agent)
        return render_template(
            "dashboard/agent.html",
            org=login,
            week=week,
            page=weeks,
            wanted=wanted,
            listed=list_pulls(ledger(), login, wanted, sort, size=50),
        )


def _counts(
    rows: Iterable[AdherenceRow], key: Callable[[AdherenceRow], str]
) -> Mapping[str, tuple[int, int]]:
    sites: Counter[str] = Counter()
    findings: Counter[str] = Counter()
    for row in rows:
        sites[key(row)] += row.sites
        findings[key(row)] += row.findings
    return {group: (sites[group], findings[group]) for group in sites}


def _is(row: OverviewRow, agent: str) -> bool:
    return (row.agent, row.agent_state) == (agent, AgentState.CERTAIN)


def _flow(source: VisibleLedger, org: str, agent: str, week: Week) -> Flow:
    return _sum(row for row in source.overview(org, week.start, week.end) if _is(row, agent))


def _sum(rows: Iterable[OverviewRow]) -> Flow:
    rows = list(rows)
    return Flow(
        opened=sum(r.opened for r in rows),
        merged=sum(r.merged for r in rows),
        closed=sum(r.closed for r in rows),
        reviewed=sum(r.reviewed for r in rows),
        clean_first=sum(r.clean_first for r in rows),
        findings_first=sum(r.findings_first for r in rows),
        findings_last=sum(r.findings_last for r in rows),
        fixed_before_merge=sum(r.fixed_before_merge for r in rows),
    )
