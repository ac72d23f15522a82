"""From the ledger to the plain data of a week's summary."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Literal, Protocol

from bot.compare.adherence import SiteCounts, by_agent
from bot.ledger.records import AdherenceRow, AgentState, FindingRow, OverviewRow, PullRequestRow
from bot.summary.data import (
    AgentWeek,
    BrokenRule,
    FamilyLine,
    FindingLine,
    Flow,
    OtherGroup,
    PullLine,
    Unattributed,
    WeekPoint,
    WeekSummary,
)
from bot.summary.week import Week
from bot.summary.words import by_name
from checks.report import Severity

WINDOW_WEEKS = 12
"""Adherence is stated over this many weeks up to the one summed up: one week alone is too little for nearly anyone."""

_EVERY = tuple(AgentState)
_UNKNOWN = (AgentState.NONE, AgentState.POSSIBLE, AgentState.MIXED)
_NO_AGENT = ""


class Source(Protocol):
    """The part of the ledger that a summary reads."""

    def organisations(self) -> list[str]: ...

    def pull_requests(self, org: str, since: datetime, until: datetime) -> list[PullRequestRow]: ...

    def findings(self, org: str, since: datetime, until: datetime) -> list[FindingRow]: ...

    def overview(self, org: str, since: datetime | None, until: datetime) -> list[OverviewRow]: ...

    def adherence(
        self,
        org: str,
        since: datetime,
        until: datetime,
        head: Literal["first", "last"],
        states: Sequence[AgentState],
    ) -> list[AdherenceRow]: ...


def collect(source: Source, org: str, week: Week, title_of: Callable[[str], str]) -> WeekSummary:
    """All that the summary of the week says. ``title_of`` gives a rule's title by its id."""
    window_from = week.back(WINDOW_WEEKS - 1)
    pulls = source.pull_requests(org, week.start, week.end)
    findings = source.findings(org, week.start, week.end)
    week_rows = source.adherence(org, week.start, week.end, "first", _EVERY)
    window_rows = source.adherence(org, window_from.start, week.end, "first", _EVERY)
    window_pulls = source.overview(org, window_from.start, week.end)
    lines = {(p.repo, p.number): _pull_line(p) for p in pulls}

    shown = sorted(
        {r.agent for r in window_pulls if r.agent and r.agent_state is AgentState.CERTAIN},
        key=by_name,
    )
    blocks = [
        _agent_week(agent, pulls, week_rows, window_rows, window_pulls, lines)
        for agent in (*shown, _NO_AGENT)
    ]
    states = Counter(p.agent_state for p in pulls)
    return WeekSummary(
        org=org,
        week=week,
        window_from=window_from,
        first=not source.overview(org, None, week.start),
        total=_flow(source.overview(org, week.start, week.end)),
        before=_flow(source.overview(org, week.back(1).start, week.start)),
        agents=tuple(block for block in blocks[:-1] if block.window_pulls or block.flow.opened),
        no_agent=blocks[-1] if blocks[-1].window_pulls or blocks[-1].flow.opened else None,
        unattributed=Unattributed(
            states[AgentState.NONE],
            states[AgentState.POSSIBLE],
            states[AgentState.MIXED],
            states[AgentState.BOT],
        ),
        broken=_broken(findings, week_rows, lines, title_of),
        fixed=_finding_lines((f for f in _graver(findings) if not f.at_last), lines, title_of),
        merged_with=_finding_lines((f for f in _graver(findings) if f.at_last), lines, title_of),
        trend=_trend(source, org, week),
        others=tuple(
            OtherGroup(state.value, _sum(own), tuple(lines[p.repo, p.number] for p in own))
            for state in (AgentState.POSSIBLE, AgentState.MIXED, AgentState.BOT)
            if (own := [p for p in pulls if p.agent_state is state])
        ),
        window=_flow(window_pulls),
        window_unknown=sum(r.opened for r in window_pulls if r.agent_state in _UNKNOWN),
    )


def _agent_week(
    agent: str,
    pulls: Sequence[PullRequestRow],
    week_rows: Sequence[AdherenceRow],
    window_rows: Sequence[AdherenceRow],
    window_pulls: Sequence[OverviewRow],
    lines: Mapping[tuple[str, int], PullLine],
) -> AgentWeek:
    state = AgentState.CERTAIN if agent else AgentState.NONE
    own = [p for p in pulls if (p.agent or _NO_AGENT, p.agent_state) == (agent, state)]
    window_flow = _flow(r for r in window_pulls if (r.agent or _NO_AGENT, r.agent_state) == (agent, state))
    n = window_flow.reviewed
    this_week = _by_family(week_rows, agent, state)
    window = by_agent(
        (
            SiteCounts(agent, family, *counts)
            for family, counts in _by_family(window_rows, agent, state).items()
        ),
        {agent: n},
    )
    return AgentWeek(
        agent=agent or None,
        flow=_sum(own),
        window_pulls=n,
        window_clean=window_flow.clean_first,
        families=tuple(
            FamilyLine(found.group, *this_week.get(found.group, (0, 0)), found.adherence) for found in window
        ),
        pulls=tuple(lines[p.repo, p.number] for p in own),
    )


