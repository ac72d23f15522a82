"""Read and write tables."""

from tablet.reading import read_csv, read_json
from tablet.table import Table
from tablet.writing import write_csv

__all__ = ["Table", "read_csv", "read_json", "write_csv"]
