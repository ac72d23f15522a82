"""Rows that a function reads and keeps in a variable, and whether the read holds them against other writers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checks.syntax import model as m
from checks.views import FileView

LOCKS = re.compile(
    r"select_for_update|with_for_update|\bFOR\s+(?:NO\s+KEY\s+)?UPDATE\b|\bforUpdate\b|for_update|ForUpdate|pessimistic|PESSIMISTIC|LOCK\.UPDATE|lock\s*:\s*(?:true|t\.|tx\.|transaction\.|trx\.|\{)"
    r"|clause\.Locking|advisory_?x?act?_?lock|advisory_lock|pg_advisory|\bGET_LOCK\b|[sS]erializable|SERIALIZABLE|[rR]epeatable_?\s?[rR]ead|REPEATABLE|LevelSerializable|with_lock|\.lock!?\b"
    r"|\.lock\(|Lock\(|\bmutex\b|[rR]edlock|[lL]ock\w*\.acquire\(|LockModeType|WithLock|Locked\b",
)
VERSIONS = re.compile(
    r"\bversion\b|lock_version|lockVersion|row_?[vV]ersion|\bVersion\b|\betag\b|expected_\w+|previous_\w+|expectedVersion|optimistic|StaleObject|OptimisticLock"
)
_PYTHON_READ = re.compile(
    r"\.objects(?:\.\w+\([^()]*(?:\([^()]*\)[^()]*)*\))*\.(?:get|first|last|latest|earliest|aget|afirst)\("
    r"|\bget_object_or_404\(|\.query\b.*\.(?:get|first|one|one_or_none|get_or_404|first_or_404|scalar)\(|\.(?:scalar_one|scalar_one_or_none|scalars\(\)\.(?:first|one|one_or_none))\("
    r"|\b(?:session|db|s|sess|db_session|async_session|self\.session|self\.db|self\._session)\.(?:get|scalar)\(|\.(?:fetchone|fetchrow|fetch_one|fetchval)\(|\.get_or_none\(|\.get_by_id\(|\.objects\.get_or_create\(|(?:repo|repository|dao)\w*\.(?:get|find|load|fetch)\w*\(",
    re.DOTALL,
)
_JS_READ = re.compile(
    r"\.(?:findUnique|findFirst|findUniqueOrThrow|findFirstOrThrow|findOne|findOneBy|findOneOrFail|findOneByOrFail|findByPk|findById|getOne|getOneOrFail|executeTakeFirst|executeTakeFirstOrThrow|first)\("
    r"|\.query\([^)]*\bSELECT\b|\$queryRaw|\.select\([^)]*\).*\.from\(",
    re.DOTALL | re.IGNORECASE,
)
_GO_READ = re.compile(
    r"\.(?:First|Take|Last|Find|Get|GetContext|Scan|ScanRow|QueryRow|QueryRowContext|StructScan|One)\b"
)
_GO_INTO = frozenset({"First", "Take", "Last", "Find", "Get", "GetContext", "Scan", "StructScan"})
_JAVA_READ = re.compile(
    r"\.(?:findById|findOne|getById|getReferenceById|getOne|find|findBy\w+|getReference|load|get)\("
)
_CSHARP_READ = re.compile(
    r"\.(?:Find|FindAsync|First|FirstAsync|FirstOrDefault|FirstOrDefaultAsync|Single|SingleAsync|SingleOrDefault|SingleOrDefaultAsync)\("
)
_RUBY_READ = re.compile(r"\.(?:find|find_by!?|find_by_\w+!?|first!?|last|take!?)\b")
_MANY = re.compile(
    r"\.objects\b.*\.(?:filter|all|exclude|iterator)\(|\.query\b.*\.all\(|\.scalars\(", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Row:
    """A row (or one of its values) that a variable holds."""

    name: str
    node: m.Node
    """The statement that reads it."""
    text: str
    scalar: bool = False
    """The variable is the value itself (``Scan(&balance)``)."""


def rows_of(view: FileView, function: m.Function) -> Iterator[Row]:
    """Rows read in a function's own body, in source order."""
    assert view.module is not None
    for node in function.body.walk():
        if isinstance(node, m.Assign) and node.value is not None and len(node.targets) == 1:
            yield from _assigned(view, node)
        elif view.language == "go" and isinstance(node, m.Call):
            yield from _filled(view, node)
        elif isinstance(node, m.Loop) and isinstance(node.target, m.Name) and node.iterable is not None:
            text = view.module.text(node.iterable)[:2000]
            if _MANY.search(text):
                yield Row(node.target.id, node.iterable, text)


def _assigned(view: FileView, node: m.Assign) -> Iterator[Row]:
    assert view.module is not None
    assert node.value is not None
    value: m.Expr = node.value
    text = view.module.text(value)[:2000]
    if not _reads(view.language, text, value):
        return
    target = node.targets[0]
    if isinstance(target, m.Name):
        one = (
            re.search(r"\.(?:fetchval|scalar)\(", text) is not None
            and view.language == "python"
            and "select(" in text
            and "." in text
        )
        yield Row(
            target.id,
            node,
            text,
            scalar=bool(re.search(r"\.fetchval\(", text)) or (one and _selects_column(text)),
        )
    elif isinstance(target, (m.Sequence, m.Mapping)):
        # ``const [row] = await ...``, ``const { rows } = await client.query(...)``
        for inner in target.walk():
            if isinstance(inner, m.Name):
                yield Row(
                    inner.id,
                    node,
                    text,
                    scalar=isinstance(target, m.Mapping) and inner.id not in ("rows", "rowCount"),
                )


def _selects_column(text: str) -> bool:
    return re.search(r"select\(\s*\w+\.\w+\s*\)", text) is not None


def _reads(language: str, text: str, value: m.Expr) -> bool:
    if language == "python":
        return bool(_PYTHON_READ.search(text))
    if language in ("javascript", "typescript", "tsx"):
        return bool(_JS_READ.search(text)) and not re.search(r"\.(?:update|create|upsert|insert)\w*\(", text)
    if language == "csharp":
        return bool(_CSHARP_READ.search(text))
    if language in ("java", "kotlin"):
        return bool(_JAVA_READ.search(text)) and bool(
            re.search(r"[rR]epo|Dao|entityManager|\bem\b|[sS]ession|jdbc|s\.find|accounts|orders", text)
        )
    if language == "ruby":
        return bool(_RUBY_READ.search(text)) and bool(re.match(r"\s*[A-Z]\w*", text))
    return False


def _filled(view: FileView, call: m.Call) -> Iterator[Row]:
    """``tx.First(&account, id)``, ``row.Scan(&balance)``."""
    assert view.module is not None
    if not isinstance(call.callee, m.Attr) or call.callee.name not in _GO_INTO:
        return
    for arg in call.args:
        value = arg.value
        if not isinstance(value, m.Unary) or value.op != "&":
            continue
        text = view.module.text(call)[:2000]
        scan = call.callee.name == "Scan"
        if isinstance(value.operand, m.Name):
            yield Row(value.operand.id, m.statement_of(call), text, scalar=scan and "Model(" not in text)
        elif isinstance(value.operand, m.Attr) and isinstance(value.operand.base, m.Name):
            yield Row(value.operand.base.id, m.statement_of(call), text)
