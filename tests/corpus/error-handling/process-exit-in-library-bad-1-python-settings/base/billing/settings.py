"""Settings of the billing service."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass


@dataclass(frozen=True)
class Settings:
    database_url: str
    currency: str
    retries: int = 3


def _required(name: str) -> str:
    value = os.environ.get(name)
    if not value:
        raise KeyError(f"{name} is not set")
    return value
