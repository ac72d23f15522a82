"""Agents and families as people call them: one place for reviews, summaries and pages."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources

from checks.yamlfile import read_yaml

NO_AGENT_SEEN = "No agent seen"

_FAMILIES = {
    "security": "Security",
    "error-handling": "Error handling",
    "api-consistency": "API consistency",
    "migration-safety": "Migration safety",
    "performance": "Performance",
    "test-integrity": "Test integrity",
}


def agent_name(agent: str | None) -> str:
    """An agent as people call it: by its title in ``config/agents.yml``, else by its id in words."""
    if agent is None:
        return NO_AGENT_SEEN
    return _titles().get(agent) or " ".join(part[:1].upper() + part[1:] for part in agent.split("-"))


def family_name(family: str) -> str:
    """A family as people call it."""
    return _FAMILIES.get(family) or family.replace("-", " ").capitalize()


@cache
def _titles() -> Mapping[str, str]:
    file = "agents.yml"
    agents = read_yaml(resources.files("config").joinpath(file).read_bytes(), file).values["agents"]
    return {agent: str(entry["title"]) for agent, entry in agents.items()}
