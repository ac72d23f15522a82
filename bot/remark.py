"""What a person said or did about a review, as plain data."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Remark:
    """One remark on one pull request."""

    what: str
    """``command``, ``deleted``, ``resolved``, ``unresolved`` or ``not_useful``."""
    login: str
    text: str = ""
    """A command's first line."""
    comment_id: str = ""
    in_thread: bool = False
    """Whether the comment stands in a review thread, not in the pull request's conversation."""
    fingerprints: tuple[str, ...] = ()
    """The findings that the comment in question stands for."""
