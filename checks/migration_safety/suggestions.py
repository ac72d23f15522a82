"""Committable replacements where one edit of the migration file mends it: CONCURRENTLY with the tool's mark that turns its
transaction off, and NOT VALID.

Each is a small change of the very lines that the team wrote. Where that is not plainly possible (several kinds of steps in one
file, a call inside a block, a line with more than the statement) there is none: the fix text still shows the way.
"""

from __future__ import annotations

import re

from checks.migration_safety.change_operations import ChangeOperations
from checks.migration_safety.operations import Kind, Operation, Tool
from checks.report import Suggestion
from checks.views import ChangeView

LONGEST = 25
"""Lines that a replacement may span: a mark at the top of the file and the statement below it."""

_INDEXES = frozenset({Kind.CREATE_INDEX, Kind.DROP_INDEX})
_SQL_TEXT_TOOLS = frozenset({Tool.TYPEORM, Tool.KNEX, Tool.SEQUELIZE, Tool.ALEMBIC, Tool.DJANGO, Tool.RAILS})
_INDEX_WORD = re.compile(r"\b((?:CREATE(?:\s+UNIQUE)?|DROP)\s+INDEX)\b(?!\s+CONCURRENTLY)", re.IGNORECASE)
_COMMENT = re.compile(r"\s(?:--|#|//)\s")


def concurrently(view: ChangeView, ops: ChangeOperations, op: Operation) -> Suggestion | None:
    """The index built or dropped CONCURRENTLY, outside the tool's transaction."""
    lines = _lines(view, op)
    if lines is None or op.inline:
        return None
    own = lines[op.line - 1 : op.end_line]
    if op.path.endswith(".sql"):
        changed = _once(own, _INDEX_WORD, r"\1 CONCURRENTLY")
    elif op.tool is Tool.ALEMBIC:
        return _alembic_index(op, own)
    elif op.tool is Tool.RAILS and re.match(r"\s*(?:add|remove)_index\b", own[0]):
        changed = _appended(own, ", algorithm: :concurrently")
    elif op.tool is Tool.EF_CORE and re.match(r"\s*migrationBuilder\.CreateIndex\(", own[0]):
        return _ef_core_index(op, lines)
    elif op.tool is Tool.SEQUELIZE and re.match(
        r"\s*(?:await\s+)?queryInterface\.(?:add|remove)Index\(", own[0]
    ):
        changed = _sequelize_index(own)
    elif op.tool is Tool.DJANGO:
        changed = _once(own, re.compile(r"\bmigrations\.(Add|Remove)Index\("), r"\1IndexConcurrently(")
    elif op.tool in _SQL_TEXT_TOOLS:
        changed = _once(own, _INDEX_WORD, r"\1 CONCURRENTLY")
    else:
        changed = None
    return None if changed is None else _with_mark(ops, op, lines, changed)


def outside(view: ChangeView, ops: ChangeOperations, op: Operation) -> Suggestion | None:
    """The tool's mark that takes the file's only kind of step out of the transaction."""
    lines = _lines(view, op)
    if lines is None or op.tool is Tool.DJANGO:
        return _django_mark(ops, op, lines, lines[op.line - 1 : op.end_line]) if lines else None
    own = lines[op.line - 1 : op.end_line]
    if op.tool is Tool.ALEMBIC and re.match(r"\s*op\.\w+\(", own[0]) and _whole_call(own):
        return Suggestion(op.line, op.end_line, _in_autocommit(own))
    found = _with_mark(ops, op, lines, own)
    return found if found is not None and found.replacement != "\n".join(own) else None


