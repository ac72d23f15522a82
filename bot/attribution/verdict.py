"""From evidence to an answer: who wrote this pull request, how sure that is, and why."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.attribution.agents import Agents, Robot, known_agents
from bot.attribution.evidence import collect, known_login
from bot.attribution.signals import Signals
from bot.authorship import AgentState, Attribution, Signal
from checks.configfile import OwnAgent, ReviewSettings

_COUNTED = "ABCD"
_CONFIDENCE = {"A": 0.99, "B": 0.97, "C": 0.95, "D": 0.9, "E": 0.5, "F": 0.0}
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,59}")
_NOBODY = frozenset({"none", "human"})
"""Label names by which a team says that no agent wrote it."""


def attribute(
    signals: Signals, *, settings: ReviewSettings | None = None, override: str | None = None
) -> Attribution:
    """The agent that wrote a pull request.

    A label that names an agent decides, then ``override`` (an earlier word of a maintainer), then the strongest class of
    evidence per agent. Classes A-D count; E alone is *possible* unless the team trusts it for that agent.
    """
    settings = settings or ReviewSettings()
    agents = known_agents(settings.own_agents)
    evidence = collect(signals, agents)
    named = _named_by_label(signals.labels, agents, settings)
    if named:
        return _decided(named, evidence)
    if override:
        name = agent_of(override, agents)
        signal = Signal(name, "A", "override", "wrote", override)
        return _decided({name: signal}, evidence)
    writers = {s.agent for s in evidence if s.role != "reviewed" and s.strength in _COUNTED}
    robot = _robot(signals, agents)
    if len(writers) > 1 or (writers and robot is not None and robot.kind == "dependency"):
        return Attribution(None, AgentState.MIXED, "co-wrote", _mixed_confidence(evidence, writers), evidence)
    if writers:
        (agent,) = writers
        return Attribution(
            agent, AgentState.CERTAIN, _role(agent, evidence), _strength(agent, evidence), evidence
        )
    return _without_writer(signals, evidence, robot, settings)


def agent_of(name: str, agents: Agents | None = None) -> str:
    """The agent that a name or alias stands for; an unknown name stands for itself, in the form a label can hold."""
    low = "-".join(name.strip().lower().split())
    return (agents or known_agents()).names.get(low, low)


def agent_names(own: Sequence[OwnAgent] = ()) -> frozenset[str]:
    """All names and aliases by which an agent may be called, a team's own among them."""
    agents = known_agents(tuple(own))
    return frozenset({*agents.names, *agents.names.values()})


def _without_writer(
    signals: Signals, evidence: tuple[Signal, ...], robot: Robot | None, settings: ReviewSettings
) -> Attribution:
    loose = [s for s in evidence if s.strength == "E" and s.role != "reviewed"]
    if robot is None and loose:
        counts = {
            agent: sum(s.agent == agent for s in loose) for agent in dict.fromkeys(s.agent for s in loose)
        }
        agent = max(counts, key=lambda a: (a in settings.trust, counts[a]))
        sure = agent in settings.trust
        state = AgentState.CERTAIN if sure else AgentState.POSSIBLE
        confidence = min(0.8, _CONFIDENCE["E"] + 0.1 * (counts[agent] - 1))
        return Attribution(agent, state, "wrote", confidence, evidence)
    if robot is not None:
        return Attribution(None, AgentState.BOT, "", 0.99, evidence)
    if signals.author_type == "Bot" or signals.author_login.lower().endswith("[bot]") or _is_app(signals):
        return Attribution(None, AgentState.BOT, "", 0.9, evidence)
    return Attribution(None, AgentState.NONE, "", 0.0, evidence)


def _is_app(signals: Signals) -> bool:
    return signals.author_login.startswith("app/")


def _named_by_label(labels: Sequence[str], agents: Agents, settings: ReviewSettings) -> dict[str, Signal]:
    own = {label.lower(): agent for label, agent in settings.labels.items()}
    prefix = settings.label_prefix.lower()
    named: dict[str, Signal] = {}
    for label in labels:
        low = label.strip().lower()
        name = own.get(low)
        if name is None and low.startswith(prefix):
            name = low.removeprefix(prefix).strip()
        if name is None:
            continue
        agent = agent_of(name, agents)
        if _NAME.fullmatch(agent.lower()):
            named.setdefault(agent, Signal(agent, "A", "label", "wrote", label))
    return named


def _decided(named: dict[str, Signal], evidence: tuple[Signal, ...]) -> Attribution:
    signals = (*named.values(), *evidence)
    if len(named) > 1 or "mixed" in named:
        return Attribution(None, AgentState.MIXED, "co-wrote", 1.0, signals)
    (agent,) = named
    if agent in _NOBODY:
        return Attribution(None, AgentState.NONE, "", 1.0, signals)
    return Attribution(agent, AgentState.CERTAIN, _role(agent, evidence) or "wrote", 1.0, signals)


def _role(agent: str, evidence: Sequence[Signal]) -> str:
    roles = {s.role for s in evidence if s.agent == agent and s.role != "reviewed" and s.strength in _COUNTED}
    return "wrote" if "wrote" in roles or not roles else "co-wrote"


def _strength(agent: str, evidence: Sequence[Signal]) -> float:
    return max(_CONFIDENCE[s.strength] for s in evidence if s.agent == agent and s.role != "reviewed")


def _mixed_confidence(evidence: Sequence[Signal], writers: set[str]) -> float:
    return min(_strength(agent, evidence) for agent in writers)


def _robot(signals: Signals, agents: Agents) -> Robot | None:
    if signals.author_id in agents.robots:
        return agents.robots[signals.author_id]
    login = known_login(signals, agents.robot_logins)
    robot = agents.robot_logins.get(login)
    return robot if robot is not None and (login.endswith("[bot]") or not signals.author_id) else None
