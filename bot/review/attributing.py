"""Who wrote a pull request: the facts at hand, handed to the attribution."""

from __future__ import annotations

from collections.abc import Sequence

from bot.ledger.records import AgentState, Attribution
from bot.mirror import Commit
from bot.pull_request import PullRequest
from checks.configfile import ReviewSettings


def attribution_of(pull: PullRequest, commits: Sequence[Commit], settings: ReviewSettings) -> Attribution:
    """The attribution of a pull request from its payload and its commits."""
    return Attribution(None, AgentState.NONE, "", 0.0)
