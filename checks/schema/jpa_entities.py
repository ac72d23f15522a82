"""Tables of JPA: Java and Kotlin classes with ``@Entity``, read from the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.schema.declared import DeclaredColumn, DeclaredTable
from checks.schema.go_models import snake

QUICK_JPA = re.compile(r"@Entity\b")
_CLASS = re.compile(r"\bclass\s+(\w+)")
_TABLE = re.compile(r"@Table\s*\(")
_NAME = re.compile(r"\bname\s*=\s*\"([^\"]+)\"")
_LIST = re.compile(r"columnList\s*=\s*\"\s*(\w+)")
_UNIQUE = re.compile(r"@UniqueConstraint\s*\([^@]*?columnNames\s*=\s*[\[{]?\s*\"(\w+)\"")
_FIELD = re.compile(
    r"^\s*(?:@[\w.:]+(?:\([^()]*\))?\s*)*(?:private|protected|public|final|lateinit|internal|override|\s)*"
    r"(?:(?:va[lr])\s+(?P<kotlin>\w+)\s*:\s*(?P<ktype>[\w.<>?]+)|(?P<type>[\w.]+)\s+(?P<java>\w+)\s*(?:=[^;]*)?;)",
)
_RELATION = re.compile(
    r"@(?:ManyToOne|OneToMany|ManyToMany|OneToOne|Embedded|ElementCollection|Transient|Formula)\b"
)
_KEY = re.compile(r"@(?:field:)?(?:Id|EmbeddedId|NaturalId)\b|\bunique\s*=\s*true")


def jpa_entities(path: str, text: str) -> Iterator[DeclaredTable]:
    """The entity of one file; a relation is no column here, for its key's name follows from the other entity."""
    entity = QUICK_JPA.search(text)
    cls = _CLASS.search(text, entity.end()) if entity else None
    if entity is None or cls is None:
        return
    head = text[: cls.start()]
    table = _TABLE.search(head)
    named = _NAME.search(head, table.end()) if table else None
    leading = frozenset({*_LIST.findall(head), *_UNIQUE.findall(head)})
    columns: dict[str, DeclaredColumn] = {}
    first = text.count("\n", 0, cls.start()) + 1
    pending = ""
    for offset, line in enumerate(text[cls.start() :].split("\n")):
        stripped = line.strip()
        if stripped.startswith("@"):
            pending += stripped + "\n"
        field = None if offset == 0 else _FIELD.match(line.split("//")[0])
        if field is None:
            if not stripped.startswith("@") and stripped.endswith((";", "}", "{")):
                pending = ""
            continue
        name = field.group("java") or field.group("kotlin")
        kind = field.group("type") or field.group("ktype")
        marks, pending = pending + stripped, ""
        if _RELATION.search(marks) or kind in ("return", "import", "package") or "static " in stripped:
            continue
        written = re.search(r"@(?:field:)?Column\s*\([^)]*\bname\s*=\s*\"([^\"]+)\"", marks)
        column = written.group(1) if written else snake(name)
        indexed = bool(_KEY.search(marks)) or bool({name, column} & leading)
        columns.setdefault(name, DeclaredColumn(name, column, first + offset, first + offset, kind, indexed))
    yield DeclaredTable(
        cls.group(1),
        named.group(1) if named and named.start() < cls.start() and _before_index(head, named) else "",
        path,
        first,
        columns,
        leading,
        extends=bool(re.match(r"class\s+\w+\s+extends\b", text[cls.start() :])),
    )


def _before_index(head: str, named: re.Match[str]) -> bool:
    return not re.search(r"@(?:Index|UniqueConstraint)\s*\([^)]*$", head[: named.start()])
