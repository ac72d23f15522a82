"""GitHub's allowance of calls an hour, counted for each actor."""

from __future__ import annotations

import threading
from typing import Any

from bot import clock
from bot.demo.standin.answers import Refusal

PER_HOUR = 5_000
RESOURCES = ("core", "graphql", "search")


class Limits:
    """Counts calls in windows of an hour. Safe for threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._used: dict[tuple[str, str], tuple[int, int]] = {}
        """Actor and resource -> end of the window (epoch seconds), calls used."""

    def spend(self, actor: str, resource: str, cost: int = 1) -> dict[str, str]:
        """Count a call and give the headers that tell of it. Raises a 403 Refusal when nothing remains."""
        with self._lock:
            reset, used = self._window(actor, resource)
            if used + cost > PER_HOUR:
                headers = _headers(PER_HOUR, reset, resource)
                raise Refusal(403, "API rate limit exceeded for this installation.", headers=headers)
            self._used[actor, resource] = (reset, used + cost)
            return _headers(used + cost, reset, resource)

    def used(self, actor: str, resource: str) -> tuple[int, int]:
        """End of the window and calls used in it."""
        with self._lock:
            return self._window(actor, resource)

    def _window(self, actor: str, resource: str) -> tuple[int, int]:
        now = int(clock.now().timestamp())
        reset, used = self._used.get((actor, resource), (0, 0))
        return (reset, used) if reset > now else (now + 3600, 0)


def _headers(used: int, reset: int, resource: str) -> dict[str, str]:
    return {
        "X-RateLimit-Limit": str(PER_HOUR),
        "X-RateLimit-Remaining": str(PER_HOUR - used),
        "X-RateLimit-Used": str(used),
        "X-RateLimit-Reset": str(reset),
        "X-RateLimit-Resource": resource,
    }


def overview(limits: Limits, actor: str) -> dict[str, Any]:
    """``rate-limit-overview``; reading it costs nothing."""
    rows = {}
    for resource in RESOURCES:
        reset, used = limits.used(actor, resource)
        rows[resource] = {"limit": PER_HOUR, "used": used, "remaining": PER_HOUR - used, "reset": reset}
    return {"resources": rows, "rate": rows["core"]}
