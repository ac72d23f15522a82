"""How often a request is tried again."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

import httpx

T = TypeVar("T")


class Backoff:
    """Growing pauses."""

    def __init__(self, first_s: float = 0.2, factor: float = 2.0) -> None:
        self._first_s = first_s
        self._factor = factor

    def pause(self, number: int) -> float:
        """Seconds before attempt ``number + 1``."""
        return _jitter(self._first_s * self._factor**number)


class RetryPolicy:
    """Tries again with growing pauses."""

    def __init__(self, attempts: int = 3, *, backoff: Backoff | None = None) -> None:
        self.attempts = attempts
        self.backoff = backoff or Backoff()

    def run(self, request: Callable[[], T]) -> T:
        """The answer of the first attempt that reaches the service."""
        for number in range(self.attempts - 1):
            try:
                return request()
            except httpx.TransportError:
                time.sleep(self.backoff.pause(number))
        return request()


def _jitter(pause_s: float) -> float:
    return pause_s
