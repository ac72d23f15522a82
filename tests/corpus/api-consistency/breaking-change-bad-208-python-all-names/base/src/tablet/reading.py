"""Readers of tables."""

import csv
import json
from pathlib import Path

from tablet.table import Table


def read_csv(path: Path, delimiter: str = ",") -> Table:
    """Read a table from a CSV file."""
    with path.open(newline="") as source:
        return Table(list(csv.DictReader(source, delimiter=delimiter)))


def read_json(path: Path, key: str | None = None) -> Table:
    """Read a table from a JSON file."""
    content = json.loads(path.read_text())
    return Table(content if key is None else content[key])


def _sniff(text: str) -> str:
    return ";" if text.count(";") > text.count(",") else ","
