"""The job of one pull request: review its newest head when that is due, and record its state."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.github.errors import GitHubError, NotFound, RetryLater
from bot.jobs import head_to_head
from bot.jobs.backlog import Backlog, Taken
from bot.jobs.context import JobContext
from bot.jobs.errors import PermanentFailure
from bot.jobs.events import Event, Kind
from bot.jobs.pull_facts import PullFacts, needs_review, newest
from bot.logs import bound
from bot.pull_request import PullRequest

log = logging.getLogger(__name__)

RELABELLED = frozenset({"labeled", "unlabeled"})


def unit_name(repo_id: int, number: int) -> str:
    """The unit of one pull request: by the base repository's id, which a rename does not change."""
    return f"pull:{repo_id}:{number}"


def run(here: JobContext, taken: Taken, events: Sequence[Event], lost: Callable[[], bool]) -> str:
    """Bring one pull request up to date; answers the facts to keep. Running it twice changes nothing."""
    facts = newest(PullFacts.from_json(taken.facts), events)
    if facts.pull is None:
        facts = replace(facts, pull=_described(here, taken.unit, events))
    pull = facts.pull
    assert pull is not None
    backlog = Backlog(here.redis)

    def superseded() -> bool:
        if lost():
            return True
        later = [Event.from_json(line) for line in backlog.events(taken.unit)]
        known = newest(facts, later).pull
        return known is not None and known.head_sha != pull.head_sha

    with bound(repo=pull.repo, number=pull.number, head_sha=pull.head_sha):
        remarks = [event.remark for event in events if event.remark is not None]
        asked = bool(remarks) and here.talk.heed(
            pull, remarks, settings=here.settings, ledger=here.ledger, redis=here.redis
        )
        reviewed = needs_review(facts, events) or (asked and pull.state == "open")
        if reviewed:
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
        if not reviewed and facts.reviewed_head and any(e.action in RELABELLED for e in events):
            _attribute(here, pull)
        told = events[-1].delivery_id if events else taken.ticket
        head_to_head.after_change(pull, here.settings, here.ledger, here.redis, str(told))
        for group in dict.fromkeys(e.head_sha for e in events if e.kind is Kind.MERGE_GROUP):
            here.talk.answer_queue(pull, group, settings=here.settings, ledger=here.ledger, redis=here.redis)
    return facts.to_json()


def _attribute(here: JobContext, pull: PullRequest) -> None:
    """A label may name another agent. Where GitHub lets us not look, the earlier answer stays until the next push."""
    try:
        here.talk.attribute(pull, settings=here.settings, ledger=here.ledger, redis=here.redis)
    except RetryLater:
        raise
    except GitHubError as error:
        log.warning("attribution stays as it was: %s", error)


def _described(here: JobContext, unit: str, events: Sequence[Event]) -> PullRequest:
    """A pull request of before our time: GitHub is asked for it once, where the delivery says enough to ask."""
    number = int(unit.rpartition(":")[2])
    told = next((event for event in reversed(events) if event.repo), None)
    if told is None:
        raise PermanentFailure("no delivery has described this pull request yet: push to it or reopen it")
    try:
        return here.talk.describe(told, number, settings=here.settings, ledger=here.ledger, redis=here.redis)
    except NotFound as error:
        raise PermanentFailure(f"pull request {number} of {told.repo} is not to be had: {error}") from error
