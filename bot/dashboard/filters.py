"""Which pull requests a list shows, as the address says it. Every number of every page is a link made from one of these."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from bot.dashboard.errors import BadAddressError
from bot.ledger.records import AgentState
from bot.summary import Week, WeekError, parse_week
from bot.summary.words import agent_name, family_name, other_name
from checks.rules import FAMILIES

STATES = {"open": "still open", "merged": "merged", "closed": "closed without a merge"}
FIRST = {
    "clean": "clean at first push",
    "found": "with a warning or error at first push",
    "reviewed": "reviewed",
    "unreviewed": "not reviewed yet",
}
ORIGINS = {state.value for state in AgentState}
SORTS = ("opened", "title", "repo", "agent", "state", "findings", "fixed", "places", "broken")
_LONGEST = 200
"""No value of ours is longer; what is, is somebody's play with the address."""


@dataclass(frozen=True, slots=True)
class PullFilter:
    """Conditions that all hold. ``since`` to ``week`` are whole weeks, both included; empty texts say nothing."""

    week: Week
    since: Week | None = None
    agent: str = ""
    """Alone it means what is certainly this agent's."""
    origin: str = ""
    """State of the attribution."""
    state: str = ""
    first: str = ""
    fixed: str = ""
    """``yes``: with something fixed before the merge."""
    repo: str = ""
    family: str = ""
    rule: str = ""
    broken: str = ""
    """``yes``: with a finding of the family or rule at first push."""

    @property
    def start(self) -> Week:
        """The first week."""
        return self.since or self.week

    @property
    def group(self) -> str:
        """The rule, or the family, that places and findings are counted of."""
        return self.rule or self.family

    @property
    def states(self) -> frozenset[AgentState] | None:
        """The states of attribution that are let through; None for all."""
        if self.origin:
            return frozenset({AgentState(self.origin)})
        return frozenset({AgentState.CERTAIN}) if self.agent else None

    def but(self, **changes: Any) -> PullFilter:
        """With something else in it."""
        return replace(self, **changes)

    def args(self) -> dict[str, str]:
        """As the query of an address."""
        return {f.name: str(value) for f in fields(self) if (value := getattr(self, f.name))}

    def words(self) -> list[tuple[str, str]]:
        """Each condition but the weeks: the name of its argument, and what it says."""
        said = {
            "agent": agent_name(self.agent) if self.agent else "",
            "origin": _origin(self.origin),
            "state": STATES.get(self.state, ""),
            "first": FIRST.get(self.first, ""),
            "fixed": "something fixed before the merge" if self.fixed else "",
            "repo": self.repo,
            "family": family_name(self.family) if self.family else "",
            "rule": self.rule,
            "broken": "broken at first push" if self.broken else "",
        }
        return [(name, text) for name, text in said.items() if text]


def read_filter(args: Mapping[str, str], latest: Week) -> PullFilter:
    """The filter of an address. Raises BadAddressError that names the argument and what it may be."""
    week = read_week(args["week"]) if args.get("week") else latest
    since = read_week(args["since"]) if args.get("since") else None
    if since is not None and since > week:
        raise BadAddressError("Weeks in the wrong order", f"since={since} lies after week={week}: swap them.")
    return PullFilter(
        week=week,
        since=since,
        agent=_text(args, "agent"),
        origin=_choice(args, "origin", ORIGINS),
        state=_choice(args, "state", STATES),
        first=_choice(args, "first", FIRST),
        fixed=_choice(args, "fixed", {"yes"}),
        repo=_text(args, "repo"),
        family=_choice(args, "family", FAMILIES),
        rule=_text(args, "rule"),
        broken=_choice(args, "broken", {"yes"}),
    )


def read_week(text: str) -> Week:
    """A week of an address."""
    try:
        return parse_week(text[:_LONGEST])
    except WeekError as error:
        raise BadAddressError("Not a week", f"{error}.") from error


def read_sort(args: Mapping[str, str]) -> str:
    """The column to sort by, with a minus for the other way round; newest first where nothing is said."""
    sort = args.get("sort") or "-opened"
    if sort.removeprefix("-") not in SORTS:
        raise BadAddressError(
            "Not a column", f"Nothing is sorted by {sort[:_LONGEST]!r}. There are {', '.join(SORTS)}."
        )
    return sort


def read_page(args: Mapping[str, str]) -> int:
    """The page of a long list, from 1."""
    text = args.get("page") or "1"
    if not (text.isascii() and text.isdigit() and len(text) < 7 and int(text) > 0):
        raise BadAddressError("Not a page", f"page={text[:_LONGEST]!r}: give a number from 1 on.")
    return int(text)


def _choice(args: Mapping[str, str], name: str, known: Any) -> str:
    value = args.get(name) or ""
    if value and value not in known:
        raise BadAddressError(
            "Not a choice",
            f"{name}={value[:_LONGEST]!r} means nothing: choose from {', '.join(sorted(known))}.",
        )
    return value


def _text(args: Mapping[str, str], name: str) -> str:
    value = args.get(name) or ""
    if len(value) > _LONGEST:
        raise BadAddressError(
            "Too long", f"{name} holds {len(value)} characters; at most {_LONGEST} are read."
        )
    return value


def _origin(origin: str) -> str:
    if origin == AgentState.CERTAIN:
        return "one certain agent"
    if origin == AgentState.NONE:
        return "no agent seen"
    return other_name(origin).lower() if origin else ""
