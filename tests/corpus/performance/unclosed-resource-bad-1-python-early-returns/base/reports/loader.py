"""Loads the nightly reports."""
from __future__ import annotations

import csv
import json
from pathlib import Path


def load_summary(path: Path) -> dict:
    with path.open(encoding="utf-8") as handle:
        return json.load(handle)
