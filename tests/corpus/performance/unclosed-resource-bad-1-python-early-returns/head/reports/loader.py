"""Loads the nightly reports."""
from __future__ import annotations

import csv
import json
from pathlib import Path


def load_summary(path: Path) -> dict:
    with path.open(encoding="utf-8") as handle:
        return json.load(handle)


def load_rows(path: Path, expected: list[str]) -> list[dict[str, str]]:
    """Rows of a report, or nothing when its columns are not the expected ones."""
    handle = open(path, newline="", encoding="utf-8")
    reader = csv.DictReader(handle)
    if reader.fieldnames != expected:
        return []
    rows = [row for row in reader if row["amount"]]
    handle.close()
    return rows


def load_settings(path: Path) -> dict:
    """Settings that stand beside the reports."""
    defaults = {"currency": "EUR", "decimals": 2}
    return defaults | json.load(open(path, encoding="utf-8"))
