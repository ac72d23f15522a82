"""The chore that fetches what was missed while the service was down: GitHub never sends a failed delivery again by itself."""

from __future__ import annotations

import logging
from datetime import timedelta

from redis import Redis

from bot import clock
from bot.github import InstallationTokens
from bot.github.deliveries import AppDeliveries
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
    seen: set[str] = set()
    count = 0
    for one in deliveries.failed(clock.now() - LOOKED_BACK):
        if one.guid in seen:
            continue
        seen.add(one.guid)
        if one.action not in ACTIONS.get(one.event, frozenset()):
            continue
        if redis.get(delivery_key(one.guid)) in {b"received", b"done"}:
            continue
        asked = f"{PREFIX}asked-again:{one.guid}"
        times = redis.incr(asked)
        redis.expire(asked, _ASKED_S)
        if int(times) > ATTEMPTS:
            continue
        deliveries.send_again(one.id)
        count += 1
    return count
