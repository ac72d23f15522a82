"""How a job says that it did not succeed.

``bot.github.errors.RetryLater`` puts the work back for a while; ``PermanentFailure`` ends it. Anything else that escapes a
job is a crash, and is tried again a few times.
"""

from __future__ import annotations


class PermanentFailure(Exception):
    """The work can never succeed (repository gone, permission missing): record ``reason`` and stop."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
