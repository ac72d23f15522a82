"""How a review ended."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Ending(StrEnum):
    """The defined ends of a review's way."""

    PUBLISHED = "published"
    RESUMED = "resumed"
    """An earlier attempt had stored the plan; what was left of it is published now."""
    REPEATED = "repeated"
    """This very delivery was published before."""
    SUPERSEDED = "superseded"
    """A newer head is known; nothing more was written for this one."""
    CLOSED = "closed"
    """The pull request is closed: nothing to say."""
    SKIPPED = "skipped"
    """The team wants no review of drafts."""
    UNREVIEWED = "unreviewed"
    """The change could not be read; a neutral check-run says why."""
    GONE = "gone"
    """The head is not there any more and cannot be spoken about."""


@dataclass(frozen=True, slots=True)
class ReviewOutcome:
    """What became of one call."""

    ending: Ending
    conclusion: str = ""
    """The check-run's conclusion, where there is one."""
    run_id: int | None = None
    findings: int = 0
    comments: int = 0
    """New inline comments."""
    reason: str = ""
    """Why there was no full review, in words."""
