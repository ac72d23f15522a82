"""Exports of reports as CSV and PDF."""
from __future__ import annotations

import csv
import logging
import os
import subprocess
import tempfile
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


def write_pdf(html: str, target: Path) -> None:
    """Render through the command-line program, which wants a file."""
    source = tempfile.mktemp(suffix=".html", prefix="report-")
    try:
        with open(source, "w", encoding="utf-8") as out:
            out.write(html)
        subprocess.run(["wkhtmltopdf", "--quiet", source, str(target)], check=True, timeout=60)
    finally:
        os.unlink(source)


def archive(report_id: int, rows: Iterable[dict[str, object]]) -> Path:
    """Keep a copy until the nightly job fetches it."""
    path = f"/tmp/report-{report_id}.csv"
    with open(path, "w") as out:
        for row in rows:
            out.write(";".join(str(value) for value in row.values()) + "\n")
    log.info("report %d is archived", report_id)
    return Path(path)
