"""A row is read, changed in memory and written back, and nothing keeps another writer out in between."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from checks.migration_safety.app_transactions import transactions
from checks.migration_safety.lost_update_examples import (
    GO_BAD,
    GO_GOOD,
    JAVA_BAD,
    PYTHON_BAD,
    PYTHON_GOOD,
    TS_BAD,
    TS_GOOD,
)
from checks.migration_safety.row_reads import LOCKS, VERSIONS, Row, rows_of
from checks.report import Evidence, Severity
from checks.rules import Defect, Example, Rule, Site
from checks.syntax import model as m
from checks.views import ChangeView, FileView

_ARITHMETIC = frozenset({"+", "-", "*", "/", "//", "%", "|", "&", "^", "**"})
_AUGMENTED = frozenset({"+=", "-=", "*=", "/=", "//=", "|=", "%="})
_JAVA_MATH = frozenset({"add", "subtract", "multiply", "divide", "plus", "minus", "plusMoney", "negate"})
_SAVES = frozenset(
    {
        "save", "asave", "add", "merge", "persist", "update", "update!", "Save", "Updates", "Update", "saveAndFlush", "flush", "commit",
        "add_all", "bulk_update", "save!", "updateOne", "insertOrUpdate", "upsert", "Commit", "bulk_save_objects", "SaveChanges", "SaveChangesAsync",
    }
)  # fmt: skip
_WRITES = frozenset(
    {
        "update", "updateMany", "updateOne", "upsert", "save", "values", "set", "Update", "Updates", "UpdateColumn", "execute", "query",
        "Exec", "ExecContext", "MustExec", "NamedExec", "$executeRaw", "raw", "run", "fetch", "update_columns", "update_column", "update!",
        "executemany", "update_attribute", "update_all", "executeUpdate",
    }
)  # fmt: skip
_SQL_CALLS = frozenset(
    {
        "execute",
        "query",
        "Exec",
        "ExecContext",
        "MustExec",
        "NamedExec",
        "$executeRaw",
        "raw",
        "run",
        "fetch",
        "executeUpdate",
    }
)
_UPDATE = re.compile(r"\b(?:UPDATE|MERGE)\b", re.IGNORECASE)
_QUICK = re.compile(
    r"\.[sS]ave|\.commit\(|\.update|\.Save\(|\.Update|UPDATE\s|\.flush\(|\.persist\(|\.merge\(|\.add\(|\.begin\(|setBalance|@Transactional|\.set\("
)
_MODEL_VERSIONS = (
    "version_id_col", "VersionColumn", "lock_version", "optimisticLock", "IntegerVersionField", "AutoIncVersionField", "@Version", "Version",
    "ConcurrencyCheck", "Timestamp", "optimisticlock",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Change:
    """A new value made from the old one: where, of which row and field."""

    node: m.Node
    row: Row
    field: str
    written: bool
    """The statement itself writes the row; False for a change of the object in memory."""


def check(view: FileView) -> Iterator[Site]:
    """Every read-modify-write of a row is a site."""
    if view.module is None or not _QUICK.search(view.text):
        return
    open_ = transactions(view)
    seen: set[int] = set()
    for function in view.flow.functions():
        if m.enclosing(function, m.Function) is not None and not _stands_alone(function):
            continue
        rows: dict[str, list[Row]] = {}
        for row in rows_of(view, function):
            rows.setdefault(row.name, []).append(row)
        if not rows:
            continue
        for change in _changes(view, function, rows):
            if change.node.start in seen:
                continue
            within = any(t.holds(change.node) for t in open_)
            if not change.written and not _saved(view, function, change, within):
                continue
            seen.add(change.node.start)
            safe = _is_safe(view, function, change)
            defect = None if safe else _defect(view, change, within)
            read = change.row.node
            yield view.site(change.node, defect, touched_by=((read.line, read.end_line),))


def _stands_alone(function: m.Function) -> bool:
    """Nested functions belong to the one around them."""
    return m.enclosing(function, m.Function) is None


def _changes(view: FileView, function: m.Function, rows: dict[str, list[Row]]) -> Iterator[_Change]:
    derived: dict[str, tuple[Row, str]] = {}
    for node in function.body.walk():
        if isinstance(node, m.Assign) and node.value is not None and len(node.targets) == 1:
            yield from _assignment(node, rows, derived)
        elif isinstance(node, m.Call):
            yield from _call(view, node, rows, derived)


def _row(rows: dict[str, list[Row]], name: str, at: m.Node) -> Row | None:
    """The last row read into a name before a place."""
    found = [r for r in rows.get(name, ()) if r.node.start < at.start]
    return found[-1] if found else None


def _assignment(
    node: m.Assign, rows: dict[str, list[Row]], derived: dict[str, tuple[Row, str]]
) -> Iterator[_Change]:
    target, value = node.targets[0], node.value
    assert value is not None
    place = _field_of(target, rows, node)
    if place is not None:
        row, field = place
        if node.op in _AUGMENTED or _from_old(value, rows, derived, node, field) is not None:
            yield _Change(m.statement_of(node), row, field, False)
        return
    if not isinstance(target, m.Name):
        return
    row_ = _row(rows, target.id, node)
    if (
        row_ is not None
        and row_.scalar
        and (node.op in _AUGMENTED or _computes(value, rows, node) is not None)
    ):
        derived[target.id] = (row_, target.id)
        return
    source = _computes(value, rows, node)
    if source is not None:
        derived[target.id] = source


def _field_of(target: m.Expr, rows: dict[str, list[Row]], at: m.Node) -> tuple[Row, str] | None:
    """``account.balance`` or ``account["balance"]`` of a row that was read."""
    if isinstance(target, m.Attr) and isinstance(target.base, m.Name):
        row = _row(rows, target.base.id, at)
        return None if row is None or row.scalar else (row, target.name)
    if isinstance(target, m.Index) and isinstance(target.base, m.Name) and isinstance(target.key, m.Literal):
        row = _row(rows, target.base.id, at)
        return None if row is None or not isinstance(target.key.value, str) else (row, target.key.value)
    return None


def _computes(value: m.Expr, rows: dict[str, list[Row]], at: m.Node) -> tuple[Row, str] | None:
    """The row and field that an arithmetic expression is made from."""
    if not _is_arithmetic(value):
        return None
    for part in value.walk():
        found = _read_of(part, rows, at)
        if found is not None:
            return found
    return None


def _is_arithmetic(value: m.Expr) -> bool:
    for part in value.walk():
        if isinstance(part, m.Binary) and part.op in _ARITHMETIC:
            return True
        if isinstance(part, m.Call) and isinstance(part.callee, m.Attr) and part.callee.name in _JAVA_MATH:
            return True
    return False


def _read_of(part: m.Node, rows: dict[str, list[Row]], at: m.Node) -> tuple[Row, str] | None:
    if isinstance(part, m.Attr) and isinstance(part.base, m.Name):
        row = _row(rows, part.base.id, at)
        if row is not None and not row.scalar:
            return row, re.sub(r"^get(?=[A-Z])", "", part.name)
    if (
        isinstance(part, m.Attr)
        and isinstance(part.base, m.Index)
        and isinstance(part.base.base, (m.Name, m.Attr))
    ):
        # ``rows[0].balance``, ``result.rows[0].balance``
        root = m.dotted(part.base.base).split(".")[0]
        row = _row(rows, root, at)
        if row is not None:
            return row, part.name
    if isinstance(part, m.Index) and isinstance(part.base, m.Name) and isinstance(part.key, m.Literal):
        row = _row(rows, part.base.id, at)
        if row is not None:
            return row, str(part.key.value)
    if isinstance(part, m.Name) and not isinstance(part.parent, m.Attr):
        row = _row(rows, part.id, at)
        if row is not None and row.scalar:
            return row, part.id
    return None


def _from_old(
    value: m.Expr, rows: dict[str, list[Row]], derived: dict[str, tuple[Row, str]], at: m.Node, field: str
) -> tuple[Row, str] | None:
    """Whether a value is computed from the same field's old value, directly or through a variable."""
    for part in value.walk():
        if isinstance(part, m.Name) and part.id in derived and _same(derived[part.id][1], field):
            return derived[part.id]
    if not _is_arithmetic(value):
        return None
    for part in value.walk():
        found = _read_of(part, rows, at)
        if found is not None and _same(found[1], field):
            return found
    return None


