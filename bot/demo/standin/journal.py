"""What happened: each call with its answer's status, and each breach of the contract."""

from __future__ import annotations

import threading
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

# Longest journal kept; a demo that runs for days must not grow without end.
LIMIT = 20_000


@dataclass(frozen=True, slots=True)
class CallRecord:
    """One call that the stand-in answered (pages for people are not calls)."""

    kind: str
    """``rest``, ``graphql``, ``git`` or ``oauth``."""
    method: str
    path: str
    """Without query; REST paths without the ``/api/v3`` prefix."""
    query: str
    status: int
    actor: str
    """``app``, ``installation:ID``, ``user:LOGIN``, ``client`` or ``anonymous``."""
    operation: str
    """GitHub's operation id, the GraphQL root field, or empty."""
    body: Any
    at: datetime
    duration_s: float
    fault: str = ""
    """Which fault on demand met this call, if any."""

    def __str__(self) -> str:
        return f"{self.method} {self.path} {self.status}"

    @property
    def writes(self) -> bool:
        """Whether the call could change something."""
        return self.method not in ("GET", "HEAD") and self.kind in ("rest", "graphql")


@dataclass(frozen=True, slots=True)
class Violation:
    """One breach of GitHub's contract, by a client or (kind ``answer``) by the stand-in itself."""

    kind: str
    """``schema``, ``prose``, ``anchor``, ``header``, ``unknown``, ``graphql`` or ``answer``."""
    method: str
    path: str
    faults: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.kind}: {self.method} {self.path}: {'; '.join(self.faults)}"


class Journal:
    """Calls and violations in order of their end. Safe for threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._calls: list[CallRecord] = []
        self._violations: list[Violation] = []

    def record(self, call: CallRecord) -> None:
        """Keep a call."""
        with self._lock:
            self._calls.append(call)
            del self._calls[:-LIMIT]

    def breach(self, violation: Violation) -> None:
        """Keep a breach."""
        with self._lock:
            self._violations.append(violation)
            del self._violations[:-LIMIT]

    def calls(self) -> tuple[CallRecord, ...]:
        """All calls since the last reset."""
        with self._lock:
            return tuple(self._calls)

    def violations(self) -> tuple[Violation, ...]:
        """All breaches since the last reset."""
        with self._lock:
            return tuple(self._violations)

    def reset(self) -> None:
        """Forget calls and breaches."""
        with self._lock:
            self._calls.clear()
            self._violations.clear()

    def as_json(self) -> dict[str, Any]:
        """The journal for ``/_standin/calls``; bodies are left out, since they may be long."""
        calls = [asdict(call) | {"at": call.at.isoformat()} for call in self.calls()]
        for call in calls:
            del call["body"]
        return {"calls": calls, "violations": [asdict(violation) for violation in self.violations()]}
