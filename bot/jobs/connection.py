"""Connections to Redis: one way to open them, with time limits that fit who is asking."""

from __future__ import annotations

import logging
import time

from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

log = logging.getLogger(__name__)

PREFIX = "evenhand:"
"""Every key of ours begins so; RQ's begin with ``rq:``."""

RECEIVER_TIMEOUT_S = 0.8
"""Two tries stay under two seconds: GitHub waits ten, and a 503 lets it record the delivery as failed."""
WORKER_TIMEOUT_S = 30.0


def connect(url: str, timeout_s: float = WORKER_TIMEOUT_S) -> Redis:
    """A client that answers or raises ``redis.exceptions.RedisError`` within twice ``timeout_s``.

    The one retry is for a connection that a restarted server has closed; every script of ours may run twice.
    """
    return Redis.from_url(
        url,
        socket_timeout=timeout_s,
        socket_connect_timeout=min(timeout_s, 5.0),
        retry=Retry(NoBackoff(), 1),
        health_check_interval=0,
    )


def wait_for(redis: Redis, limit_s: float = 60.0) -> Redis:
    """The same client, once the server answers; a process may start before its Redis. Raises RedisError at the limit."""
    deadline = time.monotonic() + limit_s
    while True:
        try:
            redis.ping()
            return redis
        except RedisError as error:
            if time.monotonic() > deadline:
                raise
            log.warning("Redis does not answer yet", extra={"reason": str(error), "wait_s": 1})
            time.sleep(1)
