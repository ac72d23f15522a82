import json
from collections.abc import Iterator
from pathlib import Path


class BadRecord(ValueError):
    """A record that cannot be read."""


def load(path: Path) -> list[dict]:
    if path.suffix == ".jsonl":
        return list(_lines(path))
    return json.loads(path.read_text("utf-8"))


def _lines(path: Path) -> Iterator[dict]:
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            try:
                yield json.loads(line)
            except ValueError as error:
                raise BadRecord(f"line {number}") from error
