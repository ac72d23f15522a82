"""Where sign-ins are kept in Redis, so that a job can end those of one person."""

from __future__ import annotations

from typing import cast

from redis import Redis

SESSION = "evenhand:session:"
OF_PERSON = "evenhand:sessions-of:"


def end_all(redis: Redis, login: str) -> int:
    """End every session of a person; answers how many there were."""
    key = OF_PERSON + login.lower()
    ids = cast("set[bytes]", redis.smembers(key))
    ended: int = redis.delete(*(SESSION + one.decode() for one in ids)) if ids else 0
    redis.delete(key)
    return ended
