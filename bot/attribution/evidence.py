"""Collects every sign of every agent that the signals hold, each with its strength class."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from bot.attribution.agents import Account, Address, Agents, Pattern
from bot.attribution.prose import is_last, plain, unquoted
from bot.attribution.signals import Signals
from bot.attribution.trailers import parse_trailers
from bot.authorship import Signal

_PERSON = re.compile(r"(?P<name>[^<>]{0,200})<(?P<email>[^<>\s]{1,254})>")
_NOREPLY = re.compile(r"(?P<id>\d+)\+(?P<login>[^@]+)@users\.noreply\.github\.com", re.IGNORECASE)
_REVERT = re.compile(r"revert-\d+-")
_TEXT_LIMIT = 200
_PERSON_LIMIT = 1000
"""A name and an address are far shorter."""
_CO_AUTHOR = frozenset({"co-authored-by", "co-developed-by"})
_REVIEWER = frozenset({"reviewed-by", "tested-by", "acked-by", "suggested-by", "reported-by", "helped-by"})


def collect(signals: Signals, agents: Agents) -> tuple[Signal, ...]:
    """All evidence, strongest first, each text once."""
    author = author_account(signals, agents)
    found: dict[Signal, None] = {}
    if author is not None:
        found[
            Signal(
                author.agent, "A", author.rule, author.role, _shown(signals.author_login or str(author.id))
            )
        ] = None
    for source in (_commits, _trailers, _branch, _bodies, _title, _labels):
        for signal in source(signals, agents, author):
            found.setdefault(signal)
    return tuple(sorted(found, key=lambda s: s.strength))


def author_account(signals: Signals, agents: Agents) -> Account | None:
    """The agent's account that opened the pull request. The number decides; a login only where it cannot be a person's."""
    if signals.author_id in agents.accounts:
        return agents.accounts[signals.author_id]
    if signals.author_id in agents.robots:
        return None
    login = known_login(signals, agents.logins)
    account = agents.logins.get(login)
    if account is None or (signals.author_id and account.id and not login.endswith("[bot]")):
        return None
    return account if account.owns(login) or signals.author_type == "Bot" else None


def known_login(signals: Signals, known: Container[str]) -> str:
    """The author's login, lower case; ``app/name`` and a bot's bare name become ``name[bot]`` where that is known."""
    login = signals.author_login.strip().lower()
    is_app = login.startswith("app/")
    login = login.removeprefix("app/")
    with_suffix = f"{login}[bot]"
    if (is_app or signals.author_type == "Bot") and login not in known and with_suffix in known:
        return with_suffix
    return login


def folded(address: str) -> str | None:
    """An address as it is compared: ASCII lower case; None for one with other letters, which only look alike."""
    return address.strip().lower() if address.isascii() else None


def _commits(signals: Signals, agents: Agents, author: Account | None) -> Iterator[Signal]:
    for commit in signals.commit_authors:
        text = _shown(f"{commit.name} <{commit.email}>" if commit.email else commit.name or commit.login)
        known = _by_address(commit.email, commit.name, signals, agents)
        if known is not None:
            agent, strength, rule, role = known
            yield Signal(agent, strength, rule, "wrote" if role == "co-wrote" else role, text)
            continue
        account = agents.logins.get(commit.login.lower())
        if (
            account is not None
            and account.owns(commit.login.lower())
            and not _NOREPLY.fullmatch(commit.email)
        ):
            role = "wrote" if account.in_commits == "co-wrote" else account.in_commits
            yield Signal(account.agent, "C", account.rule, role, _shown(commit.login))
            continue
        for pattern in agents.author_names:
            if pattern.shape.fullmatch(commit.name):
                yield Signal(pattern.agent, pattern.strength, pattern.rule, "wrote", text)


def _trailers(signals: Signals, agents: Agents, author: Account | None) -> Iterator[Signal]:
    in_bodies = [pair for body in signals.bodies for pair in parse_trailers("\n\n" + unquoted(body))]
    for key, value in (*signals.trailers, *in_bodies):
        low = key.lower()
        text = _shown(f"{key}: {value}")
        for pattern in agents.trailers:
            if pattern.key == low and pattern.shape.fullmatch(value) and _speaks(pattern, author):
                yield Signal(pattern.agent, pattern.strength, pattern.rule, "co-wrote", text)
        person = _PERSON.search(value[:_PERSON_LIMIT])
        if person is None:
            continue
        known = _by_address(person["email"], person["name"].strip(), signals, agents)
        if known is None:
            continue
        agent, strength, rule, role = known
        if low in _REVIEWER:
            yield Signal(agent, strength, rule, "reviewed", text)
        elif low in _CO_AUTHOR:
            yield Signal(agent, strength, rule, role, text)


def _by_address(email: str, name: str, signals: Signals, agents: Agents) -> tuple[str, str, str, str] | None:
    """(agent, strength, rule, role) of an address."""
    low = folded(email)
    if low is None:
        return None
    address = agents.addresses.get(low)
    if address is not None:
        strength = _address_strength(address, name, signals)
        return None if strength is None else (address.agent, strength, address.rule, "co-wrote")
    numbered = _NOREPLY.fullmatch(low)
    if numbered is not None:
        account = agents.accounts.get(int(numbered["id"][:15]))
        if account is not None:
            return account.agent, "C", account.rule, account.in_commits
        return None
    login = low.removesuffix("@users.noreply.github.com")
    if login != low and login.endswith("[bot]") and login in agents.logins:
        account = agents.logins[login]
        return account.agent, "C", account.rule, account.in_commits
    return None


def _address_strength(address: Address, name: str, signals: Signals) -> str | None:
    if address.name is not None and not address.name.fullmatch(name.strip()):
        return None
    if address.not_between is not None:
        if signals.date is None:
            return address.undated
        if address.not_between[0] <= signals.date <= address.not_between[1]:
            return None
    return "C"


def _branch(signals: Signals, agents: Agents, author: Account | None) -> Iterator[Signal]:
    ref = signals.head_ref.removeprefix("refs/heads/")
    ref = ref.partition(":")[2] or ref
    if _REVERT.match(ref):
        return  # GitHub's revert button keeps the old branch name: a person pressed it.
    for pattern in agents.branches:
        if len(ref) <= 255 and pattern.shape.fullmatch(ref):
            yield Signal(pattern.agent, pattern.strength, pattern.rule, "wrote", _shown(ref))
            return


def _bodies(signals: Signals, agents: Agents, author: Account | None) -> Iterator[Signal]:
    for body in signals.bodies:
        raw = unquoted(body)
        bare = plain(raw)
        for pattern in agents.body:
            text = raw if pattern.raw else bare
            match = pattern.shape.search(text)
            if match is None or not _speaks(pattern, author):
                continue
            strength = pattern.strength
            if pattern.last and is_last(text, _line_end(text, match.end()) if pattern.raw else match.end()):
                strength = pattern.last
            yield Signal(pattern.agent, strength, pattern.rule, "wrote", _shown(match[0]))


def _line_end(text: str, position: int) -> int:
    end = text.find("\n", position)
    return len(text) if end < 0 else end


def _title(signals: Signals, agents: Agents, author: Account | None) -> Iterator[Signal]:
    for pattern in agents.titles:
        if pattern.shape.search(signals.title):
            yield Signal(pattern.agent, pattern.strength, pattern.rule, "wrote", _shown(signals.title))


def _labels(signals: Signals, agents: Agents, author: Account | None) -> Iterator[Signal]:
    for label in signals.labels:
        agent = agents.labels.get(label.lower())
        if agent is not None:
            yield Signal(agent, "E", f"{agent}/label/{label.lower()}", "wrote", _shown(label))


def _speaks(pattern: Pattern, author: Account | None) -> bool:
    return not (pattern.unless_author and author is not None and author.agent != pattern.agent)


def _shown(text: str) -> str:
    return " ".join(text.split())[:_TEXT_LIMIT]
