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


def load() -> Settings:
    """Read the settings from the environment."""
    try:
        retries = int(os.environ.get("BILLING_RETRIES", "3"))
    except ValueError as exc:
        print(f"BILLING_RETRIES is not a number: {exc}", file=sys.stderr)
        sys.exit(2)
    return Settings(_required("DATABASE_URL"), os.environ.get("CURRENCY", "EUR"), retries)
