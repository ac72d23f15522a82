"""What a rule about open resources knows of one kind of opening call."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Opener:
    """A kind of opening call. ``noun`` names what it opens, ``fix`` says how to hold it."""

    pattern: re.Pattern[str]
    noun: str
    closers: frozenset[str]
    fix: str
    strict: bool = True
    """Whether a close that an exception skips is a leak worth telling."""
    transacts: bool = False
    """Whether ``with`` on the opened thing ends a transaction and leaves the thing itself open."""
