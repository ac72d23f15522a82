import csv
import io


class BadRow(ValueError):
    """A row that cannot be read."""


def parse(text: str) -> list[dict[str, str]]:
    rows = []
    for number, row in enumerate(csv.DictReader(io.StringIO(text)), 2):
        if None in row.values():
            raise BadRow(f"row {number} is short")
        rows.append(row)
    return rows
