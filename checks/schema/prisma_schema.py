"""Models of a ``schema.prisma``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.schema.declared import DeclaredColumn, DeclaredTable

_BLOCK = re.compile(r"^(model|enum|type|view)\s+(\w+)\s*\{(.*?)^\}", re.DOTALL | re.MULTILINE)
_FIELD = re.compile(r"^\s+(\w+)\s+(\w+)(\[\])?(\?)?(.*)$")
_MAP = re.compile(r"@map\(\s*(?:name:\s*)?\"([^\"]+)\"")
_TABLE = re.compile(r"@@map\(\s*(?:name:\s*)?\"([^\"]+)\"")
_FIRST = re.compile(r"@@(?:index|unique|id)\(\s*(?:fields:\s*)?\[\s*(\w+)")
_SHAPE = re.compile(
    r"@(?:id|unique|map\([^)]*\)|db\.\w+(?:\([^)]*\))?|default\((?!uuid|cuid|nanoid|ulid|auto\b)(?:[^()]|\([^()]*\))*\))"
)


def prisma_models(path: str, text: str) -> Iterator[DeclaredTable]:
    """Models with their scalar fields; a relation is no column."""
    blocks = list(_BLOCK.finditer(text))
    models = {b.group(2) for b in blocks if b.group(1) in ("model", "type", "view")}
    for block in blocks:
        if block.group(1) != "model" or "@@ignore" in block.group(3):
            continue
        first = text.count("\n", 0, block.start()) + 1
        columns: dict[str, DeclaredColumn] = {}
        for offset, line in enumerate(block.group(3).split("\n")):
            code = line.split("//")[0].rstrip()
            match = _FIELD.match(code)
            if match is None or match.group(2) in models:
                continue
            name, kind, many, optional, rest = match.groups()
            mapped = _MAP.search(rest)
            number = first + offset
            shape = (kind + (many or "") + (optional or ""), *sorted(_SHAPE.findall(rest)))
            indexed = "@id" in rest or "@unique" in rest
            columns[name] = DeclaredColumn(
                name, mapped.group(1) if mapped else name, number, number, kind, indexed, "", shape
            )
        named = _TABLE.search(block.group(3))
        yield DeclaredTable(
            block.group(2),
            named.group(1) if named else block.group(2),
            path,
            first,
            columns,
            frozenset(_FIRST.findall(block.group(3))),
        )
