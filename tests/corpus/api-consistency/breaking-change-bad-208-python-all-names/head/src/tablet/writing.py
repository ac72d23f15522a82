"""Writers of tables."""

import csv
from pathlib import Path

import pyarrow
from pyarrow import parquet

from tablet.table import Table


def write_csv(table: Table, path: Path, encoding: str, header: bool = True) -> None:
    """Write a table as CSV."""
    with path.open("w", newline="", encoding=encoding) as target:
        writer = csv.writer(target)
        if header:
            writer.writerow(table.columns)
        writer.writerows(table.values())


def write_parquet(table: Table, path: Path, compression: str = "snappy") -> None:
    """Write a table as Parquet."""
    columns = {name: [row[name] for row in table.rows] for name in table.columns}
    parquet.write_table(pyarrow.table(columns), path, compression=compression)