def not_valid(view: ChangeView, op: Operation) -> Suggestion | None:
    """The constraint added without validating old rows."""
    lines = _lines(view, op)
    if lines is None or op.inline:
        return None
    own = lines[op.line - 1 : op.end_line]
    if any(_COMMENT.search(line) for line in own):
        return None
    text = "\n".join(own)
    if op.path.endswith(".sql"):
        changed = re.sub(r"\s*([;,]?)\s*$", r" NOT VALID\1", text, count=1)
    elif op.tool is Tool.RAILS and re.match(r"\s*add_(?:foreign_key|check_constraint)\b", text):
        return _replaced(op, _appended(own, ", validate: false"))
    elif op.tool is Tool.ALEMBIC and re.match(r"\s*op\.create_(?:foreign_key|check_constraint)\(", text):
        return _replaced(op, _argument(own, "postgresql_not_valid=True"))
    elif (
        re.search(r"\bADD\s+(?:CONSTRAINT|FOREIGN\s+KEY|CHECK)\b", text, re.I) and op.tool in _SQL_TEXT_TOOLS
    ):
        changed = re.sub(r";?\s*([`\"']\s*,?\s*\)?\s*;?\s*)$", r" NOT VALID\1", text, count=1)
    else:
        return None
    return None if changed == text else Suggestion(op.line, op.end_line, changed)


def _lines(view: ChangeView, op: Operation) -> list[str] | None:
    text = view.head.text(op.path)
    return None if text is None else text.split("\n")


def _replaced(op: Operation, changed: list[str] | None) -> Suggestion | None:
    return None if changed is None else Suggestion(op.line, op.end_line, "\n".join(changed))


def _once(own: list[str], pattern: re.Pattern[str], replacement: str) -> list[str] | None:
    text = "\n".join(own)
    if len(pattern.findall(text)) != 1:
        return None
    return pattern.sub(replacement, text).split("\n")


def _appended(own: list[str], text: str) -> list[str] | None:
    """A Ruby statement with one more option at its end."""
    last = own[-1].rstrip()
    if (
        _COMMENT.search(last)
        or last.endswith(("do", "{", "|", "\\"))
        or re.search(r"\s(?:if|unless)\s", last)
    ):
        return None
    at = len(last) - 1 if last.endswith(")") and "(" in "\n".join(own).split(None, 1)[0] else len(last)
    return [*own[:-1], last[:at] + text + last[at:]]


def _whole_call(own: list[str]) -> bool:
    return own[-1].rstrip().endswith(")") and "\n".join(own).count("(") == "\n".join(own).count(")")


def _argument(own: list[str], text: str) -> list[str] | None:
    """A Python call with one more keyword argument."""
    if not _whole_call(own):
        return None
    last = own[-1].rstrip()
    if last.strip() == ")":
        before = own[-2].rstrip()
        if _COMMENT.search(before):
            return None
        indent = re.match(r"\s*", own[-2])
        comma = "" if before.endswith(",") else ","
        return [*own[:-2], before + comma, (indent.group() if indent else "") + text + ",", own[-1]]
    return [*own[:-1], f"{last[:-1].rstrip().rstrip(',')}, {text})"]


def _in_autocommit(own: list[str]) -> str:
    indent = re.match(r"\s*", own[0])
    opening = f"{indent.group() if indent else ''}with op.get_context().autocommit_block():"
    return "\n".join([opening, *(f"    {line}" if line else line for line in own)])


def _alembic_index(op: Operation, own: list[str]) -> Suggestion | None:
    text = "\n".join(own)
    if re.match(r"\s*op\.(?:create|drop)_index\(", text):
        changed = _argument(own, "postgresql_concurrently=True")
    elif re.match(r"\s*op\.execute\(", text) and _whole_call(own):
        changed = _once(own, _INDEX_WORD, r"\1 CONCURRENTLY")
    else:
        changed = None
    return None if changed is None else Suggestion(op.line, op.end_line, _in_autocommit(changed))


def _ef_core_index(op: Operation, lines: list[str]) -> Suggestion | None:
    last = lines[op.end_line - 1].rstrip()
    if not last.endswith(");"):
        return None
    indent = re.match(r"\s*", lines[op.line - 1])
    note = (indent.group() if indent else "") + '    .Annotation("Npgsql:CreatedConcurrently", true);'
    return Suggestion(
        op.line, op.end_line, "\n".join([*lines[op.line - 1 : op.end_line - 1], last[:-1], note])
    )


def _sequelize_index(own: list[str]) -> list[str] | None:
    text = "\n".join(own)
    if text.count("{") == 1:
        return re.sub(r"\{\s*", lambda found: found.group() + "concurrently: true, ", text, count=1).split(
            "\n"
        )
    changed = re.sub(r"(['\"\]])\s*\)\s*;?\s*$", r"\1, { concurrently: true });", text)
    return None if changed == text or text.count("{") else changed.split("\n")


