"""A cache whose entries are computed once."""

import threading
from collections.abc import Callable


class Cache:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._values: dict[str, bytes] = {}

    def get(self, key: str, make: Callable[[], bytes]) -> bytes:
        with self._lock:
            if key not in self._values:
                self._values[key] = make()
            return self._values[key]
