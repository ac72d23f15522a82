"""Whether a migration file says how to undo itself, in the form that its tool has for that."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath

from checks.migration_safety.changelogs import change_sets
from checks.migration_safety.migration_files import MigrationFile
from checks.migration_safety.operations import Tool
from checks.migration_safety.sql_tokens import Comment, clean, statements
from checks.syntax import model as m
from checks.views import RepoView

_SECTION = re.compile(
    r"^(?:\+goose|migrate:|[@!+]?\s*)\s*(up|down|rollback|undo)(?:\s+migration)?\b", re.IGNORECASE
)
_SAID = re.compile(
    r"irreversib|not\s+reversible|(?:can(?:not|'t|\s+not)|not)\s+(?:be\s+)?(?:undo|undone|revers|roll)|one[- ]way|forward[- ]only"
    r"|no\s+(?:downgrade|rollback|way\s+back)",
    re.IGNORECASE,
)
_BACK_NAMES = frozenset({"down", "downgrade", "Down"})
_SCRIPT_TOOLS = frozenset({"KNEX", "SEQUELIZE", "TYPEORM"})


class Way(StrEnum):
    """What a file says of the way back."""

    WRITTEN = "written"
    NOTHING = "an empty one"
    MISSING = "none"
    PARTIAL = "a step that the tool cannot undo"
    REFUSED = "said to be impossible"
    UNKNOWN = "not known"


@dataclass(frozen=True, slots=True)
class WayBack:
    """The way back of one file and the line of head that a reader would look at."""

    way: Way
    line: int = 1


def way_back(repo: RepoView, kind: MigrationFile, text: str) -> WayBack:
    """How a migration file is undone; UNKNOWN for tools that have no way back at all."""
    path = kind.path
    if path.endswith(".sql"):
        return _sql(repo, kind, text)
    if kind.tool is Tool.ALEMBIC or kind.tool.name in _SCRIPT_TOOLS:
        return _code(repo, path)
    if kind.tool is Tool.RAILS:
        return _rails(text)
    if kind.tool.name == "EF_CORE":
        return _csharp(text)
    return WayBack(Way.UNKNOWN)


def _sql(repo: RepoView, kind: MigrationFile, text: str) -> WayBack:
    path = kind.path
    if kind.tool is Tool.FLYWAY:
        pure = PurePosixPath(path)
        undo = pure.with_name("U" + pure.name[1:])
        if pure.name.startswith("V"):
            return WayBack(Way.WRITTEN if repo.text(str(undo)) else Way.MISSING)
        return WayBack(Way.UNKNOWN)
    if path.endswith(".up.sql"):
        down = repo.text(path.removesuffix(".up.sql") + ".down.sql")
        return WayBack(Way.MISSING) if down is None else WayBack(_statements(down))
    if kind.tool in (Tool.GOOSE, Tool.DBMATE, Tool.SQL):
        return _sections(kind, text)
    sets = change_sets(path, text)
    if sets:
        missing = [s for s in sets.values() if "rollback" not in s.text]
        return WayBack(Way.MISSING, missing[0].line) if missing else WayBack(Way.WRITTEN)
    return WayBack(Way.UNKNOWN)


def _statements(text: str) -> Way:
    items = list(statements(clean(text)))
    real = [
        i for i in items if not isinstance(i, Comment) and i.tokens[0].text not in ("BEGIN", "COMMIT", "SET")
    ]
    if real and not all(re.match(r"SELECT\s+(?:1|TRUE|NULL)\b", i.text, re.I) for i in real):
        return Way.WRITTEN
    if any(isinstance(i, Comment) and _SAID.search(i.text) for i in items):
        return Way.REFUSED
    return Way.NOTHING


def _sections(kind: MigrationFile, text: str) -> WayBack:
    """goose, dbmate and plain files keep both directions in one file."""
    text = clean(text)
    starts = [
        (i.start, match.group(1).casefold() != "up")
        for i in statements(text)
        if isinstance(i, Comment) and (match := _SECTION.match(i.text))
    ]
    downs = [n for n, (_, down) in enumerate(starts) if down]
    if not downs:
        plain = kind.tool is Tool.SQL and not starts
        return WayBack(Way.UNKNOWN if plain else Way.MISSING)
    first = starts[downs[0]][0]
    end = next((s for s, down in starts[downs[0] + 1 :] if not down), len(text))
    return WayBack(_statements(text[first:end]), text.count("\n", 0, first) + 1)


def _code(repo: RepoView, path: str) -> WayBack:
    module = repo.module(path)
    if module is None or module.broken_lines:
        return WayBack(Way.UNKNOWN)
    back: m.Function | None = None
    forward: m.Function | None = None
    for function in module.every(m.Function):
        name = m.function_name(function)
        if name in _BACK_NAMES and back is None:
            back = function
        elif name in ("up", "upgrade") and forward is None:
            forward = function
    if forward is None:
        return WayBack(Way.UNKNOWN)
    if back is None:
        # ``exports.down = undo`` and helpers that make both directions are not looked into.
        if re.search(r"\b(?:down|downgrade)\s*[=:,}]", "\n".join(module.text_lines)):
            return WayBack(Way.UNKNOWN)
        return WayBack(Way.MISSING, forward.line)
    body = [i for i in back.body.items if not _does_nothing(i)]
    if any(isinstance(i, m.Raise) for i in back.body.items):
        return WayBack(Way.REFUSED, back.line)
    if body:
        return WayBack(Way.WRITTEN, back.line)
    around = "\n".join(module.text_lines[back.line - 1 : back.end_line])
    head = "\n".join(module.text_lines[:20]) if path.endswith(".py") else ""
    if _SAID.search(around) or _SAID.search(head):
        return WayBack(Way.REFUSED, back.line)
    return WayBack(Way.NOTHING, back.line)


def _does_nothing(item: m.Node) -> bool:
    if isinstance(item, m.Jump):
        return True
    if isinstance(item, m.ExprStmt):
        return isinstance(item.value, m.Literal) or _resolved(item.value)
    if isinstance(item, m.Return):
        return item.value is None or isinstance(item.value, m.Literal) or _resolved(item.value)
    return False


def _resolved(expr: m.Expr) -> bool:
    """``Promise.resolve()``."""
    return isinstance(expr, m.Call) and m.dotted(expr.callee) == "Promise.resolve"


_CSHARP_DOWN = re.compile(
    r"\bvoid\s+Down\s*\(\s*MigrationBuilder\b[^)]*\)\s*\{(.*?)^\s{4,8}\}", re.DOTALL | re.MULTILINE
)


def _csharp(text: str) -> WayBack:
    match = _CSHARP_DOWN.search(text)
    if match is None:
        return WayBack(Way.UNKNOWN)
    line = text.count("\n", 0, match.start()) + 1
    body = re.sub(r"//[^\n]*|/\*.*?\*/", "", match.group(1), flags=re.DOTALL).strip()
    if "throw " in body or _SAID.search(match.group(1)):
        return WayBack(Way.REFUSED, line)
    return WayBack(Way.WRITTEN if body else Way.NOTHING, line)


_RAILS_STEP = re.compile(
    r"^\s*(?:execute\b|change_column\s|change_column\(|remove_columns?\s+:\w+,\s*:\w+\s*$|drop_table\s+:\w+\s*$"
    r"|change_column_default\s+:\w+,\s*:\w+,\s*(?!from:|to:|\{)\S+\s*$)",
    re.MULTILINE,
)


def _rails(text: str) -> WayBack:
    """``up`` needs ``down``; ``change`` is undone by Rails but for steps whose reverse it cannot know."""
    code = re.sub(r"^\s*#.*$", "", text, flags=re.MULTILINE)
    up = re.search(r"^\s*def\s+up\b", code, re.MULTILINE)
    down = re.search(r"^([ \t]*)def\s+down\b(.*?)^\1end\b", code, re.DOTALL | re.MULTILINE)
    if "IrreversibleMigration" in code:
        return WayBack(Way.REFUSED)
    if up is not None:
        if down is None:
            return WayBack(Way.MISSING, _line_at(code, up))
        return WayBack(Way.WRITTEN if down.group(2).strip() else Way.NOTHING, _line_at(code, down))
    if re.search(r"\breversible\s+do\b|\breversible\s*\{|\bup_only\b|\brevert\b", code):
        return WayBack(Way.WRITTEN)
    step = _RAILS_STEP.search(code)
    return WayBack(Way.WRITTEN) if step is None else WayBack(Way.PARTIAL, _line_at(code, step))


def _line_at(text: str, match: re.Match[str]) -> int:
    """Line of a match's first character that is no space."""
    lead = len(match.group()) - len(match.group().lstrip())
    return text.count("\n", 0, match.start() + lead) + 1
