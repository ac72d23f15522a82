"""Writers of tables."""

import csv
from pathlib import Path

from tablet.table import Table


def write_csv(table: Table, path: Path, header: bool = True) -> None:
    """Write a table as CSV."""
    with path.open("w", newline="") as target:
        writer = csv.writer(target)
        if header:
            writer.writerow(table.columns)
        writer.writerows(table.values())