def _same(one: str, other: str) -> bool:
    plain = one.replace("_", "").casefold(), other.replace("_", "").casefold()
    return plain[0] == plain[1] or one.isdigit()


def _call(
    view: FileView, call: m.Call, rows: dict[str, list[Row]], derived: dict[str, tuple[Row, str]]
) -> Iterator[_Change]:
    name = call.callee.name if isinstance(call.callee, m.Attr) else ""
    assert view.module is not None
    if view.language == "java" and re.match(r"set[A-Z]", name) and isinstance(call.callee, m.Attr):
        base = call.callee.base
        row = _row(rows, base.id, call) if isinstance(base, m.Name) else None
        if (
            row is not None
            and call.args
            and _from_old(call.args[0].value, rows, derived, call, name[3:]) is not None
        ):
            yield _Change(m.statement_of(call), row, name[3:4].lower() + name[4:], False)
        return
    if name not in _WRITES:
        return
    if name in _SQL_CALLS:
        text = view.module.text(call)
        if not _UPDATE.search(text):
            return
        for arg in call.args:
            found = _any_old(arg.value, rows, derived, call)
            if found is not None:
                yield _Change(m.statement_of(call), found[0], found[1], True)
                return
        return
    for field, value in _data(call):
        found = _from_old(value, rows, derived, call, field)
        if found is not None:
            yield _Change(m.statement_of(call), found[0], field, True)
            return


