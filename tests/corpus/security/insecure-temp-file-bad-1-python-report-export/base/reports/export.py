"""Exports of reports as CSV and PDF."""
from __future__ import annotations

import csv
import logging
from collections.abc import Iterable
from pathlib import Path

log = logging.getLogger(__name__)


def write_csv(rows: Iterable[dict[str, object]], target: Path) -> int:
    """Write the rows and say how many there were."""
    count = 0
    with target.open("w", newline="") as out:
        writer: csv.DictWriter[str] | None = None
        for row in rows:
            if writer is None:
                writer = csv.DictWriter(out, fieldnames=list(row))
                writer.writeheader()
            writer.writerow(row)
            count += 1
    return count
