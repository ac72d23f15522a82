"""Readers of tables."""

import json
from pathlib import Path

from tablet.csv_files import read_csv
from tablet.table import Table

__all__ = ["read_csv", "read_json"]


def read_json(path: Path | str, key: str | None = None) -> Table:
    """Read a table from a JSON file."""
    content = json.loads(Path(path).read_text(encoding="utf-8"))
    return Table(content if key is None else content[key])