# --- the tool's mark ---------------------------------------------------------------------------------------------


def _alone(ops: ChangeOperations, op: Operation) -> bool:
    """Whether the file's migration does nothing else than build and drop indexes."""
    return all(o.kind in _INDEXES for o in ops.forward if o.path == op.path)


def _with_mark(
    ops: ChangeOperations, op: Operation, lines: list[str], changed: list[str]
) -> Suggestion | None:
    """The changed lines, and above them the mark, where the statement would run in a transaction.

    Several indexes share one file and one transaction: a suggestion for one of them would not leave the file clean."""
    own = Suggestion(op.line, op.end_line, "\n".join(changed))
    indexes = [o for o in ops.forward if o.path == op.path and o.kind in _INDEXES]
    if not op.in_transaction:
        single = op.tool in (Tool.GOLANG_MIGRATE, Tool.PRISMA)
        return own if not single or len([o for o in ops.forward if o.path == op.path]) == 1 else None
    if not _alone(ops, op) or len(indexes) != 1:
        return None
    if op.tool is Tool.DJANGO:
        return _django_mark(ops, op, lines, changed)
    if op.tool is Tool.SQLX and op.end_line <= LONGEST:
        return Suggestion(1, op.end_line, "\n".join(["-- no-transaction", *lines[: op.line - 1], *changed]))
    mark = _marked(op, lines)
    if mark is None:
        return None
    at, replaced = mark
    if at + 1 > op.line or op.end_line - at > LONGEST:
        return None
    return Suggestion(at + 1, op.end_line, "\n".join([*replaced, *lines[at + 1 : op.line - 1], *changed]))


def _marked(op: Operation, lines: list[str]) -> tuple[int, list[str]] | None:
    """Index of the line that takes the mark, and what stands there then."""
    if op.transaction_reason.startswith("the file opens"):
        return None
    patterns = {
        Tool.GOOSE: (r"--\s*\+goose\s+Up\b", "-- +goose NO TRANSACTION\n{line}"),
        Tool.DBMATE: (r"--\s*migrate:up\s*$", "{line} transaction:false"),
        Tool.LIQUIBASE: (r"--\s*changeset\b", "{line} runInTransaction:false"),
        Tool.RAILS: (r"\s*class\s+\w+\s*<", "{line}\n  disable_ddl_transaction!\n"),
        Tool.TYPEORM: (r"\s*export\s+(?:default\s+)?class\b.*\{\s*$", "{line}\n  transaction = false;\n"),
    }
    pattern, frame = patterns.get(op.tool, ("", ""))
    if not pattern or (op.tool is Tool.LIQUIBASE and not op.path.endswith(".sql")):
        return None
    places = [i for i in range(op.line - 1) if re.match(pattern, lines[i])]
    if not places:
        return None
    at = places[-1]
    return at, frame.format(line=lines[at].rstrip()).split("\n")


def _django_mark(
    ops: ChangeOperations, op: Operation, lines: list[str], changed: list[str]
) -> Suggestion | None:
    """``atomic = False`` and the import of the concurrent operation."""
    heads = [i for i in range(op.line - 1) if re.match(r"class Migration\(", lines[i])]
    imports = [i for i in range(op.line - 1) if re.match(r"from django\.db import ", lines[i])]
    if not _alone(ops, op) or not heads or not imports or op.end_line - imports[-1] > LONGEST:
        return None
    if any(re.match(r"\s+atomic\s*=", line) for line in lines):
        return None
    start, head = imports[-1], heads[-1]
    name = next(iter(re.findall(r"\b(?:Add|Remove)IndexConcurrently\b", "\n".join(changed))), "")
    imported = f"from django.contrib.postgres.operations import {name}"
    above = [] if not name or any(imported in line for line in lines) else [imported]
    return Suggestion(
        start + 1,
        op.end_line,
        "\n".join(
            [
                *above,
                *lines[start : head + 1],
                "    atomic = False\n",
                *lines[head + 1 : op.line - 1],
                *changed,
            ]
        ),
    )
