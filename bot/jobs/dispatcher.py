"""The dispatcher: moves deliveries from the inbox to the backlog, and units from the backlog into RQ.

Any number may run; a lease lets one work. It keeps no state that matters, so it may be killed anywhere: a delivery stays
in the list of taken ones until the script that files it, and a unit that never reached RQ is found by ``recover``.
"""

from __future__ import annotations

import hashlib
import logging
import re
import secrets
import time
from collections.abc import Callable
from typing import Any

from redis import Redis
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import RedisError
from rq import Queue
from rq.exceptions import NoSuchJobError
from rq.job import Job, JobStatus
from rq.worker import Worker

from bot import clock
from bot.jobs import chores, installations, pulls, repositories
from bot.jobs.backlog import Backlog, Out
from bot.jobs.connection import PREFIX
from bot.jobs.events import Event, Kind
from bot.jobs.inbox import INBOX, TAKEN
from bot.jobs.run import give_up

log = logging.getLogger(__name__)

QUEUE = "evenhand"
JOB_LIMIT_S = 1800
"""A job that takes longer is stopped by RQ and counted as a crash."""
CRASH_WAITS_S = (0.0, 15.0, 60.0, 300.0, 1800.0)
"""Pauses before a crashed job runs again; after the last one it has failed for good."""
POLL_S = 0.25
RECOVER_EVERY_S = 2.0
SUSPECT_S = 5.0
"""A job may look lost for a moment, between two steps of RQ; only one that stays so is recovered."""
LEASE_S = 6
HEADS_KNOWN_S = 90 * 24 * 3600

_LEASE = """
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'EX', ARGV[2])
return 1
"""
_RELEASE = "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0"


