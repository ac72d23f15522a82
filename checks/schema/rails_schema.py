"""Tables of Rails' ``db/schema.rb``: what the database looks like after all migrations."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.schema.declared import DeclaredColumn, DeclaredTable

VERSION = re.compile(r"ActiveRecord::Schema(?:\[[\d.]+\])?\.define\(\s*version:\s*([\d_]+)")
_TABLE = re.compile(r"^  create_table\s+\"(\w+)\".*?do \|t\|\n(.*?)^  end", re.DOTALL | re.MULTILINE)
_COLUMN = re.compile(r"^\s+t\.(\w+)\s+\"(\w+)\"(.*)$")
_INDEX = re.compile(r"t\.index\s+\[?\s*\"(\w+)\"")
_KEY = re.compile(r"^  add_foreign_key\s+\"(\w+)\",\s+\"(\w+)\"(?:.*column:\s*\"(\w+)\")?", re.MULTILINE)


def schema_version(text: str) -> int | None:
    """The version that the file was dumped at."""
    match = VERSION.search(text)
    return int(match.group(1).replace("_", "")) if match else None


def rails_tables(path: str, text: str) -> Iterator[DeclaredTable]:
    """Tables with their columns and indexes."""
    keys = {
        (t, column or re.sub(r"(?:ie)?s$", "", target) + "_id"): target
        for t, target, column in _KEY.findall(text)
    }
    for match in _TABLE.finditer(text):
        name, body = match.groups()
        first = text.count("\n", 0, match.start()) + 1
        leading = frozenset(_INDEX.findall(body))
        columns: dict[str, DeclaredColumn] = {}
        for offset, line in enumerate(body.split("\n")):
            found = _COLUMN.match(line)
            if found is None or found.group(1) == "index":
                continue
            kind, column, rest = found.groups()
            number = first + 1 + offset
            columns[column] = DeclaredColumn(
                column,
                column,
                number,
                number,
                kind,
                column in leading,
                keys.get((name, column), ""),
                (kind, rest.strip()),
            )
        yield DeclaredTable(name, name, path, first, columns, leading | {"id"})
