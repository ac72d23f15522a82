"""Who wrote a pull request: signals in, an agent with strength and evidence out. Pure, and all knowledge is data."""

from bot.attribution.signals import CommitAuthor, SignalError, Signals
from bot.attribution.verdict import agent_names, agent_of, attribute

__all__ = ["CommitAuthor", "SignalError", "Signals", "agent_names", "agent_of", "attribute"]
