"""Who is signed in: kept in Redis for an hour, found again by a random id in a signed cookie.

GitHub's token is used once and thrown away. After the hour the reader goes through GitHub again, which needs no click
there, so what somebody may no longer see is gone after an hour at the latest.
"""

from __future__ import annotations

import json
import secrets
from typing import cast

from redis import Redis

from bot.github.people import Person
from bot.sessionstore import OF_PERSON, SESSION

LIFE_S = 3600


class Sessions:
    """The sessions of one service."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis

    def begin(self, person: Person) -> str:
        """Keep the person and return the id of the session."""
        session_id = secrets.token_urlsafe(32)
        value = json.dumps({"login": person.login, "repos": sorted(person.repos)})
        self._redis.set(SESSION + session_id, value, ex=LIFE_S)
        mine = OF_PERSON + person.login.lower()
        self._redis.sadd(mine, session_id)
        self._redis.expire(mine, LIFE_S)
        return session_id

    def find(self, session_id: str) -> Person | None:
        """Who that is, None when the session is over."""
        value = cast("bytes | None", self._redis.get(SESSION + session_id)) if session_id else None
        if value is None:
            return None
        data = json.loads(value)
        return Person(data["login"], frozenset(data["repos"]))

    def end(self, session_id: str) -> None:
        """Forget the session."""
        self._redis.delete(SESSION + session_id)
