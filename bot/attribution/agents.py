"""``config/agents.yml`` as data that can be asked: which agent an account, address, trailer, branch or text points to."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from checks.configfile import OwnAgent
from checks.yamlfile import read_yaml


@dataclass(frozen=True, slots=True)
class Account:
    """A GitHub account of an agent. ``role`` is what it does as author of a pull request.

    The first login is its own; the others are display names that GitHub shows and that people may bear as well.
    """

    agent: str
    rule: str
    id: int
    logins: tuple[str, ...]
    role: str = "wrote"
    in_commits: str = "co-wrote"

    def owns(self, login: str) -> bool:
        """Whether nobody else can bear this login: an app's, which ends in ``[bot]``, or the account's own."""
        return login.endswith("[bot]") or (bool(self.logins) and login == self.logins[0].lower())


@dataclass(frozen=True, slots=True)
class Address:
    """An e-mail address, lower case."""

    agent: str
    rule: str
    email: str
    name: re.Pattern[str] | None = None
    not_between: tuple[date, date] | None = None
    undated: str = "C"
    """Strength where the day is not known."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A shape of text. ``last`` is the strength where the match is the last thing that the text says."""

    agent: str
    rule: str
    strength: str
    shape: re.Pattern[str]
    key: str = ""
    last: str = ""
    raw: bool = False
    """Matched with code spans and hidden comments left in."""
    unless_author: bool = False
    """Says nothing where another agent's account opened the pull request."""


@dataclass(frozen=True, slots=True)
class Robot:
    """An account that is no author of code. ``kind``: review, dependency or automation."""

    id: int
    login: str
    kind: str


@dataclass(frozen=True, slots=True)
class Agents:
    """Everything known about agents."""

    names: Mapping[str, str]
    """Lower-case name, alias or title -> agent."""
    accounts: Mapping[int, Account]
    logins: Mapping[str, Account]
    addresses: Mapping[str, Address]
    author_names: tuple[Pattern, ...]
    trailers: tuple[Pattern, ...]
    branches: tuple[Pattern, ...]
    body: tuple[Pattern, ...]
    titles: tuple[Pattern, ...]
    labels: Mapping[str, str]
    robots: Mapping[int, Robot]
    robot_logins: Mapping[str, Robot]


@dataclass(slots=True)
class _Building:
    names: dict[str, str] = field(default_factory=dict)
    accounts: dict[int, Account] = field(default_factory=dict)
    logins: dict[str, Account] = field(default_factory=dict)
    addresses: dict[str, Address] = field(default_factory=dict)
    author_names: list[Pattern] = field(default_factory=list)
    trailers: list[Pattern] = field(default_factory=list)
    branches: list[Pattern] = field(default_factory=list)
    body: list[Pattern] = field(default_factory=list)
    titles: list[Pattern] = field(default_factory=list)
    labels: dict[str, str] = field(default_factory=dict)


@cache
def known_agents(own: tuple[OwnAgent, ...] = ()) -> Agents:
    """The shipped agents, with a team's own added."""
    file = "agents.yml"
    data = read_yaml(resources.files("config").joinpath(file).read_bytes(), file).values
    building = _Building()
    for name, entry in data["agents"].items():
        _add(building, name, entry)
    for agent in own:
        _add_own(building, agent)
    robots = [Robot(r["id"], r["login"], r["kind"]) for r in data["robots"]]
    return Agents(
        building.names,
        building.accounts,
        building.logins,
        building.addresses,
        tuple(building.author_names),
        tuple(building.trailers),
        tuple(building.branches),
        tuple(building.body),
        tuple(building.titles),
        building.labels,
        {r.id: r for r in robots},
        {r.login.lower(): r for r in robots},
    )


def _add(building: _Building, agent: str, entry: Mapping[str, Any]) -> None:
    for name in (agent, entry["title"], *entry.get("aliases", ())):
        building.names[name.lower().replace(" ", "-")] = agent
    for a in entry.get("accounts", ()):
        role = a.get("role", "wrote")
        in_commits = a.get("in_commits", "reviewed" if role == "reviewed" else "co-wrote")
        logins = (a["login"], *a.get("also", ()))
        account = Account(
            agent, f"{agent}/account/{a.get('id', a['login'])}", a.get("id", 0), logins, role, in_commits
        )
        if account.id:
            building.accounts[account.id] = account
        for login in logins:
            building.logins.setdefault(login.lower(), account)
    for login in entry.get("commit_logins", ()):
        building.logins.setdefault(login.lower(), Account(agent, f"{agent}/login/{login}", 0, (login,)))
    for a in entry.get("emails", ()):
        window = a.get("not_between")
        building.addresses[a["email"]] = Address(
            agent,
            f"{agent}/email/{a['email']}",
            a["email"],
            re.compile(a["name"]) if "name" in a else None,
            (date.fromisoformat(window[0]), date.fromisoformat(window[1])) if window else None,
            a.get("undated", "C"),
        )
    for number, n in enumerate(entry.get("names", ()), 1):
        building.author_names.append(_pattern(agent, "name", number, n, "name"))
    for number, t in enumerate(entry.get("trailers", ()), 1):
        building.trailers.append(_pattern(agent, "trailer", number, t, "value"))
    for number, b in enumerate(entry.get("branches", ()), 1):
        building.branches.append(_pattern(agent, "branch", number, b, "shape"))
    for number, b in enumerate(entry.get("body", ()), 1):
        building.body.append(_pattern(agent, "body", number, b, "text"))
    for number, t in enumerate(entry.get("titles", ()), 1):
        building.titles.append(_pattern(agent, "title", number, t, "text"))
    for label in entry.get("labels", ()):
        building.labels[label.lower()] = agent


def _add_own(building: _Building, own: OwnAgent) -> None:
    agent = own.name
    building.names[agent.lower()] = agent
    for number in own.ids:
        building.accounts[number] = Account(agent, f"{agent}/account/{number}", number, ())
    for login in own.logins:
        building.logins[login.lower()] = Account(agent, f"{agent}/account/{login}", 0, (login,))
    for email in own.emails:
        building.addresses[email.lower()] = Address(agent, f"{agent}/email/{email}", email.lower())
    for shape in own.branches:
        pattern = re.compile(_glob(shape))
        # The team vouches for its own shapes; our own loose ones must not speak against them.
        building.branches.insert(0, Pattern(agent, f"{agent}/branch/{shape}", "D", pattern))


def _pattern(agent: str, kind: str, number: int, entry: Mapping[str, Any], member: str) -> Pattern:
    return Pattern(
        agent,
        f"{agent}/{kind}/{number}",
        entry.get("class", "E"),
        re.compile(entry[member]),
        entry.get("key", ""),
        entry.get("last", ""),
        entry.get("raw", False),
        entry.get("unless_author", False),
    )


def _glob(shape: str) -> str:
    return ".*?".join(re.escape(part) for part in _pieces(shape))


def _pieces(shape: str) -> Sequence[str]:
    return re.split(r"\*+", shape)
