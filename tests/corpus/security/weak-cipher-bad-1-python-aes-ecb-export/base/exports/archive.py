"""Writes the nightly export for partners."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping

FIELDS = ("id", "name", "total")


def as_csv(rows: Iterable[Mapping[str, object]]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, FIELDS, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()
