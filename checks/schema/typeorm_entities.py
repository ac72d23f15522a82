"""TypeORM entities: classes with ``@Entity`` and their column decorators, read from the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.schema.declared import DeclaredColumn, DeclaredTable

QUICK_TYPEORM = re.compile(r"@Entity\s*\(")

_ENTITY = re.compile(r"@Entity\s*\(([^)]*)\)")
_CLASS = re.compile(r"\bclass\s+(\w+)(\s+extends\s+(\w+))?[^{]*\{")
_COLUMN = re.compile(
    r"@(Column|CreateDateColumn|UpdateDateColumn|DeleteDateColumn|VersionColumn|PrimaryColumn|PrimaryGeneratedColumn)\s*\("
)
_OTHER_DECORATOR = re.compile(r"\s*@\w+\s*(?=\()")
_PROPERTY = re.compile(r"\s*(?:(?:public|private|protected|readonly|declare)\s+)*(\w+)\s*[!?]?\s*[:;=]")
_NAME = re.compile(r"\bname\s*:\s*['\"`](\w+)['\"`]")
_TABLE = re.compile(r"^\s*['\"`](\w+)['\"`]|\bname\s*:\s*['\"`](\w+)['\"`]")
_UNIQUE = re.compile(r"\bunique\s*:\s*true\b")
_LEADING = re.compile(r"@(?:Index|Unique)\s*\([^\[)]*\[\s*['\"`](\w+)['\"`]")
_COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/", re.DOTALL)


def typeorm_entities(path: str, text: str) -> Iterator[DeclaredTable]:
    """Tables of one file. Relations are left out: their columns' names follow from the other entity."""
    text = _COMMENT.sub(lambda c: re.sub(r"[^\n]", " ", c.group()), text)
    for entity in _ENTITY.finditer(text):
        cls = _CLASS.search(text, entity.end())
        following = _ENTITY.search(text, entity.end())
        if cls is None or (following is not None and following.start() < cls.start()):
            continue
        end = _closing(text, cls.end() - 1, "{", "}")
        named = _TABLE.search(entity.group(1))
        table = (named.group(1) or named.group(2)) if named else ""
        columns = {c.name: c for c in _columns(text, cls.end(), end)}
        extends = cls.group(3) not in (None, "BaseEntity")
        around = text[entity.start() - 400 if entity.start() > 400 else 0 : cls.start()]
        leading = frozenset(
            _LEADING.findall(around[around.rfind("}") + 1 :] + text[entity.end() : cls.start()])
        )
        yield DeclaredTable(
            cls.group(1), table, path, _line(text, cls.start()), columns, leading, extends=extends
        )


def _columns(text: str, start: int, end: int) -> Iterator[DeclaredColumn]:
    for match in _COLUMN.finditer(text, start, end):
        close = _closing(text, match.end() - 1, "(", ")")
        at = close + 1
        while (other := _OTHER_DECORATOR.match(text, at)) is not None:
            at = _closing(text, other.end(), "(", ")") + 1
        found = _PROPERTY.match(text, at)
        if found is None:
            continue
        name = found.group(1)
        named = _NAME.search(text, match.end(), close)
        column = named.group(1) if named else name
        first, last = _line(text, match.start()), _line(text, found.start(1))
        beside = text[text.rfind(";", start, match.start()) + 1 : found.start(1)]
        indexed = match.group(1).startswith("Primary") or "@Index(" in beside or bool(_UNIQUE.search(beside))
        yield DeclaredColumn(name, column, first, last, indexed=indexed)


def _closing(text: str, start: int, opening: str, closing: str) -> int:
    """Offset of the mark that closes the one at ``start``; the end of the text where none does."""
    depth = 0
    for match in re.compile(rf"[{re.escape(opening + closing)}]").finditer(text, start):
        depth += 1 if match.group() == opening else -1
        if depth == 0:
            return match.start()
    return len(text)


def _line(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1
