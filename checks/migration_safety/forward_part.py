"""What of a migration file a database has run: its forward part, in a form that comments and layout do not change.

Tools that keep a checksum (Flyway, Prisma, sqlx, Liquibase) see every character, so their files are compared as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.migration_safety.migration_files import MigrationFile
from checks.migration_safety.operations import Tool
from checks.migration_safety.sql_tokens import Comment, clean, statements
from checks.syntax import model as m
from checks.views import RepoView

CHECKSUM_TOOLS = frozenset({"FLYWAY", "PRISMA", "SQLX", "LIQUIBASE"})
"""Tools that refuse to go on when a file that ran is not the one they remember."""
_DIRECTION = re.compile(r"^(?:\+goose|migrate:|[@!+]?\s*)\s*(up|down|rollback|undo)\b", re.IGNORECASE)
_BACKWARD = frozenset({"downgrade", "down", "Down"})
_DEPTH = 200
_PLACE = frozenset({"line", "end_line", "start", "end", "parent"})
_TYPES = frozenset({"annotation", "returns"})
_PLAIN = (str, bytes, bool, int, float)


def keeps_checksum(tool: Tool) -> bool:
    """Whether the tool remembers the exact text of what it ran."""
    return tool.name in CHECKSUM_TOOLS


def forward_part(repo: RepoView, kind: MigrationFile, text: str) -> tuple[object, ...]:
    """A value that is equal for two versions of a file which a database could not tell apart."""
    if keeps_checksum(kind.tool):
        return tuple(line.rstrip("\r") for line in text.rstrip().split("\n"))
    if kind.path.endswith(".sql"):
        return tuple(_sql(text))
    module = repo.module(kind.path)
    if module is None or module.broken_lines:
        return tuple(text.split())
    return tuple(
        _shape(item, 0)
        for item in module.body.items
        if not isinstance(item, m.Import) and not _is_text(item) and not _goes_back(item)
    )


def _sql(text: str) -> Iterator[str]:
    """Tokens of the statements that go forward, and the directives that change how they run."""
    down = False
    for item in statements(clean(text)):
        if not isinstance(item, Comment):
            if not down:
                yield from (t.text for t in item.tokens)
                yield ";"
            continue
        match = _DIRECTION.match(item.text)
        if match:
            down = match.group(1).casefold() != "up"
        if re.match(r"\+goose\s+NO|migrate:up\s+\S|no-transaction", item.text, re.IGNORECASE):
            yield f"-- {item.text}"


def _is_text(item: m.Node) -> bool:
    return isinstance(item, m.ExprStmt) and isinstance(item.value, m.Literal)


def _goes_back(item: m.Node) -> bool:
    if isinstance(item, m.Function):
        return item.name in _BACKWARD
    if isinstance(item, m.Assign):
        return any(m.dotted(t).rpartition(".")[2] in _BACKWARD for t in item.targets)
    return False


def _shape(value: object, depth: int) -> object:
    """A node as nested tuples without its place, types, documentation and backward functions."""
    if depth > _DEPTH:
        return "..."
    if isinstance(value, m.Node):
        own = [
            getattr(value, name, None)
            for cls in type(value).__mro__
            for name in sorted(getattr(cls, "__slots__", ()))
            if name not in _PLACE and name not in _TYPES and name not in value.fields
        ]
        below = [_shape(getattr(value, name), depth + 1) for name in value.fields]
        return (type(value).__name__, *(o for o in own if isinstance(o, _PLAIN)), *below)
    if isinstance(value, (list, tuple)):
        return tuple(
            _shape(v, depth + 1)
            for v in value
            if not (isinstance(v, m.Node) and (_is_text(v) or _goes_back(v) or isinstance(v, m.Import)))
        )
    return value
