"""A small result cache on Redis."""
from __future__ import annotations

import json
import logging
import pickle
import zlib
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

    def get_frame(self, name: str) -> Any | None:
        """A cached data frame; frames do not survive JSON, so they are stored packed."""
        raw = self._client.get(self._key(f"frame:{name}"))
        if raw is None:
            log.debug("no frame %s", name)
            return None
        return _unpack(raw)

    def put_frame(self, name: str, frame: Any, ttl: timedelta) -> None:
        packed = zlib.compress(pickle.dumps(frame, protocol=pickle.HIGHEST_PROTOCOL))
        self._client.setex(self._key(f"frame:{name}"), ttl, packed)


def _unpack(raw: bytes) -> Any:
    try:
        return pickle.loads(zlib.decompress(raw))
    except zlib.error:
        log.warning("a cached frame is broken; it is calculated again")
        return None
