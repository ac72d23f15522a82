"""What a weekly summary says, as plain data. Every renderer draws on this and nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from bot.compare.adherence import Adherence
from bot.summary.week import Week


@dataclass(frozen=True, slots=True)
class PullLine:
    """One pull request of the week."""

    repo: str
    number: int
    title: str
    url: str
    state: str
    """``open``, ``merged`` or ``closed``."""
    reviewed: bool
    findings_first: int
    findings_last: int
    fixed_before_merge: int


@dataclass(frozen=True, slots=True)
class Flow:
    """Pull requests opened in a week and what became of them so far."""

    opened: int = 0
    merged: int = 0
    closed: int = 0
    reviewed: int = 0
    clean_first: int = 0
    """Reviewed, and no warning or error at first push."""
    findings_first: int = 0
    findings_last: int = 0
    fixed_before_merge: int = 0

    @property
    def open(self) -> int:
        """Neither merged nor closed."""
        return self.opened - self.merged - self.closed


@dataclass(frozen=True, slots=True)
class FamilyLine:
    """One family of rules: counts of the week, and adherence over the whole window."""

    family: str
    week_sites: int
    week_findings: int
    window: Adherence


@dataclass(frozen=True, slots=True)
class AgentWeek:
    """One agent, or the group of pull requests where no agent was seen (``agent`` is then None)."""

    agent: str | None
    flow: Flow
    window_pulls: int
    """Reviewed pull requests in the window: the n behind every statement."""
    window_clean: int
    """Those of them that were clean at first push."""
    families: tuple[FamilyLine, ...]
    pulls: tuple[PullLine, ...]


@dataclass(frozen=True, slots=True)
class Unattributed:
    """Pull requests that count for no agent: of no, possible, several agents, or of a dependency bot."""

    none: int = 0
    possible: int = 0
    mixed: int = 0
    bot: int = 0

    @property
    def unknown(self) -> int:
        """Pull requests whose origin is not visible or not certain."""
        return self.none + self.possible + self.mixed


@dataclass(frozen=True, slots=True)
class OtherGroup:
    """Pull requests of the week that count for no agent and not for the group without one either."""

    kind: str
    """``possible``, ``mixed`` or ``bot``."""
    flow: Flow
    pulls: tuple[PullLine, ...]


@dataclass(frozen=True, slots=True)
class BrokenRule:
    """A rule that was broken this week at first push."""

    rule: str
    title: str
    family: str
    severity: str
    """The gravest that it was seen at."""
    sites: int
    findings: int
    by_agent: tuple[tuple[str, int], ...]
    """Findings of each agent that is certain, by name; the rest has another or no visible origin."""
    pulls: tuple[PullLine, ...]


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One finding, as a list shows it."""

    rule: str
    title: str
    severity: str
    message: str
    path: str
    line: int
    agent: str | None
    pull: PullLine


@dataclass(frozen=True, slots=True)
class WeekPoint:
    """One week of the trend."""

    week: Week
    reviewed: int
    clean_first: int


@dataclass(frozen=True, slots=True)
class WeekSummary:
    """Everything that the summary of one organisation's week says."""

    org: str
    week: Week
    window_from: Week
    """First week of the window that adherence is computed over; the last one is ``week``."""
    first: bool
    """No pull request is known from before this week."""
    total: Flow
    before: Flow
    """The same counts of the week before, taken the same way today."""
    agents: tuple[AgentWeek, ...]
    """Agents that are certain, by name."""
    no_agent: AgentWeek | None
    """The group in which no agent was seen."""
    unattributed: Unattributed
    broken: tuple[BrokenRule, ...]
    """Most findings first, then the gravest, then by name."""
    fixed: tuple[FindingLine, ...]
    """Warnings and errors seen at an earlier head and gone before the merge."""
    merged_with: tuple[FindingLine, ...]
    """Warnings and errors that were still there when the pull request was merged."""
    trend: tuple[WeekPoint, ...]
    """The window week by week, from the first week with a reviewed pull request on."""
    others: tuple[OtherGroup, ...]
    """With the agents and ``no_agent`` they make up ``total``."""
    window: Flow
    """The counts of the whole window."""
    window_unknown: int
    """Pull requests of the window whose origin is not visible or not certain."""

    @property
    def since(self) -> Week:
        """First week of the window in which anything was reviewed."""
        return self.trend[0].week if self.trend else self.week
