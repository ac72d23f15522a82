"""The newest facts of a pull request out of deliveries that come in any order, and what they call for. Pure."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.jobs.events import Event, pull_from_plain, pull_to_plain
from bot.pull_request import PullRequest

REVIEWED_ACTIONS = frozenset({"opened", "reopened", "synchronize", "ready_for_review", "rerequested"})
"""Actions that call for a review of the head; ``edited`` does too when the base changed."""


@dataclass(frozen=True, slots=True)
class PullFacts:
    """What is known of one pull request between two jobs."""

    pull: PullRequest | None = None
    before: str = ""
    """The head that the last push replaced."""
    reviewed_head: str = ""
    """The head of the last finished review."""

    def to_json(self) -> str:
        """For the backlog."""
        pull = None if self.pull is None else pull_to_plain(self.pull)
        return json.dumps({"pull": pull, "before": self.before, "reviewed_head": self.reviewed_head})

    @classmethod
    def from_json(cls, text: str) -> PullFacts:
        """Read ``to_json``'s form; an empty text is a pull request never heard of."""
        if not text:
            return cls()
        data = json.loads(text)
        pull = data["pull"]
        return cls(None if pull is None else pull_from_plain(pull), data["before"], data["reviewed_head"])


def newest(facts: PullFacts, events: Sequence[Event]) -> PullFacts:
    """The facts after these deliveries.

    GitHub promises no order of deliveries, so the later ``updated_at`` wins. It counts whole seconds: within one, the
    later arrival wins, unless it shows the very head that the push already known replaced.
    """
    for event in events:
        if event.pull is None:
            continue
        known = facts.pull
        if known is not None:
            if event.pull.updated_at < known.updated_at:
                continue
            tie = event.pull.updated_at == known.updated_at
            if tie and event.pull.head_sha == facts.before and event.before != known.head_sha:
                continue
        before = event.before if event.action == "synchronize" else facts.before
        facts = replace(facts, pull=event.pull, before=before)
    return facts


def needs_review(facts: PullFacts, events: Sequence[Event]) -> bool:
    """Whether these deliveries call for a review of the newest head.

    A closed pull request is reviewed only when a review was due and never ran: what was merged quickly counts in the
    statistics as well.
    """
    if facts.pull is None:
        return False
    asked = any(event.action in REVIEWED_ACTIONS or event.base_changed for event in events)
    unseen = facts.pull.head_sha != facts.reviewed_head
    if facts.pull.state == "closed":
        return asked and unseen
    return asked or unseen
