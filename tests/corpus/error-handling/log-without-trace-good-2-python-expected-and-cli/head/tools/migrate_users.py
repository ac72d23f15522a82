"""Command line: moves users between regions."""

from __future__ import annotations

import argparse
import logging
import sys
from pathlib import Path

from regions.service import RegionError, move

log = logging.getLogger("migrate-users")


def ids(path: Path) -> list[int]:
    found = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        try:
            found.append(int(line))
        except ValueError as error:
            log.warning("line %d skipped: %s", number, error)
    return found


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--to", required=True)
    args = parser.parse_args(argv)
    try:
        wanted = ids(args.file)
    except FileNotFoundError as error:
        log.error("%s", error)
        return 2
    failed = 0
    for user_id in wanted:
        try:
            move(user_id, args.to)
        except RegionError as error:
            log.error("user %d stays: %s", user_id, error)
            failed += 1
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
