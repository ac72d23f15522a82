"""Read and write tables."""

from tablet.csv_files import read_csv
from tablet.reading import read_json
from tablet.table import Table
from tablet.writing import write_csv

__all__ = ["Table", "read_csv", "read_json", "write_csv"]