def _any_old(
    value: m.Expr, rows: dict[str, list[Row]], derived: dict[str, tuple[Row, str]], at: m.Node
) -> tuple[Row, str] | None:
    """A parameter of an UPDATE that is computed from a value read before."""
    for part in value.walk():
        if isinstance(part, m.Name) and part.id in derived:
            return derived[part.id]
        if isinstance(part, m.Binary) and part.op in _ARITHMETIC:
            for inner in part.walk():
                found = _read_of(inner, rows, at)
                if found is not None:
                    return found
    return None


def _data(call: m.Call) -> Iterator[tuple[str, m.Expr]]:
    """Fields and values that a write is given: keywords, members of its objects, GORM's ``Update("balance", value)``."""
    for arg in call.args:
        if arg.name:
            yield arg.name, arg.value
    first, second = call.positional(0), call.positional(1)
    if isinstance(first, m.Literal) and isinstance(first.value, str) and second is not None:
        yield first.value, second
    for arg in call.args:
        for node in arg.value.walk():
            if (
                isinstance(node, m.Pair)
                and isinstance(node.key, m.Literal)
                and isinstance(node.key.value, str)
            ):
                yield node.key.value, node.value


def _saved(view: FileView, function: m.Function, change: _Change, within: bool) -> bool:
    """Whether the object's changes reach the database in this function."""
    if within and view.language in ("java", "kotlin"):
        return True
    for node in function.body.walk():
        if (
            not isinstance(node, m.Call)
            or node.start < change.node.start
            or not isinstance(node.callee, m.Attr)
        ):
            continue
        name = node.callee.name
        if name in _SQL_CALLS and _UPDATE.search(view.module.text(node) if view.module else ""):
            field = change.field.casefold()
            if any(
                isinstance(n, m.Attr) and n.name.casefold() == field and m.dotted(n.base) == change.row.name
                for a in node.args
                for n in a.value.walk()
            ):
                return True
        if name not in _SAVES:
            continue
        base = m.dotted(node.callee.base)
        if base == change.row.name:
            return True
        if name in ("commit", "flush", "Commit"):
            return view.language == "python"
        if name.startswith("SaveChanges"):
            return True
        if any(_names(a.value, change.row.name) for a in node.args):
            return True
    return within and view.language == "python" and ".objects" not in change.row.text


def _names(expr: m.Expr, name: str) -> bool:
    inner = expr.operand if isinstance(expr, m.Unary) else expr
    if isinstance(inner, (m.Sequence, m.Mapping)):
        return any(isinstance(n, m.Name) and n.id == name for n in inner.walk())
    return isinstance(inner, m.Name) and inner.id == name


def _is_safe(view: FileView, function: m.Function, change: _Change) -> bool:
    """A lock before the change, a version in the write, or a model with a version column."""
    assert view.module is not None
    text = view.module.text(function)
    offset = change.node.end - function.start
    before = view.module.source[function.start : function.start + max(0, offset)].decode("utf-8", "replace")
    if LOCKS.search(before) or any("ock" in view.module.text(d) for d in function.decorators):
        return True
    if VERSIONS.search(text):
        return True
    if _guarded(view, change):
        return True
    model = _model_of(change.row.text)
    return bool(model) and model in _versioned_models(view)


def _guarded(view: FileView, change: _Change) -> bool:
    """The write's own condition names the old value: ``WHERE balance = $2``, ``where: { id, balance: account.balance }``."""
    assert view.module is not None
    text = view.module.text(change.node)
    field = re.escape(change.field)
    if re.search(rf"\bWHERE\b.*\b{field}\b\s*(?:=|>=|<=)", text, re.IGNORECASE | re.DOTALL):
        return True
    where = re.search(r"where\s*:\s*\{(.*?)\}", text, re.DOTALL)
    return where is not None and re.search(rf"\b{field}\b", where.group(1)) is not None


def _model_of(text: str) -> str:
    match = re.search(
        r"\b([A-Z]\w+)\.(?:objects|query)\b|\b(?:get|select|query|get_object_or_404|scalar)\(\s*(?:select\(\s*)?([A-Z]\w+)\b|\b(\w+?)(?:Repository|Repo)\b|\b([A-Z]\w+)\.find",
        text,
    )
    if match is None:
        return ""
    name = next(g for g in match.groups() if g)
    return name[:1].upper() + name[1:]


_VERSIONED: WeakKeyDictionary[ChangeView, frozenset[str]] = WeakKeyDictionary()


