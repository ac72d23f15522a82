"""Who wrote a pull request, as plain data: what attribution says, the ledger keeps and pages show."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class AgentState(StrEnum):
    """How sure the attribution is (see docs on attribution)."""

    CERTAIN = "certain"
    POSSIBLE = "possible"
    MIXED = "mixed"
    NONE = "none"
    BOT = "bot"


@dataclass(frozen=True, slots=True)
class Signal:
    """One piece of evidence for an agent: strength class A-F, which rule matched, and the text it matched."""

    agent: str
    strength: str
    rule: str
    role: str
    """``wrote``, ``co-wrote`` or ``reviewed``."""
    text: str


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who wrote a pull request, as far as its signals say. ``agent`` is None for NONE and MIXED."""

    agent: str | None
    state: AgentState
    role: str
    confidence: float
    evidence: tuple[Signal, ...] = ()
