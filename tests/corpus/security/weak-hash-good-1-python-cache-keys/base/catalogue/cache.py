"""Caches pages of the catalogue."""
from __future__ import annotations

import json
from typing import Any

from django.core.cache import cache


def forget(prefix: str) -> None:
    cache.delete_pattern(f"{prefix}:*")
