"""Transactions begun by hand with a path that neither commits nor rolls back."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.error_handling.missing_rollback_examples import BAD, GOOD
from checks.error_handling.name_uses import bound_name
from checks.report import Severity
from checks.rules import Defect, Rule, Site
from checks.syntax import model as m
from checks.views import FileView

_BEGIN_TEXT = re.compile(r"^\s*(?:BEGIN|START\s+TRANSACTION)\b(?!.*\bCOMMIT\b)", re.IGNORECASE | re.DOTALL)
_PYTHON_BEGIN = frozenset(
    {"begin", "begin_nested", "begin_transaction", "start_transaction", "begin_twophase"}
)
_SCRIPT_BEGIN = frozenset(
    {"transaction", "startTransaction", "beginTransaction", "unmanagedTransaction", "begin"}
)
_GO_BEGIN = frozenset({"Begin", "BeginTx", "Beginx", "BeginTxx", "BeginTxm", "MustBegin", "MustBeginTx"})
_ROLLBACK = re.compile(r"roll_?back|abortTransaction|abort_transaction|\babort\(|ROLLBACK", re.IGNORECASE)
_COMMIT = re.compile(r"\.commit\w*\(|[\"'`]\s*COMMIT", re.IGNORECASE)
_STARTS = re.compile(r"^_*(?:begin|start|open|enter|connect|__a?enter__)", re.IGNORECASE)
_DRIVERS = (
    "psycopg2",
    "psycopg",
    "sqlite3",
    "pymysql",
    "MySQLdb",
    "mysql.connector",
    "cx_Oracle",
    "oracledb",
    "pyodbc",
)


def check(view: FileView) -> Iterator[Site]:
    """Every transaction that is begun by hand is a site."""
    if view.module is None or not _COMMIT.search(view.text):
        return
    for call in view.flow.calls():
        if not _begins(view, call):
            continue
        function = m.enclosing(call, m.Function)
        if (
            function is None
            or _STARTS.match(m.function_name(function))
            or not _COMMIT.search(_code(view, function.body))
        ):
            continue
        if view.language == "go":
            defect = _go(view, call, function)
        elif view.language == "java":
            defect = _java(view, call, function)
        else:
            defect = _judge(view, call, function)
        # A rollback taken away, or a return put before the commit, is the change's own too.
        whole = () if defect is None else ((function.line, function.end_line),)
        yield view.site(m.statement_of(call), defect, touched_by=whole)


def _code(view: FileView, node: m.Node) -> str:
    assert view.module is not None
    return view.module.text(node)


def _begins(view: FileView, call: m.Call) -> bool:
    callee = call.callee
    if not isinstance(callee, m.Attr) or isinstance(call.parent, m.WithItem):
        return False
    name = callee.name
    if name in ("execute", "query", "exec", "Exec", "ExecContext", "raw"):
        return any(
            isinstance(a.value, m.Literal)
            and isinstance(a.value.value, str)
            and bool(_BEGIN_TEXT.match(a.value.value))
            for a in call.args[:2]
        )
    if view.language == "java":
        return _java_begin(view, call, callee)
    if view.language == "go":
        return name in _GO_BEGIN and bound_name(call) not in ("", "_")
    if view.language == "python":
        if name == "cursor":
            return view.flow.imports_any(*_DRIVERS) and bool(bound_name(call)) and not _closing(call)
        if name == "start":  # asyncpg's `tx = connection.transaction(); await tx.start()`
            return view.flow.resolve(callee.base).endswith(".transaction()")
        return name in _PYTHON_BEGIN and not _closing(call)
    if name not in _SCRIPT_BEGIN or any(isinstance(a.value, m.Function) for a in call.args):
        return False
    if name in ("transaction", "begin"):
        return bool(bound_name(call)) and isinstance(call.parent, m.Await)
    return True


def _closing(call: m.Call) -> bool:
    """``with conn.begin() as tx``, ``with closing(conn.cursor())``, ``async with await conn.begin()``."""
    return any(
        isinstance(n, m.WithItem) for n in call.ancestors() if not isinstance(n, (m.Function, m.Block))
    )


# --- Python and JavaScript -----------------------------------------------------------------------------------


def _judge(view: FileView, call: m.Call, function: m.Function) -> Defect | None:
    finals = (
        [t.final for t in view.module.every(m.Try) if t.final is not None and _within(t, function)]
        if view.module
        else []
    )
    for final in finals:
        if _COMMIT.search(_code(view, final)) and not _ROLLBACK.search(_code(view, final)):
            return Defect(
                "The commit stands in `finally`: after an error the half-done work is committed too.",
                fix="Commit at the end of the try block; roll back in the handler.",
                key="finally",
            )
    body = _code(view, function.body)
    if not _ROLLBACK.search(body):
        if _managed(view, function, body, finals):
            return None
        return Defect(
            "After an error between this begin and the commit nobody rolls back: locks and half-done work stay on the connection."
        )
    if _closed_at_the_end(view, finals) or any(_ROLLBACK.search(_code(view, f)) for f in finals):
        return None
    return _open_handler(view, function) or _open_return(view, call, function)


def _closed_at_the_end(view: FileView, finals: list[m.Block]) -> bool:
    """Closing a connection or session ends its transaction; giving it back to a pool does not."""
    return any(re.search(r"\.(?:close|end_?[sS]ession|end)\(", _code(view, f)) for f in finals)


def _commits(view: FileView, function: m.Function) -> list[int]:
    """Where the function commits."""
    return [
        n.start
        for n in function.body.walk_scope()
        if isinstance(n, m.Call) and _COMMIT.search(_code(view, n)) and not isinstance(n.parent, m.Attr)
    ]


def _open_handler(view: FileView, function: m.Function) -> Defect | None:
    """One of several handlers around the commit that leaves without a rollback, while another rolls back."""
    commits = _commits(view, function)
    for guarded in function.body.walk_scope():
        if not isinstance(guarded, m.Try) or not any(guarded.start <= c < guarded.end for c in commits):
            continue
        rolling = [h for h in guarded.handlers if _ROLLBACK.search(_code(view, h))]
        if not rolling:
            continue
        for handler in guarded.handlers:
            last = handler.body.items[-1] if handler.body.items else None
            if (
                handler not in rolling
                and isinstance(last, (m.Return, m.Raise))
                and not _rolls_outside(view, guarded)
            ):
                return Defect(
                    f"The handler at line {handler.line} leaves without a rollback: the transaction stays open on the connection.",
                    fix="Roll back in every handler, or once in a handler that catches all and raises again.",
                    key="handler",
                )
    return None


def _rolls_outside(view: FileView, guarded: m.Try) -> bool:
    return any(
        isinstance(n, m.Try)
        and (
            any(_ROLLBACK.search(_code(view, h)) for h in n.handlers)
            or (n.final is not None and bool(_ROLLBACK.search(_code(view, n.final))))
        )
        for n in guarded.ancestors()
    )


def _open_return(view: FileView, call: m.Call, function: m.Function) -> Defect | None:
    """A return between an explicit begin and the commit, with no rollback before it."""
    commits = _commits(view, function)
    if not commits or (isinstance(call.callee, m.Attr) and call.callee.name == "cursor"):
        return None
    if any(isinstance(n, m.WithItem) and not _is_cursor(view, n) for n in function.body.walk_scope()):
        return None
    for node in function.body.walk_scope():
        if not isinstance(node, m.Return) or not call.end <= node.start < max(commits):
            continue
        if any(isinstance(n, m.Handler) for n in node.ancestors()) or _ends(view, node, call):
            continue
        return Defect(
            f"The return on line {node.line} ends neither by commit nor by rollback: the transaction stays open on the connection.",
            fix="Roll back before that return.",
            key="return",
        )
    return None


def _ends(view: FileView, exit_: m.Return, call: m.Call) -> bool:
    """Whether a commit or rollback stands before the exit in its own block or one around it, after the begin."""
    assert view.module is not None
    if _ROLLBACK.search(_code(view, exit_)) or _COMMIT.search(_code(view, exit_)):
        return True
    for block in exit_.ancestors():
        if isinstance(block, m.Function):
            return False
        if isinstance(block, m.Block):
            for item in block.items:
                if call.end <= item.start < exit_.start and item.end <= exit_.start:
                    text = _code(view, item)
                    if _ROLLBACK.search(text) or _COMMIT.search(text):
                        return True
    return False


def _is_cursor(view: FileView, item: m.WithItem) -> bool:
    """``with connection.cursor()`` ends no transaction."""
    return bool(re.search(r"\.cursor\([^()]*\)\)?$", _code(view, item.value)))


def _within(node: m.Node, function: m.Function) -> bool:
    return function.start <= node.start and node.end <= function.end


def _managed(view: FileView, function: m.Function, body: str, finals: list[m.Block]) -> bool:
    """A connection that is closed on every path, or a ``with`` that ends the transaction by itself."""
    if any(
        re.search(r"\.(?:close|end_?[sS]ession|release)\(", _code(view, f))
        for f in finals
        if not re.search(r"release\(", _code(view, f))
    ):
        return True
    if re.search(r"autocommit\s*=\s*True|isolation_level\s*=\s*None", view.text):
        return True
    for item in view.module.every(m.WithItem) if view.module is not None else ():
        if _is_cursor(view, item) or re.search(r"\bpool\.acquire\(", _code(view, item.value)):
            continue
        if _within(item, function) and re.search(
            r"conn|begin|transaction|atomic|session|closing|engine|db\b", _code(view, item.value)
        ):
            return True
    helper = re.search(r"\b(?:with_?[tT]ransaction|transactional|atomic|unit_of_work)\b", body)
    return helper is not None or any(
        "atomic" in m.dotted(d) or "transaction" in m.dotted(d).lower() for d in function.decorators
    )


# --- Java ----------------------------------------------------------------------------------------------------

_JAVA_BEGIN = re.compile(
    r"(?:Transaction\(\)|UserTransaction|EntityTransaction|\btx|\butx|[tT]ransaction)(?:\(\))?$"
)


def _java_begin(view: FileView, call: m.Call, callee: m.Attr) -> bool:
    if callee.name == "setAutoCommit":
        return view.flow.constant(call.positional(0)) is False
    if callee.name == "begin":
        return not call.args and bool(
            _JAVA_BEGIN.search(view.flow.resolve(callee.base) or m.dotted(callee.base))
        )
    if callee.name == "beginTransaction":
        return True
    return callee.name == "getTransaction" and bool(call.args) and "anager" in view.flow.resolve(callee.base)


def _java(view: FileView, call: m.Call, function: m.Function) -> Defect | None:
    body = _code(view, function.body)
    for guarded in (n for n in function.body.walk_scope() if isinstance(n, m.Try) and n.final is not None):
        final = "" if guarded.final is None else _code(view, guarded.final)
        if _COMMIT.search(final) and not _ROLLBACK.search(final):
            return Defect(
                "The commit stands in `finally`: after an error the half-done work is committed too.",
                fix="Commit at the end of the try block; roll back in the handler.",
                key="finally",
            )
        if _ROLLBACK.search(final):
            return None
    if not _ROLLBACK.search(body):
        name = bound_name(call)
        if name and _handed_on(name, body):
            return None
        return Defect(
            "After an error between this begin and the commit nobody rolls back: locks and half-done work stay on the connection.",
            fix="Roll back in a handler around it and raise again, or use `@Transactional` or a `TransactionTemplate`.",
        )
    left = _return_without_end(view, call, function)
    if left is None or any(
        left in set(h.walk()) for h in function.body.walk_scope() if isinstance(h, m.Handler)
    ):
        return _open_handler(view, function)
    return Defect(
        f"The return on line {left.line} ends neither by commit nor by rollback: the transaction stays open.",
        fix="Roll back before that return.",
    )


# --- Go ------------------------------------------------------------------------------------------------------


def _go(view: FileView, call: m.Call, function: m.Function) -> Defect | None:
    name = bound_name(call)
    body = _code(view, function.body)
    if name and _handed_on(name, body):
        return None
    source = m.dotted(call.callee.base) if isinstance(call.callee, m.Attr) else ""
    ender = "|".join(re.escape(n) for n in (name, source) if n)
    for node in function.body.walk():
        if not isinstance(node, m.Deferred):
            continue
        text = _code(view, node)
        if re.search(r"(?i)rollback", text) or (
            ender and re.search(r"(?i)finish|close|end", text) and re.search(rf"\b(?:{ender})\b", text)
        ):
            return None
    if not _ROLLBACK.search(body):
        return Defect(
            f"`{name or 'The transaction'}` is never rolled back: every return before the commit leaks its connection and its locks.",
            fix=f"Write `defer {name or 'tx'}.Rollback()` right after the begin; it does nothing once committed.",
        )
    left = _return_without_end(view, call, function)
    if left is None:
        return None
    return Defect(
        f"The return on line {left.line} ends neither by commit nor by rollback: the connection and its locks leak.",
        fix=f"Write `defer {name or 'tx'}.Rollback()` right after the begin; it does nothing once committed.",
    )


def _handed_on(name: str, body: str) -> bool:
    """Whether the transaction is returned or stored: whoever takes it ends it."""
    given = re.escape(name)
    returned = re.search(rf"\breturn\s+(?:[^\n]*[^\w.])?{given}\b(?!\.)", body)
    stored = re.search(rf"=\s*{given}\s*$|:\s*{given},?\s*$", body, re.MULTILINE)
    return returned is not None or stored is not None


def _return_without_end(view: FileView, call: m.Call, function: m.Function) -> m.Return | None:
    commits = [
        n.start
        for n in function.body.walk_scope()
        if isinstance(n, m.Call) and m.dotted(n.callee).endswith((".Commit", ".commit"))
    ]
    own = m.statement_of(call)
    block = own.parent
    items = block.items if isinstance(block, m.Block) else []
    check = next((s for s in items if s.start > own.start), None)
    for node in function.body.walk_scope():
        if not isinstance(node, m.Return) or node.start < call.end or (commits and node.start > min(commits)):
            continue
        if isinstance(check, m.If) and check.start <= node.start < check.end:
            continue  # the begin itself failed
        branch = node.parent
        text = _code(view, branch) if isinstance(branch, m.Block) and branch is not function.body else ""
        if text and not re.search(r"(?i)rollback|commit", text):
            return node
    return None


RULE = Rule(
    id="error-handling/missing-rollback",
    severity=Severity.WARNING,
    local=True,
    languages=("python", "javascript", "typescript", "go", "java"),
    title="Transaction without a rollback",
    what="A transaction begun by hand (`begin()`, `BEGIN`, a driver's cursor, `startTransaction`, `db.Begin`, `setAutoCommit(false)`) with a path that neither commits nor"
    " rolls back, or a commit in `finally`.",
    why="The connection goes back to the pool with an open transaction: its locks stay, and the next user inherits half-done work.",
    fix="Use the context manager or callback form, or roll back in the handler; in Go `defer tx.Rollback()`.",
    site="every transaction that is begun by hand",
    references=(
        "https://www.psycopg.org/docs/usage.html#transactions-control",
        "https://docs.sqlalchemy.org/en/20/core/connections.html#using-transactions",
        "https://go.dev/doc/database/execute-transactions",
    ),
    bad=BAD,
    good=GOOD,
)
