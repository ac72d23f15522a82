"""A small result cache on Redis."""
from __future__ import annotations

import json
from typing import Any

from redis import Redis


class ResultCache:
    """Keeps results of slow calculations for a while."""

    def __init__(self, client: Redis, prefix: str = "result") -> None:
        self._client = client
        self._prefix = prefix

    def get(self, name: str) -> Any | None:
        raw = self._client.get(f"{self._prefix}:{name}")
        return None if raw is None else json.loads(raw)
