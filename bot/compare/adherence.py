"""How well rules were kept: of the places where a rule could have been broken, the share where it was not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.compare.interval import LEVEL, Interval, jeffreys

MIN_PULLS = 5
"""Under this number of pull requests nothing is said about an agent (reference on statistics, 5.11)."""


@dataclass(frozen=True, slots=True)
class SiteCounts:
    """Sites and findings of one agent in one group (a rule or a family)."""

    agent: str
    group: str
    sites: int
    findings: int


@dataclass(frozen=True, slots=True)
class Adherence:
    """Counts, and a statement about them where there are enough pull requests behind it."""

    sites: int
    findings: int
    pulls: int
    """Reviewed pull requests of the agent in the same span."""
    share: float | None
    """Sites without a finding over all sites; None without a site or under :data:`MIN_PULLS`."""
    interval: Interval | None
    """Where the share plausibly lies: Jeffreys, 95 %. Sites of one pull request are alike, so it is rather too narrow."""

    @property
    def kept(self) -> int:
        """Sites without a finding."""
        return self.sites - self.findings


@dataclass(frozen=True, slots=True)
class AgentAdherence:
    """One agent's adherence in one group."""

    agent: str
    group: str
    adherence: Adherence


def adherence(sites: int, findings: int, pulls: int, level: float = LEVEL) -> Adherence:
    """Adherence 1 - k/e with the Jeffreys interval of e - k kept among e sites (comparison, "What is computed").

    A finding without a site would be a mistake of a rule; it is counted as a site of its own, never as less than none.
    """
    if min(sites, findings, pulls) < 0:
        raise ValueError(
            f"counts cannot be negative: {sites} sites, {findings} findings, {pulls} pull requests"
        )
    sites = max(sites, findings)
    if sites == 0 or pulls < MIN_PULLS:
        return Adherence(sites, findings, pulls, None, None)
    kept = sites - findings
    return Adherence(sites, findings, pulls, kept / sites, jeffreys(kept, sites, level))


def by_agent(counts: Iterable[SiteCounts], pulls: Mapping[str, int]) -> tuple[AgentAdherence, ...]:
    """Adherence by agent and group, sites and findings added up, in the order of their names."""
    sites: dict[tuple[str, str], int] = defaultdict(int)
    findings: dict[tuple[str, str], int] = defaultdict(int)
    for count in counts:
        sites[count.agent, count.group] += count.sites
        findings[count.agent, count.group] += count.findings
    return tuple(
        AgentAdherence(agent, group, adherence(n, findings[agent, group], pulls.get(agent, 0)))
        for (agent, group), n in sorted(sites.items())
    )
