"""Faults on demand: what GitHub does on bad days, for the next calls that match."""

from __future__ import annotations

import re
import threading
import time
from dataclasses import dataclass
from enum import StrEnum

from bot import clock
from bot.demo.standin.answers import Answer, Refusal


class FaultKind(StrEnum):
    """What goes wrong."""

    LOST_ANSWER = "lost_answer"
    """The work is done, the answer is a 502."""
    BAD_GATEWAY = "bad_gateway"
    """502, nothing done."""
    SERVER_ERROR = "server_error"
    """500, nothing done."""
    PRIMARY_LIMIT = "primary_limit"
    """403 with no calls remaining until ``reset_in_s`` from now."""
    SECONDARY_LIMIT = "secondary_limit"
    """403 (or ``status``), with ``Retry-After`` when ``retry_after_s`` is given."""
    EXPIRED_TOKEN = "expired_token"
    """401, as for a token past its hour."""
    REFUSED = "refused"
    """422 without a breach, e.g. an anchor that a push moved meanwhile."""
    RESOURCE_LIMITS = "resource_limits"
    """GraphQL only: status 200, and an error that the document asked for too much."""
    SLOW = "slow"
    """A good answer, ``seconds`` late."""


@dataclass(slots=True)
class Fault:
    """One fault and the calls it waits for."""

    kind: FaultKind
    method: str | None
    path: re.Pattern[str]
    times: int
    status: int
    retry_after_s: int | None
    reset_in_s: int
    seconds: float

    def meets(self, method: str, path: str) -> bool:
        """Whether the fault befalls this call."""
        return self.times > 0 and self.method in (None, method) and self.path.search(path) is not None


class Faults:
    """The faults that are waiting. Safe for threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Let a fault befall the next matching calls."""
        with self._lock:
            self._waiting.append(fault)

    def clear(self) -> None:
        """All is well again."""
        with self._lock:
            self._waiting.clear()

    def take(self, method: str, path: str) -> Fault | None:
        """The fault for this call, if one waits."""
        with self._lock:
            for fault in self._waiting:
                if fault.meets(method, path):
                    fault.times -= 1
                    if fault.times == 0:
                        self._waiting.remove(fault)
                    return fault
        return None


def before(fault: Fault) -> None:
    """Do what the fault does before the work; raises the Refusal that replaces it."""
    now = int(clock.now().timestamp())
    if fault.kind is FaultKind.SLOW:
        time.sleep(fault.seconds)
    elif fault.kind is FaultKind.BAD_GATEWAY:
        raise Refusal(502, "Server Error")
    elif fault.kind is FaultKind.SERVER_ERROR:
        raise Refusal(500, "Server Error")
    elif fault.kind is FaultKind.EXPIRED_TOKEN:
        raise Refusal(401, "Bad credentials")
    elif fault.kind is FaultKind.REFUSED:
        raise Refusal(fault.status or 422, "Unprocessable Entity", ["Line could not be resolved"])
    elif fault.kind is FaultKind.PRIMARY_LIMIT:
        headers = {
            "X-RateLimit-Limit": "5000",
            "X-RateLimit-Remaining": "0",
            "X-RateLimit-Used": "5000",
            "X-RateLimit-Reset": str(now + fault.reset_in_s),
            "X-RateLimit-Resource": "core",
        }
        raise Refusal(fault.status or 403, "API rate limit exceeded for installation.", headers=headers)
    elif fault.kind is FaultKind.SECONDARY_LIMIT:
        wait = {} if fault.retry_after_s is None else {"Retry-After": str(fault.retry_after_s)}
        text = "You have exceeded a secondary rate limit. Please wait a few minutes before you try again."
        raise Refusal(fault.status or 403, text, headers=wait)


def after(fault: Fault, answer: Answer) -> Answer:
    """Do what the fault does to a finished answer."""
    if fault.kind is FaultKind.LOST_ANSWER:
        raise Refusal(502, "Server Error")
    return answer
