"""Exports of reports as CSV and PDF."""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path


def count(rows: Iterable[object]) -> int:
    return sum(1 for _ in rows)
