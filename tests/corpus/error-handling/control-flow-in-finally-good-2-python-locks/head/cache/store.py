"""A cache whose entries are computed once."""

import threading
from collections.abc import Callable


class Cache:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._values: dict[str, bytes] = {}

    def get(self, key: str, make: Callable[[], bytes]) -> bytes:
        """The value of a key; gives up the lock whatever happens."""
        self._lock.acquire()
        try:
            if key in self._values:
                return self._values[key]
            value = make()
            self._values[key] = value
            return value
        finally:
            self._lock.release()

    def try_get(self, key: str) -> bytes | None:
        if not self._lock.acquire(timeout=0.1):
            return None
        value = None
        try:
            value = self._values.get(key)
        finally:
            self._lock.release()
        return value

    def evict(self, keys: list[str]) -> int:
        gone = 0
        self._lock.acquire()
        try:
            for key in keys:
                if key not in self._values:
                    continue
                del self._values[key]
                gone += 1
        finally:
            self._lock.release()
            for key in keys:
                if key.startswith("tmp:"):
                    break
        return gone