def _by_family(rows: Iterable[AdherenceRow], agent: str, state: AgentState) -> dict[str, tuple[int, int]]:
    sites: Counter[str] = Counter()
    findings: Counter[str] = Counter()
    for row in rows:
        if (row.agent, row.agent_state) == (agent, state):
            sites[row.family] += row.sites
            findings[row.family] += row.findings
    return {family: (sites[family], findings[family]) for family in sorted(sites)}


def _broken(
    findings: Sequence[FindingRow],
    rows: Sequence[AdherenceRow],
    lines: Mapping[tuple[str, int], PullLine],
    title_of: Callable[[str], str],
) -> tuple[BrokenRule, ...]:
    sites: Counter[str] = Counter()
    for row in rows:
        sites[row.rule] += row.sites
    broken: dict[str, list[FindingRow]] = defaultdict(list)
    for finding in findings:
        if finding.at_first:
            broken[finding.rule].append(finding)
    rules = []
    for rule, found in broken.items():
        own = Counter(f.agent for f in found if f.agent and f.agent_state is AgentState.CERTAIN)
        where = dict.fromkeys((f.repo, f.number) for f in found)
        rules.append(
            BrokenRule(
                rule=rule,
                title=title_of(rule),
                family=found[0].family,
                severity=max((Severity(f.severity) for f in found), key=lambda s: s.rank).value,
                sites=max(sites[rule], len(found)),
                findings=len(found),
                by_agent=tuple(sorted(own.items(), key=lambda item: by_name(item[0]))),
                pulls=tuple(lines[place] for place in sorted(where)),
            )
        )
    return tuple(sorted(rules, key=lambda r: (-r.findings, -Severity(r.severity).rank, r.rule)))


def _graver(findings: Iterable[FindingRow]) -> Iterable[FindingRow]:
    """Warnings and errors of merged pull requests."""
    return (f for f in findings if f.pull_state == "merged" and f.severity != "note")


def _finding_lines(
    findings: Iterable[FindingRow],
    lines: Mapping[tuple[str, int], PullLine],
    title_of: Callable[[str], str],
) -> tuple[FindingLine, ...]:
    return tuple(
        FindingLine(
            rule=f.rule,
            title=title_of(f.rule),
            severity=f.severity,
            message=f.message,
            path=f.path,
            line=f.line,
            agent=f.agent if f.agent_state is AgentState.CERTAIN else None,
            pull=lines[f.repo, f.number],
        )
        for f in sorted(findings, key=lambda f: (f.severity != "error", f.repo, f.number, f.path, f.line))
    )


def _trend(source: Source, org: str, week: Week) -> tuple[WeekPoint, ...]:
    points: list[WeekPoint] = []
    for back in reversed(range(WINDOW_WEEKS)):
        at = week.back(back)
        flow = _flow(source.overview(org, at.start, at.end))
        if points or flow.reviewed:
            points.append(WeekPoint(at, flow.reviewed, flow.clean_first))
    return tuple(points)


def _flow(rows: Iterable[OverviewRow]) -> Flow:
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


def _sum(pulls: Sequence[PullRequestRow]) -> Flow:
    reviewed = [p for p in pulls if p.runs]
    return Flow(
        opened=len(pulls),
        merged=sum(p.state == "merged" for p in pulls),
        closed=sum(p.state == "closed" for p in pulls),
        reviewed=len(reviewed),
        clean_first=sum(p.findings_first == 0 for p in reviewed),
        findings_first=sum(p.findings_first for p in pulls),
        findings_last=sum(p.findings_last for p in pulls),
        fixed_before_merge=sum(p.fixed_before_merge for p in pulls),
    )


def _pull_line(row: PullRequestRow) -> PullLine:
    return PullLine(
        repo=row.repo,
        number=row.number,
        title=row.title,
        url=row.url,
        state=row.state,
        reviewed=row.runs > 0,
        findings_first=row.findings_first,
        findings_last=row.findings_last,
        fixed_before_merge=row.fixed_before_merge,
    )
