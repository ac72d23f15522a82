"""Exports of reports as CSV and PDF."""
from __future__ import annotations

import os
import subprocess
import tempfile
from contextlib import contextmanager
from collections.abc import Iterable, Iterator
from pathlib import Path


def write_pdf(html: str, target: Path) -> None:
    with tempfile.NamedTemporaryFile("w", suffix=".html", encoding="utf-8") as source:
        source.write(html)
        source.flush()
        subprocess.run(["wkhtmltopdf", "--quiet", source.name, str(target)], check=True, timeout=60)


@contextmanager
def workspace(report_id: int) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix=f"report-{report_id}-") as folder:
        yield Path(folder)


def archive(report_id: int, rows: Iterable[dict[str, object]]) -> Path:
    handle, name = tempfile.mkstemp(prefix=f"report-{report_id}-", suffix=".csv")
    with os.fdopen(handle, "w") as out:
        for row in rows:
            out.write(";".join(str(value) for value in row.values()) + "\n")
    return Path(name)


def bundle(report_id: int, parts: dict[str, bytes]) -> int:
    """Write the parts into a folder of our own and count the bytes."""
    total = 0
    with workspace(report_id) as folder:
        for name, content in parts.items():
            (folder / f"{name}.part").write_bytes(content)
            total += len(content)
        with open(os.path.join(folder, "index.txt"), "w") as out:
            out.write("\n".join(sorted(parts)))
    return total


def count(rows: Iterable[object]) -> int:
    return sum(1 for _ in rows)
