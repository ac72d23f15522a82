"""The summary as JSON: the same data, for whatever a team builds on it."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from typing import Any

from bot.summary.data import WeekSummary
from bot.summary.week import Week

SCHEMA_VERSION = 1
"""``schema`` member; raised when a reader would have to change."""


def render(summary: WeekSummary) -> str:
    """The summary, keys in a fixed order, so that equal data are equal text."""
    return json.dumps({"schema": SCHEMA_VERSION, **_plain(summary)}, indent=2, ensure_ascii=False) + "\n"


def _plain(value: Any) -> Any:
    if isinstance(value, Week):
        return str(value)
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_plain(member) for member in value]
    if isinstance(value, dict):
        return {key: _plain(member) for key, member in value.items()}
    return value
