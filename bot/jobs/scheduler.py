"""The scheduler process: the dispatcher, and the chores that come round by the clock."""

from __future__ import annotations

import logging
import os
import signal
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from types import FrameType

from redis import Redis
from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError

from bot import clock, logs
from bot.jobs import chores
from bot.jobs.connection import connect, wait_for
from bot.jobs.dispatcher import Dispatcher
from bot.jobs.events import Event, Kind
from bot.jobs.inbox import Inbox
from bot.ledger import Ledger, LedgerError
from bot.settings import Settings

log = logging.getLogger("bot.jobs.scheduler")

LOOK_EVERY_S = 60.0


def run(settings: Settings) -> None:
    """Work until SIGTERM or SIGINT."""
    logs.set_up("scheduler", settings.secrets())
    stopping = threading.Event()

    def stop(_signal: int, _frame: FrameType | None) -> None:
        stopping.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    redis = wait_for(connect(settings.required_redis_url()))
    ledger = Ledger(settings.database)
    clockwork = threading.Thread(
        target=_clockwork,
        args=(redis, ledger.organisations, stopping),
        name="clockwork",
        daemon=True,
    )
    clockwork.start()
    log.info("scheduler starts", extra={"pid": os.getpid()})
    Dispatcher(redis, stopping.is_set).run()
    clockwork.join(timeout=5)
    ledger.close()
    log.info("scheduler ends", extra={"pid": os.getpid()})


def _clockwork(redis: Redis, organisations: Callable[[], list[str]], stopping: threading.Event) -> None:
    while not stopping.is_set():
        try:
            start_due(redis, organisations(), clock.now())
        except (RedisError, LedgerError, SQLAlchemyError) as error:
            log.warning("chores wait: Redis or the database does not answer", extra={"reason": str(error)})
        stopping.wait(LOOK_EVERY_S)


REDELIVER_EVERY_MIN = 10
NIGHTLY = ("feedback", "retention")
NIGHT_HOUR = 3
"""UTC hour after which the chores of a night are due."""


def start_due(redis: Redis, organisations: list[str], now: datetime) -> list[str]:
    """Queue the chores that are due and were not queued before; answers their units. Any number of schedulers may call it."""
    inbox = Inbox(redis)
    started = []
    for unit, period in due(organisations, now):
        # The period is part of the id, so each chore is accepted once a period, like a delivery is once.
        identity = f"{unit}@{period}"
        event = Event(Kind.CHORE, unit, "", now.isoformat(), 0)
        if inbox.accept(identity, event.to_json()):
            started.append(unit)
    return started


def due(organisations: list[str], now: datetime) -> list[tuple[str, str]]:
    """(unit, period) of each chore whose time has come. Pure."""
    found: list[tuple[str, str]] = []
    # The week that ended: its summary comes on Monday morning, and whenever we were down then, later.
    monday = (now - timedelta(days=now.isoweekday() - 1)).replace(hour=6, minute=0, second=0, microsecond=0)
    if now >= monday:
        year, week, _ = (monday - timedelta(days=1)).isocalendar()
        name = f"{year}-W{week:02d}"
        found += [(chores.unit_name("weekly-summary", f"{org}:{name}"), name) for org in organisations]
    night = (now if now.hour >= NIGHT_HOUR else now - timedelta(days=1)).date().isoformat()
    found += [(chores.unit_name(name, org), night) for name in NIGHTLY for org in organisations]
    hour = now.strftime("%Y-%m-%dT%H")
    if organisations:
        found.append((chores.unit_name("redeliver"), f"{hour}:{now.minute // REDELIVER_EVERY_MIN}"))
    found += [(chores.unit_name("reconcile", org), hour) for org in organisations]
    return found


if __name__ == "__main__":
    run(Settings.from_env())
