"""How often a request is tried again."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

import httpx

T = TypeVar("T")


class RetryPolicy:
    """Tries again with growing pauses."""

    def __init__(self, attempts: int = 3, first_pause_s: float = 0.2) -> None:
        self.attempts = attempts
        self.first_pause_s = first_pause_s

    def run(self, request: Callable[[], T]) -> T:
        """The answer of the first attempt that reaches the service."""
        for number in range(self.attempts - 1):
            try:
                return request()
            except httpx.TransportError:
                time.sleep(self.pause(number))
        return request()

    def pause(self, number: int) -> float:
        """Seconds before attempt ``number + 1``."""
        return self.first_pause_s * 2**number


def _jitter(pause_s: float) -> float:
    return pause_s
