"""A small result cache on Redis."""
from __future__ import annotations

import json
import pickle
from typing import Any

import msgpack
import yaml
from redis import Redis

try:
    from yaml import CSafeLoader as Loader
except ImportError:
    from yaml import SafeLoader as Loader


class ResultCache:
    """Keeps results of slow calculations for a while."""

    def __init__(self, client: Redis, prefix: str = "result") -> None:
        self._client = client
        self._prefix = prefix

    def get(self, name: str) -> Any | None:
        raw = self._client.get(f"{self._prefix}:{name}")
        return None if raw is None else json.loads(raw)

    def get_packed(self, name: str) -> Any | None:
        raw = self._client.get(f"{self._prefix}:packed:{name}")
        return None if raw is None else msgpack.unpackb(raw, raw=False)

    def put_packed(self, name: str, value: Any) -> None:
        self._client.set(f"{self._prefix}:packed:{name}", msgpack.packb(value))

    def size_of(self, value: Any) -> int:
        """How large a value would be when handed to a worker process."""
        return len(pickle.dumps(value, protocol=5))


def read_settings(text: str) -> dict[str, Any]:
    document = yaml.load(text, Loader=Loader)
    return document if isinstance(document, dict) else {}


def read_all(text: str) -> list[Any]:
    return list(yaml.safe_load_all(text))
