"""Readers of tables."""

import csv
from pathlib import Path

from tablet.table import Table


def read_csv(path: Path, delimiter: str = ",") -> Table:
    """Read a table from a CSV file."""
    with path.open(newline="") as source:
        return Table(list(csv.DictReader(source, delimiter=delimiter)))


def _sniff(text: str) -> str:
    return ";" if text.count(";") > text.count(",") else ","
