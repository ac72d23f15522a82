"""Read bank statements, as CSV or as the bank's XML."""

import csv
import subprocess  # nosec
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from lxml import etree  # type: ignore

from bank.legacy import *  # noqa: F403


def read(path: Path) -> list[dict[str, str]]:
    """Rows of a statement in whichever form the bank sent it."""
    if path.suffix == ".xml":
        return list(_entries(path))
    with path.open(newline="", encoding="utf-8") as source:
        return list(csv.DictReader(source))


def _entries(path: Path) -> Iterator[dict[str, str]]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    tree = etree.parse(str(path), parser)
    for entry in tree.iterfind(".//Ntry"):
        yield {"amount": entry.findtext("Amt") or "0", "date": entry.findtext("BookgDt/Dt") or ""}


def printable(path: Path) -> str:
    """The statement as text, by the tool that the bank ships."""
    done = subprocess.run(["stmt2txt", str(path)], capture_output=True, check=True, timeout=30)
    return done.stdout.decode("utf-8")


def total(rows: list[dict[str, str]]) -> Decimal:
    return sum((Decimal(row["amount"]) for row in rows), Decimal(0))
