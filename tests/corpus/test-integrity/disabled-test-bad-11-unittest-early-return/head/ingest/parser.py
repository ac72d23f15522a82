import csv
import io


class BadRow(ValueError):
    """A row that cannot be read."""


def parse(text: str, delimiter: str = ",", strict: bool = False) -> list[dict[str, str]]:
    """The rows of a table; short rows are filled up unless ``strict``."""
    reader = csv.DictReader(io.StringIO(text), delimiter=delimiter, restval="")
    rows = []
    for number, row in enumerate(reader, 2):
        if strict and "" in row.values():
            raise BadRow(f"row {number} is short")
        rows.append(row)
    return rows
