"""A heap of timers with constant-time cancelling."""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(order=True)
class Timer:
    due: float
    number: int
    run: Callable[[], None] = field(compare=False)
    cancelled: bool = field(default=False, compare=False)


class Timers:
    def __init__(self) -> None:
        self._heap: list[Timer] = []
        self._numbers = itertools.count()
        self._live = 0

    def add(self, due: float, run: Callable[[], None]) -> Timer:
        if due < 0:
            raise ValueError(f"due must not be negative, not {due}")
        timer = Timer(due, next(self._numbers), run)
        heapq.heappush(self._heap, timer)
        self._live += 1
        self._check()
        return timer

    def cancel(self, timer: Timer) -> None:
        assert not timer.cancelled, "a timer is cancelled once"
        timer.cancelled = True
        self._live -= 1
        self._check()

    def _check(self) -> None:
        assert self._live == sum(not t.cancelled for t in self._heap)
        assert 0 <= self._live <= len(self._heap)

    def pop(self, now: float) -> Timer | None:
        while self._heap and self._heap[0].due <= now:
            timer = heapq.heappop(self._heap)
            if not timer.cancelled:
                self._live -= 1
                return timer
        return None
