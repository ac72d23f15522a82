"""What the overview of a week shows: groups of pull requests by agent, and how well each family's rules were kept."""

from __future__ import annotations

from dataclasses import dataclass

from bot.compare.adherence import MIN_PULLS
from bot.dashboard.charts import Axis, Bar, Whisker, axis_of, bars, whisker
from bot.dashboard.filters import PullFilter
from bot.dashboard.visible import VisibleLedger
from bot.ledger.records import AgentState
from bot.summary import Week, rule_title
from bot.summary import words as say
from bot.summary.collect import collect
from bot.summary.data import AgentWeek, FamilyLine, Flow, WeekSummary


@dataclass(frozen=True, slots=True)
class Group:
    """Pull requests of one agent, or of one kind of unknown origin, in the week."""

    name: str
    agent: str | None
    """Set where the group is one certain agent's."""
    flow: Flow
    pulls: PullFilter
    too_few: int | None = None
    """Reviewed pull requests so far, where they are too few for a statement."""


@dataclass(frozen=True, slots=True)
class FamilyRow:
    """One agent in one family."""

    group: str
    agent: str | None
    line: FamilyLine
    chart: Whisker | None
    week: PullFilter
    window: PullFilter


@dataclass(frozen=True, slots=True)
class Family:
    """One family with every agent that had places in it."""

    id: str
    name: str
    rows: tuple[FamilyRow, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything on the page but the list of pull requests."""

    summary: WeekSummary
    headline: tuple[str, ...]
    agents: tuple[Group, ...]
    """With a pull request in the week."""
    quiet: tuple[Group, ...]
    """Known from earlier weeks of the window."""
    others: tuple[Group, ...]
    """Of no one certain agent."""
    all: Group
    families: tuple[Family, ...]
    axis: Axis
    bars: tuple[Bar, ...]
    min_pulls: int = MIN_PULLS


def overview(ledger: VisibleLedger, org: str, week: Week) -> Overview:
    """The overview of one organisation's week."""
    summary = collect(ledger, org, week, rule_title)
    blocks = [*summary.agents, *([summary.no_agent] if summary.no_agent else [])]
    agents = [_group(block, week) for block in summary.agents]
    axis = axis_of(line.window for block in blocks for line in block.families)
    others = [_group(summary.no_agent, week)] if summary.no_agent and summary.no_agent.flow.opened else []
    others += [
        Group(say.other_name(other.kind), None, other.flow, PullFilter(week, origin=other.kind))
        for other in summary.others
    ]
    return Overview(
        summary=summary,
        headline=say.headline(summary, str) if summary.total.opened else (say.empty_week(summary, str),),
        agents=tuple(group for group in agents if group.flow.opened),
        quiet=tuple(group for group in agents if not group.flow.opened),
        others=tuple(others),
        all=Group("All", None, summary.total, PullFilter(week)),
        families=tuple(
            Family(family, say.family_name(family), _rows(family, blocks, summary, axis))
            for family in sorted({line.family for block in blocks for line in block.families})
        ),
        axis=axis,
        bars=bars(summary.trend),
    )


def _group(block: AgentWeek, week: Week) -> Group:
    few = block.agent is not None and block.window_pulls < MIN_PULLS
    return Group(
        say.agent_name(block.agent),
        block.agent,
        block.flow,
        whose(block.agent, week),
        block.window_pulls if few else None,
    )


def whose(agent: str | None, week: Week, since: Week | None = None) -> PullFilter:
    """The pull requests that are certainly the agent's, or those without any sign of one."""
    if agent is None:
        return PullFilter(week, since, origin=AgentState.NONE.value)
    return PullFilter(week, since, agent=agent)


def _rows(family: str, blocks: list[AgentWeek], summary: WeekSummary, axis: Axis) -> tuple[FamilyRow, ...]:
    return tuple(
        FamilyRow(
            group=say.agent_name(block.agent),
            agent=block.agent,
            line=line,
            chart=whisker(axis, line.window, f"{say.agent_name(block.agent)}, {say.family_name(family)}"),
            week=whose(block.agent, summary.week).but(family=family),
            window=whose(block.agent, summary.week, summary.since).but(family=family),
        )
        for block in blocks
        for line in block.families
        if line.family == family
    )
