"""The one function that RQ calls: take a unit, do its work, settle how it ended."""

from __future__ import annotations

import json
import logging
import threading
import time
from collections.abc import Callable, Sequence
from types import TracebackType

from redis.exceptions import RedisError

from bot import clock
from bot.github.errors import (
    BadCredentials,
    InstallationGone,
    PermissionMissing,
    RepositoryGone,
    RetryLater,
    Unanswered,
)
from bot.jobs import chores, context, installations, pulls
from bot.jobs.backlog import LOCK_MS, Backlog, Taken
from bot.jobs.errors import PermanentFailure
from bot.jobs.events import Event
from bot.jobs.pull_facts import PullFacts, newest
from bot.ledger import InstallationGoneError
from bot.logs import bound

log = logging.getLogger(__name__)

MAX_WAITS = 200
"""So often may GitHub ask us to come back later before the work is given up."""

UNANSWERED_WAIT_S = 30.0
"""A write that got no answer is looked for before it is sent again; GitHub gets a moment to settle first."""

_HOPELESS = (
    PermanentFailure,
    BadCredentials,
    InstallationGone,
    RepositoryGone,
    PermissionMissing,
    InstallationGoneError,
)
"""What no repetition mends: recorded with its reason, and open to a redelivery once someone has mended it."""

_JOBS: dict[str, Callable[[context.JobContext, Taken, Sequence[Event], Callable[[], bool]], str]] = {
    "pull": pulls.run,
    "installation": installations.run,
    "chore": chores.run,
}


def run(unit: str, ticket: int) -> str:
    """Work on a unit. Answers in a word how it ended, for RQ's records."""
    with bound(unit=unit, ticket=ticket):
        here = context.current()
        backlog = Backlog(here.redis)
        taken = backlog.begin(unit, ticket)
        if taken is None:
            log.info("another job has this work", extra={"outcome": "passed on"})
            return "passed on"
        events = [Event.from_json(line) for line in taken.events]
        started = time.monotonic()
        with bound(delivery_id=events[-1].delivery_id if events else ""), _SignOfLife(backlog, taken) as life:
            outcome = _work(here, backlog, taken, events, life.lost)
            log.info(
                "job ended", extra={"outcome": outcome, "duration_s": round(time.monotonic() - started, 3)}
            )
        return outcome


def _work(
    here: context.JobContext,
    backlog: Backlog,
    taken: Taken,
    events: Sequence[Event],
    lost: Callable[[], bool],
) -> str:
    try:
        facts = _JOBS[taken.unit.partition(":")[0]](here, taken, events, lost)
    except (RetryLater, Unanswered) as error:
        wait = error.seconds if isinstance(error, RetryLater) else UNANSWERED_WAIT_S
        if taken.waits < MAX_WAITS:
            at = clock.now().timestamp() + wait
            backlog.postpone(taken.unit, taken.ticket, at, str(error), crashed=False)
            log.warning("job waits", extra={"reason": str(error), "wait_s": wait})
            return "waits"
        give_up(backlog, taken, f"still waiting after {MAX_WAITS} tries: {error}")
        return "failed"
    except _HOPELESS as error:
        give_up(backlog, taken, str(error))
        return "failed"
    done = backlog.finish(taken, facts, [event.delivery_id for event in events])
    return "done" if done else "passed on"


def give_up(backlog: Backlog, taken: Taken, reason: str) -> None:
    """Record why these events will not be worked on, and keep what they told."""
    events = [Event.from_json(line) for line in taken.events]
    facts = taken.facts
    if taken.unit.startswith("pull:"):
        facts = newest(PullFacts.from_json(facts), events).to_json()
    ids = [event.delivery_id for event in events]
    line = json.dumps(
        {"unit": taken.unit, "reason": reason, "at": clock.now().isoformat(), "delivery_ids": ids}
    )
    backlog.fail(taken, facts, reason, line, ids)
    log.error("job failed for good", extra={"unit": taken.unit, "reason": reason, "outcome": "failed"})


class _SignOfLife:
    """Renews the unit's lock while the job runs, from a thread, and notices when it was lost."""

    def __init__(self, backlog: Backlog, taken: Taken) -> None:
        self._backlog = backlog
        self._taken = taken
        self._ended = threading.Event()
        self._lost = threading.Event()
        self._thread = threading.Thread(target=self._renew, name="sign-of-life", daemon=True)

    def lost(self) -> bool:
        """Whether another job may have this unit by now."""
        return self._lost.is_set()

    def __enter__(self) -> _SignOfLife:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._ended.set()
        self._thread.join(timeout=5)

    def _renew(self) -> None:
        shown = time.monotonic()
        while not self._ended.wait(LOCK_MS / 4000):
            try:
                if not self._backlog.renew(self._taken) and not self._ended.is_set():
                    self._lost.set()
                    return
                shown = time.monotonic()
            except RedisError:
                # Redis may come back in time; past the lock's life someone else may hold it.
                if time.monotonic() - shown > LOCK_MS / 1000:
                    self._lost.set()
                    return