class Dispatcher:
    """One loop; ``step`` is one turn of it."""

    def __init__(self, redis: Redis, stopping: Callable[[], bool] = lambda: False) -> None:
        self._redis = redis
        self._stopping = stopping
        self._backlog = Backlog(redis)
        self._queue = Queue(QUEUE, connection=redis)
        self._name = secrets.token_hex(8)
        self._lease = redis.register_script(_LEASE)
        self._release = redis.register_script(_RELEASE)
        self._leading = False
        self._suspects: dict[tuple[str, int], float] = {}
        self._recover_at = 0.0
        self._room = 2

    def run(self) -> None:
        """Work until asked to stop; while Redis is away, wait for it."""
        while not self._stopping():
            try:
                if not self.step():
                    time.sleep(1)
            except RedisConnectionError as error:
                log.warning("Redis does not answer; trying again", extra={"reason": str(error), "wait_s": 1})
                self._leading = False
                time.sleep(1)
        try:
            self._release(keys=[f"{PREFIX}dispatcher"], args=[self._name])
        except RedisError as error:
            log.info("the lease is left to expire", extra={"reason": str(error)})

    def step(self, wait_s: float = POLL_S) -> bool:
        """File what came in, promote, recover, admit. False when another dispatcher leads."""
        if not self._lease(keys=[f"{PREFIX}dispatcher"], args=[self._name, LEASE_S]):
            self._leading = False
            return False
        if not self._leading:
            self._take_back()
            self._leading = True
        # Redis takes fractions of a second here, redis-py's types do not know it.
        taken: Any = self._redis.execute_command(  # type: ignore[no-untyped-call]
            "BLMOVE", INBOX, TAKEN, "RIGHT", "LEFT", wait_s
        )
        for _ in range(500):  # then see to the rest, even in a burst
            if taken is None:
                break
            self.file(taken)
            taken = self._redis.lmove(INBOX, TAKEN, "RIGHT", "LEFT")
        if taken is not None:
            self.file(taken)
        self._backlog.promote(clock.now().timestamp())
        if time.monotonic() >= self._recover_at:
            self.recover()
            self._room = max(2, 2 * Worker.count(connection=self._redis))
            self._recover_at = time.monotonic() + RECOVER_EVERY_S
        self.admit()
        return True

    def file(self, taken: bytes) -> None:
        """Put one delivery on the units that it concerns."""
        try:
            event = Event.from_json(taken)
        except (ValueError, KeyError, TypeError) as error:
            log.error("an unreadable event was dropped", extra={"reason": str(error)})
            self._backlog.settle(taken, "", "", [])
            return
        names = self._units(event)
        pairs = [(name, str(event.installation_id)) for name in names]
        first = self._backlog.settle(taken, taken.decode(), event.delivery_id, pairs)
        log.info(
            "delivery filed" if first else "delivery was filed already",
            extra={
                "delivery_id": event.delivery_id,
                "event": event.kind.value,
                "action": event.action,
                "unit": " ".join(names) or None,
                "outcome": None if names else "nothing to do",
            },
        )

    def admit(self) -> int:
        """Hand ready units to RQ while there is room; answers how many."""
        count = 0
        while admitted := self._backlog.admit(self._room, clock.now().timestamp()):
            unit, ticket = admitted
            self._queue.enqueue(
                "bot.jobs.run.run",
                args=(unit, ticket),
                job_id=job_id(unit, ticket),
                job_timeout=JOB_LIMIT_S,
                result_ttl=60,
                failure_ttl=24 * 3600,
                description=unit,
            )
            count += 1
        return count

    def recover(self) -> int:
        """Find units whose job was lost or crashed, and give them another; answers how many."""
        count = 0
        suspects: dict[tuple[str, int], float] = {}
        for out in self._backlog.out():
            status = self._status(out)
            if status is JobStatus.FAILED or status is JobStatus.STOPPED:
                self._crashed(out)
                count += 1
                continue
            if out.locked or status is JobStatus.QUEUED:
                continue
            since = self._suspects.get((out.unit, out.ticket), time.monotonic())
            if time.monotonic() - since < SUSPECT_S:
                suspects[out.unit, out.ticket] = since
                continue
            count += 1
            if status is JobStatus.STARTED:
                self._crashed(out)
            elif self._backlog.recover(out.unit, out.ticket):
                log.warning("a lost job is queued again", extra={"unit": out.unit, "ticket": out.ticket})
        self._suspects = suspects
        return count

    def _units(self, event: Event) -> list[str]:
        repositories.remember(self._redis, event)
        match event.kind:
            case Kind.PULL_REQUEST if event.pull is not None:
                pull = event.pull
                head = _head_key(pull.repo_id, pull.head_sha)
                self._redis.set(head, pull.number, ex=HEADS_KNOWN_S)
                return [pulls.unit_name(pull.repo_id, pull.number)]
            case Kind.RERUN | Kind.REMARK | Kind.MERGE_GROUP:
                numbers = event.numbers
                if not numbers:
                    known: Any = self._redis.get(_head_key(event.repo_id, event.head_sha))
                    numbers = () if known is None else (int(known),)
                return [pulls.unit_name(event.repo_id, number) for number in numbers]
            case Kind.PERSON if event.account is not None:
                return [chores.unit_name("forget-person", event.account.login.lower())]
            case Kind.INSTALLATION | Kind.REPOSITORY | Kind.PUSH:
                return [installations.unit_name(event.installation_id)]
            case Kind.CHORE:
                return [event.action]
        return []

    def _take_back(self) -> None:
        """What a dispatcher had in hand when it died goes back, oldest first to be taken."""
        while self._redis.lmove(TAKEN, INBOX, "LEFT", "RIGHT") is not None:
            pass

    def _status(self, out: Out) -> JobStatus | None:
        """How RQ sees the job; None when it has lost or never had it."""
        name = job_id(out.unit, out.ticket)
        try:
            status = Job.fetch(name, connection=self._redis).get_status(refresh=False)
        except NoSuchJobError:
            return None
        if status is JobStatus.QUEUED and self._redis.lpos(self._queue.key, name) is None:
            return None
        return status

    def _crashed(self, out: Out) -> None:
        left = self._backlog.peek(out.unit, out.ticket)
        if left.attempts >= len(CRASH_WAITS_S):
            give_up(self._backlog, left, f"the job crashed {left.attempts + 1} times; see the worker's log")
            return
        wait = CRASH_WAITS_S[left.attempts]
        at = clock.now().timestamp() + wait
        if self._backlog.postpone(out.unit, out.ticket, at, "the job crashed", crashed=True):
            log.warning(
                "a crashed job runs again",
                extra={"unit": out.unit, "ticket": out.ticket, "attempt": left.attempts + 1, "wait_s": wait},
            )


def job_id(unit: str, ticket: int) -> str:
    """RQ's name for one admission of a unit. RQ takes letters, digits, ``_`` and ``-`` alone, names hold more."""
    name = re.sub(r"[^A-Za-z0-9_-]", "-", unit)[:80]
    if name != unit.replace(":", "-"):
        name += "-" + hashlib.sha256(unit.encode()).hexdigest()[:12]
    return f"{name}-{ticket}"


def _head_key(repo_id: int, sha: str) -> str:
    return f"{PREFIX}head:{repo_id}:{sha}"
