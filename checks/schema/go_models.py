"""Tables of GORM: Go structs whose fields carry ``gorm`` tags, read from the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.schema.declared import DeclaredColumn, DeclaredTable

QUICK_GORM = re.compile(r"gorm:\"|\bgorm\.Model\b")
_STRUCT = re.compile(r"^type\s+(\w+)\s+struct\s*\{\n(.*?)^\}", re.DOTALL | re.MULTILINE)
_FIELD = re.compile(r"^\s+(\w+)\s+([\w.*\[\]]+)\s*(?:`([^`]*)`)?")
_TAG = re.compile(r"gorm:\"([^\"]*)\"")
_TABLE_NAME = r"^func\s+\(\w*\s*\*?%s\)\s+TableName\(\)\s+string\s*\{\s*return\s+\"([\w.]+)\""
_SCALAR = re.compile(
    r"^\*?(?:string|bool|u?int\d*|float\d+|byte|\[\]byte|time\.Time|uuid\.UUID|decimal\.Decimal|sql\.Null\w+|datatypes\.\w+)$"
)


def gorm_models(path: str, text: str) -> Iterator[DeclaredTable]:
    """Structs with a tag or an embedded ``gorm.Model``. A composite index counts for its first field (by ``priority``
    where given, else the first in the struct)."""
    for struct in _STRUCT.finditer(text):
        name, body = struct.groups()
        if not QUICK_GORM.search(body):
            continue
        first = text.count("\n", 0, struct.start()) + 1
        columns: dict[str, DeclaredColumn] = {}
        composites: dict[str, tuple[int, str]] = {}
        if "gorm.Model" in body:
            for given in ("id", "deleted_at"):
                columns[given] = DeclaredColumn(given, given, first, first, indexed=True)
        for offset, line in enumerate(body.split("\n")):
            field = _FIELD.match(line)
            if field is None:
                continue
            own, kind, tags = field.groups()
            found = _TAG.search(tags or "")
            options = _options(found.group(1) if found else "")
            if "-" in options or (found is None and not _SCALAR.match(kind)):
                continue
            column = options.get("column") or snake(own)
            indexed = bool({"primarykey", "primary_key", "unique"} & options.keys()) or own == "ID"
            for key in ("index", "uniqueindex"):
                if key not in options:
                    continue
                label, *rest = options[key].split(",")
                priority = next((int(r.partition(":")[2]) for r in rest if re.match(r"priority:\d+$", r)), 10)
                if not label:
                    indexed = True
                elif label not in composites or priority < composites[label][0]:
                    composites[label] = (priority, column)
            number = first + 1 + offset
            columns[column] = DeclaredColumn(own, column, number, number, kind, indexed)
        named = re.search(_TABLE_NAME % re.escape(name), text, re.MULTILINE)
        leading = frozenset(column for _, column in composites.values())
        yield DeclaredTable(name, named.group(1) if named else "", path, first, columns, leading)


def _options(tag: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for part in tag.split(";"):
        key, _, value = part.strip().partition(":")
        if key:
            found[key.lower()] = value
    return found


def snake(name: str) -> str:
    """``SiteID`` as ``site_id``."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).lower()
