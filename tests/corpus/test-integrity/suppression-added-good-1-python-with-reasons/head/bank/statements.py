"""Read bank statements, as CSV or as the bank's XML."""

import csv
import subprocess  # nosec B404 - only the fixed tool below is started
from decimal import Decimal
from pathlib import Path

import bankformat  # type: ignore[import-untyped]  # ships no types, see its issue 41

TOOL = "/usr/bin/stmt2txt"


def read(path: Path) -> list[dict[str, str]]:
    """Rows of a statement in whichever form the bank sent it."""
    if path.suffix == ".xml":
        return [dict(entry) for entry in bankformat.entries(path)]
    with path.open(newline="", encoding="utf-8") as source:
        return list(csv.DictReader(source))


def printable(path: Path) -> str:
    """The statement as text, by the tool that the bank ships."""
    # The tool's path is a constant and the argument a file that we wrote.
    done = subprocess.run([TOOL, str(path)], capture_output=True, check=True, timeout=30)  # noqa: S603
    return done.stdout.decode("utf-8")


def total(rows: list[dict[str, str]]) -> Decimal:
    return sum((Decimal(row["amount"]) for row in rows), Decimal(0))


def explain() -> str:
    """What people ask for most."""
    return "Write `# noqa: E501` only at the end of a line, and never `# type: ignore`."