def _versioned_models(view: FileView) -> frozenset[str]:
    """Classes whose own body has a version column that the ORM checks by itself."""
    known = _VERSIONED.get(view.view)
    if known is None:
        found: set[str] = set()
        paths = {
            p
            for p, _, _ in view.repo.search(
                _MODEL_VERSIONS, suffixes=(".py", ".ts", ".js", ".java", ".kt", ".rb", ".cs")
            )
        }
        for path in sorted(paths)[:200]:
            text = view.repo.text(path) or ""
            for match in re.finditer(r"\bclass\s+(\w+)", text):
                end = text.find("\nclass ", match.end())
                body = text[match.end() : end if end > 0 else len(text)]
                if re.search(
                    r"version_id_col|@VersionColumn|@Version\b|\[Timestamp\]|\[ConcurrencyCheck\]|lock_version|VersionField\(|optimisticLock\s*:\s*true",
                    body,
                ):
                    found.add(match.group(1))
        known = frozenset(found)
        _VERSIONED[view.view] = known
    return known


def _defect(view: FileView, change: _Change, within: bool) -> Defect:
    shown = change.field if change.row.scalar else f"{change.row.name}.{change.field}"
    where = "; the transaction alone does not prevent it" if within else ""
    return Defect(
        f"`{shown}` is computed from the value read on line {change.row.node.line} and written back: of two requests at once one update is lost{where}.",
        fix=_fix(view, change),
        evidence=(Evidence(view.path, change.row.node.line, "the row is read here without a lock"),),
        key=change.field,
    )


def _fix(view: FileView, change: _Change) -> str:
    field, text = change.field, change.row.text
    if view.language == "python":
        if ".objects" in text or "get_object_or_404" in text:
            return f'Let the database add: `.update({field}=F("{field}") + ...)`, or read the row with `select_for_update()` inside `transaction.atomic()`.'
        if "fetch" in text:
            return f"Write `SET {field} = {field} + ...` in the UPDATE, or read the row with `FOR UPDATE` in the same transaction."
        return f"Read the row with `with_for_update=True` (`.with_for_update()`), or let the database add: `update(...).values({field}=Model.{field} + ...)`."
    if view.language == "go":
        if "First(" in text or "Take(" in text:
            return f'Use `Update("{field}", gorm.Expr("{field} + ?", n))`, or read with `Clauses(clause.Locking{{Strength: "UPDATE"}})` in the transaction.'
        return f"Write `SET {field} = {field} + $1` in the UPDATE, or read the row with `FOR UPDATE` in the same transaction."
    if view.language == "csharp":
        return "Give the entity a row version (`[Timestamp]` or `IsRowVersion()`), or update it with one atomic `ExecuteUpdateAsync`."
    if view.language in ("java", "kotlin"):
        return "Read the row with `@Lock(LockModeType.PESSIMISTIC_WRITE)`, give the entity a `@Version` field, or update it with one atomic query."
    if view.language == "ruby":
        return f"Use `with_lock do ... end`, or `update_counters`/`increment!` for {field}."
    return f"Let the database add (`{{ {field}: {{ increment: n }} }}`, `SET {field} = {field} + $1`), or read the row with `FOR UPDATE` in the transaction."


RULE = Rule(
    id="migration-safety/lost-update",
    severity=Severity.WARNING,
    languages=("python", "javascript", "typescript", "go", "java", "kotlin", "csharp", "ruby"),
    title="Read, changed and written back without a lock",
    what="A row is read, a new value is computed from its old one in the application, and the result is written back, without a row lock, a version "
    "column or an atomic expression.",
    why="Two requests that read the same old value both write their own result, and one of the two changes is gone: money, stock and counters drift "
    "silently. READ COMMITTED transactions do not prevent it.",
    fix="Let the database compute (`SET x = x + 1`), lock the row when it is read (`FOR UPDATE`), or check a version column in the write.",
    local=True,
    site="each new value that is computed from a row read before and written back",
    cwe="CWE-362",
    references=(
        "https://www.postgresql.org/docs/current/transaction-iso.html",
        "https://docs.djangoproject.com/en/5.2/ref/models/expressions/#avoiding-race-conditions-using-f",
        "https://www.prisma.io/docs/orm/prisma-client/queries/transactions#optimistic-concurrency-control",
    ),
    bad=(
        Example({"bank/accounts.py": PYTHON_BAD}, sites=2),
        Example({"src/accounts.ts": TS_BAD}, sites=1),
        Example({"internal/bank/store.go": GO_BAD}, sites=1),
        Example({"src/main/java/bank/Accounts.java": JAVA_BAD}, sites=1),
    ),
    good=(
        Example({"bank/accounts.py": PYTHON_GOOD}, sites=1),
        Example({"src/accounts.ts": TS_GOOD}, sites=1),
        Example({"internal/bank/store.go": GO_GOOD}, sites=1),
    ),
)
