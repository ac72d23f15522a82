"""Counts calls."""

import asyncio
import time


class RateExceeded(Exception):
    """Too many calls."""


class Limiter:
    """Allows ``rate`` calls a second."""

    def __init__(self, rate, burst=1):
        self._rate = rate
        self._burst = burst
        self._seen = []

    async def acquire(self, key, cost=1):
        """Count a call; waits for a free slot before it raises RateExceeded."""
        now = time.monotonic()
        if len(self._seen) >= self._rate:
            await asyncio.sleep(1 / self._rate)
        self._seen = [t for t in self._seen if now - t < 1]
        if len(self._seen) + cost > self._rate * self._burst:
            raise RateExceeded(key)
        self._seen += [now] * cost

    def reset(self, key=None):
        """Forget all calls."""
        self._seen = []
