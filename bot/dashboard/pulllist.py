"""The pull requests behind a number, with the counts that add up to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.dashboard.filters import PullFilter
from bot.dashboard.visible import VisibleLedger
from bot.ledger.records import PullRequestRow
from bot.summary.words import by_name

PAGE = 100
"""Pull requests on one page of a list."""


@dataclass(frozen=True, slots=True)
class PullEntry:
    """One line of a list."""

    pull: PullRequestRow
    places: int = 0
    """Places of the filter's rule or family at first push; 0 without one."""
    broken: int = 0
    """Findings of it at first push, of every severity."""


@dataclass(frozen=True, slots=True)
class PullList:
    """Everything that a filter lets through, sorted; one page of it is shown."""

    entries: tuple[PullEntry, ...]
    counted: str
    """The rule or family that ``places`` and ``broken`` are about, or empty."""
    sort: str
    page: int = 1
    size: int = PAGE

    @property
    def shown(self) -> tuple[PullEntry, ...]:
        """The page's lines."""
        return self.entries[(self.page - 1) * self.size : self.page * self.size]

    @property
    def pages(self) -> int:
        """Number of pages, at least one."""
        return max(1, -(-len(self.entries) // self.size))

    @property
    def places(self) -> int:
        """All places."""
        return sum(e.places for e in self.entries)

    @property
    def broken(self) -> int:
        """All findings of the rule or family."""
        return sum(e.broken for e in self.entries)

    @property
    def found(self) -> int:
        """All warnings and errors at first push."""
        return sum(e.pull.findings_first for e in self.entries)

    @property
    def fixed(self) -> int:
        """All findings fixed before the merge."""
        return sum(e.pull.fixed_before_merge for e in self.entries)


def list_pulls(
    ledger: VisibleLedger,
    org: str,
    wanted: PullFilter,
    sort: str = "-opened",
    page: int = 1,
    size: int = PAGE,
) -> PullList:
    """The list that the filter describes."""
    span = (wanted.start.start, wanted.week.end)
    places: Counter[tuple[str, int]] = Counter()
    broken: Counter[tuple[str, int]] = Counter()
    if wanted.group:
        for row in ledger.sites(org, *span, wanted.group):
            places[row.repo, row.number] += row.sites
        for finding in ledger.findings(org, *span, rule=wanted.group):
            broken[finding.repo, finding.number] += finding.at_first
    entries = [
        PullEntry(pull, places[pull.repo, pull.number], broken[pull.repo, pull.number])
        for pull in ledger.pull_requests(org, *span)
    ]
    kept = [entry for entry in entries if _passes(entry, wanted)]
    # Oldest first is how they come, so equal ones stay in that order whichever way the list is turned.
    kept.sort(key=_ORDER[sort.removeprefix("-")], reverse=sort.startswith("-"))
    return PullList(tuple(kept), wanted.group, sort, page, size)


def repositories(entries: Sequence[PullRequestRow]) -> list[str]:
    """The repositories of some pull requests, in the order of the alphabet."""
    return sorted({pull.repo for pull in entries}, key=str.lower)


def _passes(entry: PullEntry, wanted: PullFilter) -> bool:
    pull = entry.pull
    states = wanted.states
    return all(
        (
            not wanted.agent or pull.agent == wanted.agent,
            states is None or pull.agent_state in states,
            not wanted.state or pull.state == wanted.state,
            not wanted.first or _FIRST[wanted.first](pull),
            not wanted.fixed or pull.fixed_before_merge > 0,
            not wanted.repo or pull.repo.lower() == wanted.repo.lower(),
            not wanted.group or entry.places > 0 or entry.broken > 0,
            not wanted.broken or entry.broken > 0,
        )
    )


_FIRST: dict[str, Callable[[PullRequestRow], bool]] = {
    "reviewed": lambda pull: pull.runs > 0,
    "unreviewed": lambda pull: pull.runs == 0,
    "clean": lambda pull: pull.runs > 0 and pull.findings_first == 0,
    "found": lambda pull: pull.findings_first > 0,
}
_ORDER: dict[str, Callable[[PullEntry], Any]] = {
    "opened": lambda e: (e.pull.opened_at, e.pull.repo, e.pull.number),
    "title": lambda e: e.pull.title.lower(),
    "repo": lambda e: (e.pull.repo.lower(), e.pull.number),
    "agent": lambda e: (e.pull.agent is None, by_name(e.pull.agent or ""), e.pull.agent_state.value),
    "state": lambda e: e.pull.state,
    "findings": lambda e: e.pull.findings_first,
    "fixed": lambda e: e.pull.fixed_before_merge,
    "places": lambda e: e.places,
    "broken": lambda e: e.broken,
}
