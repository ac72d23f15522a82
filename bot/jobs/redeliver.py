"""The chore that fetches what was missed while the service was down: GitHub never sends a failed delivery again by itself."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

from redis import Redis

from bot import clock
from bot.github import InstallationTokens
from bot.github.deliveries import AppDeliveries, FailedDelivery
from bot.jobs.connection import PREFIX
from bot.jobs.context import JobContext
from bot.jobs.inbox import delivery_key
from bot.settings import Settings
from bot.webhook_actions import ACTIONS

log = logging.getLogger(__name__)

LOOKED_BACK = timedelta(days=3)
"""GitHub keeps deliveries for three days."""
ATTEMPTS = 3
"""So often is one delivery asked for; what we refuse each time is not ours to have."""
_ASKED_S = 4 * 24 * 3600


def run(here: JobContext, detail: str) -> None:
    """Ask for each missed delivery again."""
    log.info("missed deliveries asked for", extra={"count": redeliver(here.settings, here.redis)})


def redeliver(settings: Settings, redis: Redis) -> int:
    """Ask GitHub for what our receiver did not take; answers how many. What came in meanwhile is left out."""
    deliveries = AppDeliveries(InstallationTokens(settings, redis))
    missed: dict[str, FailedDelivery] = {}
    for one in deliveries.failed(clock.now() - LOOKED_BACK):
        if one.action in ACTIONS.get(one.event, frozenset()):
            missed.setdefault(one.guid, one)
    if not missed:
        return 0
    marks: Any = redis.mget([delivery_key(guid) for guid in missed])
    wanted = [
        one for one, mark in zip(missed.values(), marks, strict=True) if mark not in {b"received", b"done"}
    ]
    pipeline = redis.pipeline(transaction=False)
    for one in wanted:
        pipeline.incr(f"{PREFIX}asked-again:{one.guid}")
        pipeline.expire(f"{PREFIX}asked-again:{one.guid}", _ASKED_S)
    times = pipeline.execute()[::2]
    again = [one for one, count in zip(wanted, times, strict=True) if int(count) <= ATTEMPTS]
    for one in again:
        deliveries.send_again(one.id)
    return len(again)
