"""A small result cache on Redis."""
from __future__ import annotations

import json
import logging
from datetime import timedelta
from typing import Any

from redis import Redis

log = logging.getLogger(__name__)


class ResultCache:
    """Keeps results of slow calculations for a while."""

    def __init__(self, client: Redis, prefix: str = "result") -> None:
        self._client = client
        self._prefix = prefix

    def _key(self, name: str) -> str:
        return f"{self._prefix}:{name}"

    def get(self, name: str) -> Any | None:
        raw = self._client.get(self._key(name))
        if raw is None:
            return None
        return json.loads(raw)

    def put(self, name: str, value: Any, ttl: timedelta) -> None:
        self._client.setex(self._key(name), ttl, json.dumps(value))
