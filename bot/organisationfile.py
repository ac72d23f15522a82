"""Where an organisation's own configuration is remembered between reviews, and how it is forgotten."""

from __future__ import annotations

from typing import Any

LIFE_S = 600
"""Whether the file changed is looked up again after this long, or when a push to its repository is told."""


def key(org: str) -> str:
    """The key in Redis."""
    return f"evenhand:organisation-file:{org.lower()}"


def forget(redis: Any, org: str) -> None:
    """The next review reads the file anew."""
    redis.delete(key(org))
