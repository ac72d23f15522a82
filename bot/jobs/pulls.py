"""The job of one pull request: review its newest head when that is due, and record its state."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.jobs.backlog import Backlog, Taken
from bot.jobs.context import JobContext
from bot.jobs.errors import PermanentFailure
from bot.jobs.events import Event
from bot.jobs.pull_facts import PullFacts, needs_review, newest
from bot.logs import bound

log = logging.getLogger(__name__)


def unit_name(repo_id: int, number: int) -> str:
    """The unit of one pull request: by the base repository's id, which a rename does not change."""
    return f"pull:{repo_id}:{number}"


def run(here: JobContext, taken: Taken, events: Sequence[Event], lost: Callable[[], bool]) -> str:
    """Bring one pull request up to date; answers the facts to keep. Running it twice changes nothing."""
    facts = newest(PullFacts.from_json(taken.facts), events)
    pull = facts.pull
    if pull is None:
        raise PermanentFailure("no delivery has described this pull request yet: push to it or reopen it")
    backlog = Backlog(here.redis)

    def superseded() -> bool:
        if lost():
            return True
        later = [Event.from_json(line) for line in backlog.events(taken.unit)]
        known = newest(facts, later).pull
        return known is not None and known.head_sha != pull.head_sha

    with bound(repo=pull.repo, number=pull.number, head_sha=pull.head_sha):
        if needs_review(facts, events):
            here.review(
                pull,
                settings=here.settings,
                ledger=here.ledger,
                redis=here.redis,
                delivery_id=events[-1].delivery_id if events else "",
                superseded=superseded,
            )
            if not superseded():
                facts = replace(facts, reviewed_head=pull.head_sha)
        here.ledger.record_state(pull)
    return facts.to_json()
