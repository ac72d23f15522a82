"""Files of the archive, opened and closed in every way that is right."""
from __future__ import annotations

import gzip
import io
import json
import sqlite3
import tempfile
from contextlib import ExitStack, closing
from pathlib import Path
from typing import BinaryIO

from flask import send_file


class Archive:
    """Owns its index for as long as it lives."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._index = open(root / "index", "rb")
        self._log: BinaryIO | None = None

    def close(self) -> None:
        self._index.close()

    def open_part(self, name: str) -> BinaryIO:
        """The caller closes it."""
        return open(self._root / name, "rb")

    def part(self, name: str) -> BinaryIO:
        handle = open(self._root / name, "rb")
        try:
            handle.seek(16)
        except OSError:
            handle.close()
            raise
        return handle


def load(path: Path) -> dict:
    handle = gzip.open(path, "rt")
    try:
        return json.load(handle)
    finally:
        handle.close()


def count(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        (number,) = connection.execute("SELECT count(*) FROM parts").fetchone()
    return number


def merge(paths: list[Path], target: Path) -> None:
    with ExitStack() as stack:
        sources = [stack.enter_context(open(p, "rb")) for p in paths]
        out = stack.enter_context(target.open("wb"))
        for source in sources:
            out.write(source.read())


def as_stream(text: str) -> io.BytesIO:
    buffer = io.BytesIO()
    buffer.write(text.encode())
    buffer.seek(0)
    return buffer


def download(path: Path):
    return send_file(open(path, "rb"), mimetype="application/gzip")


def spool(lines: list[str]) -> Path:
    with tempfile.NamedTemporaryFile("w", delete=False) as target:
        target.writelines(lines)
    return Path(target.name)
