"""Committable changes that close what was left open, where one statement holds it all."""

from __future__ import annotations

import re

from checks.rules import Suggestion
from checks.syntax import model as m
from checks.views import FileView


def for_unnamed(view: FileView, opening: m.Expr) -> Suggestion | None:
    """``return open(path).read()`` in a ``with`` (Python) or a try-with-resources (Java) of its own."""
    statement = m.statement_of(opening)
    allowed = (m.Return, m.Assign, m.ExprStmt) if view.language == "python" else (m.Return, m.ExprStmt)
    if view.module is None or not isinstance(statement, allowed) or statement.line != statement.end_line:
        return None
    if any(
        isinstance(n, (m.Function, m.Comprehension, m.Conditional)) and n.start >= statement.start
        for n in opening.ancestors()
    ):
        return None
    line = view.lines[statement.line - 1]
    written, opened = view.module.text(statement), view.module.text(opening)
    bare = line.strip()
    if "#" in line or "//" in line or bare.rstrip(";") != written.rstrip(";") or written.count(opened) != 1:
        return None
    indent = line[: len(line) - len(line.lstrip())]
    name = next((n for n in ("handle", "opened") if not re.search(rf"\b{n}\b", view.text)), "")
    if not name:
        return None
    inner = bare.replace(opened, name)
    step = "\t" if indent.startswith("\t") else "    "
    if view.language == "python":
        return Suggestion(
            statement.line, statement.line, f"{indent}with {opened} as {name}:\n{indent}{step}{inner}"
        )
    return Suggestion(
        statement.line,
        statement.line,
        f"{indent}try (var {name} = {opened}) {{\n{indent}{step}{inner}\n{indent}}}",
    )


def for_held(view: FileView, opened: m.Assign, held: str) -> Suggestion | None:
    """``defer x.Close()`` after Go's error check; ``using`` before a C# declaration."""
    lines = view.lines[opened.line - 1 : opened.end_line]
    if view.language == "csharp":
        if not opened.declares or opened.line != opened.end_line or "//" in lines[0]:
            return None
        if not isinstance(opened.parent, m.Block) or ";" not in lines[0]:
            return None
        indent = lines[0][: len(lines[0]) - len(lines[0].lstrip())]
        return Suggestion(opened.line, opened.line, f"{indent}using {lines[0].strip()}")
    if view.language != "go" or not isinstance(opened.parent, m.Block):
        return None
    items = opened.parent.items
    place = items.index(opened) + 1
    check = items[place] if place < len(items) else None
    if not isinstance(check, m.If) or check.orelse is not None or check.init is not None:
        return None
    if not re.match(r"err\w*\s*!=\s*nil$", view.module.text(check.test) if view.module is not None else ""):
        return None
    lines = view.lines[opened.line - 1 : check.end_line]
    indent = lines[0][: len(lines[0]) - len(lines[0].lstrip())]
    return Suggestion(opened.line, check.end_line, "\n".join([*lines, f"{indent}defer {held}.Close()"]))
