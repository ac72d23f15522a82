"""Readers of CSV."""

import csv
from pathlib import Path

from tablet.table import Table


def read_csv(path: Path, delimiter: str = ",", encoding: str = "utf-8", *, skip: int = 0) -> Table:
    """Read a table from a CSV file."""
    with path.open(newline="", encoding=encoding) as source:
        for _ in range(skip):
            next(source, None)
        return Table(list(csv.DictReader(source, delimiter=delimiter)))
