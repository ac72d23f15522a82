"""Read and write tables."""

from tablet.reading import read_csv
from tablet.table import Table
from tablet.writing import write_csv, write_parquet

__all__ = ["Table", "read_csv", "write_csv", "write_parquet"]
