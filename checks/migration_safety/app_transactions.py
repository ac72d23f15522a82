"""Where application code holds a database transaction open: blocks, callbacks, decorated functions, begin to commit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checks.syntax import model as m
from checks.views import FileView

_WORDS = re.compile(
    r"atomic|[tT]ransaction|\.begin\w*\(|\bBEGIN\b|Begin\w*\(|\bWithTx\b|RunInTx|in_transaction|transactional|Transactional|InTx\b"
)
_PYTHON_WITH = re.compile(
    r"(?:^|\.)(?:atomic|begin|begin_nested|transaction|in_transaction|begin_transaction|start_transaction)\(\)$"
)
_PYTHON_DECORATOR = re.compile(
    r"(?:^|\.)(?:atomic|transactional|transaction|in_transaction|commit_on_success)(?:\(\))?$"
)
_CALLBACK = re.compile(
    r"(?:^|\.)(?:\$transaction|transaction|transactional|withTransaction|runInTransaction|inTransaction|Transaction|RunInTx|RunInTransaction"
    r"|WithTx|WithTransaction|InTx|BeginFunc|BeginTxFunc|ExecTx|execTx|withTx|inTx|runInTx|with_transaction|run_in_transaction)$"
)
_TEMPLATE = re.compile(
    r"(?:[tT]ransaction|tx)(?:Template|Operator|Manager)?\.(?:execute|executeWithoutResult|transactional)$"
)
_BEGIN = re.compile(
    r"(?:^|\.)(?:startTransaction|beginTransaction|start_transaction|begin_transaction|transaction|unmanagedTransaction|begin|Begin|BeginTx|Beginx|BeginTxx|BeginTransaction|BeginTransactionAsync)$"
)
_BEGIN_TEXT = re.compile(r"^\s*(?:BEGIN|START\s+TRANSACTION)\b", re.IGNORECASE)
_END_TEXT = re.compile(r"^\s*(?:COMMIT|END)\b", re.IGNORECASE)
_END = re.compile(r"(?:^|\.)(?:commit|commitTransaction|commit_transaction|Commit|CommitAsync)$")
_NO_TRANSACTION = re.compile(r"NOT_SUPPORTED|\bNEVER\b")
_NOT_A_DATABASE = re.compile(
    r"(?:indexedDB|idb|sentry|apm|elastic|newrelic|tracer|Sentry|hub|editor|ydoc|yjs|doc|mobx|history|realm|web3|contract|wallet|signer|chain|stripe)\w*\.",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Transaction:
    """A stretch of one function in which a transaction is open."""

    begin: m.Node
    """The with statement, call or function that opens it."""
    line: int
    within: m.Node
    """Node that holds all of it."""
    start: int
    end: int

    def holds(self, node: m.Node) -> bool:
        """Whether a node runs while the transaction is open, callbacks that run later left out."""
        if not self.start <= node.start < self.end:
            return False
        for parent in node.ancestors():
            if parent is self.within or parent.start < self.start:
                return True
            if isinstance(parent, m.Deferred):
                return False
            if isinstance(parent, (m.Function, m.Class)) and not _runs_at_once(parent):
                return False
        return True


def _runs_at_once(function: m.Node) -> bool:
    """A callback of ``map``, ``forEach`` or of a nested transaction; others (hooks, timers, goroutines) run later."""
    arg = function.parent
    call = arg.parent if isinstance(arg, m.Arg) else None
    if not isinstance(call, m.Call):
        return False
    if isinstance(call.callee, m.Function) or call.callee is function:
        return True
    name = call.callee.name if isinstance(call.callee, m.Attr) else ""
    return name in (
        "map",
        "forEach",
        "flatMap",
        "reduce",
        "filter",
        "each",
        "stream",
        "ifPresent",
        "then",
        "all",
        "computeIfAbsent",
    ) or bool(_CALLBACK.search(m.dotted(call.callee)))


def transactions(view: FileView) -> list[Transaction]:
    """All transactions of a file, in source order."""
    module = view.module
    if module is None or not _WORDS.search(view.text):
        return []
    found = [*_blocks(view), *_decorated(view), *_callbacks(view), *_by_hand(view)]
    return sorted(found, key=lambda t: (t.start, t.end))


def _blocks(view: FileView) -> Iterator[Transaction]:
    """``with transaction.atomic():``"""
    assert view.module is not None
    for block in view.module.every(m.With):
        for item in block.items:
            value = item.value
            name = m.dotted(value)
            opens = bool(_PYTHON_WITH.search(name)) and not _NOT_A_DATABASE.match(name)
            if not opens and isinstance(value, (m.Name, m.Attr)):
                opens = bool(re.search(r"(?:^|\.)conn(?:ection)?$", name)) and _plain_driver(view)
            if opens:
                yield Transaction(block, block.line, block, block.body.start, block.body.end)
                break


def _plain_driver(view: FileView) -> bool:
    """Drivers whose connection is a context manager that commits."""
    return view.flow.imports_any("psycopg2", "psycopg", "sqlite3")


def _decorated(view: FileView) -> Iterator[Transaction]:
    """``@transaction.atomic`` and ``@Transactional``, on the function or its class."""
    assert view.module is not None
    for function in view.module.every(m.Function):
        if not function.decorators and view.language != "java":
            continue
        own = next((d for d in function.decorators if _opens(view, d)), None)
        if own is None and view.language in ("java", "kotlin"):
            owner = m.enclosing(function, m.Class)
            if (
                owner is not None
                and any(_opens(view, d) for d in owner.decorators)
                and m.enclosing(function, m.Function) is None
            ):
                text = "\n".join(view.lines[function.line - 1 : function.line + 2])
                if not any("Transactional" in view.module.text(d) for d in function.decorators) and re.search(
                    r"\bpublic\b", text
                ):
                    own = owner.decorators[0]
        if own is not None:
            yield Transaction(function, function.line, function, function.body.start, function.body.end)


def _opens(view: FileView, decorator: m.Expr) -> bool:
    assert view.module is not None
    name = m.dotted(decorator)
    if view.language == "python":
        return bool(_PYTHON_DECORATOR.search(name)) and "sentry" not in name
    if not re.match(r"(?:\w+\.)*Transactional(?:\(\))?$", name):
        return False
    return not _NO_TRANSACTION.search(view.module.text(decorator))


def _callbacks(view: FileView) -> Iterator[Transaction]:
    """``prisma.$transaction(async (tx) => { ... })``, ``db.Transaction(func(tx *gorm.DB) error { ... })``."""
    for call in view.flow.calls():
        name = m.dotted(call.callee)
        if not (_CALLBACK.search(name) or _TEMPLATE.search(name)) or _NOT_A_DATABASE.match(name):
            continue
        body = next((a.value for a in call.args if isinstance(a.value, m.Function)), None)
        if body is not None:
            yield Transaction(call, call.line, body, body.body.start, body.body.end)


def _by_hand(view: FileView) -> Iterator[Transaction]:
    """From ``BEGIN`` to the first commit behind it in the same function."""
    for call in view.flow.calls():
        if not _begins(call):
            continue
        function = m.enclosing(call, m.Function)
        if function is None or isinstance(call.parent, m.WithItem):
            continue
        ends = [c.start for c in _calls(function) if c.start > call.end and _ends(c)]
        if ends:
            yield Transaction(call, call.line, function, call.end, min(ends))


def _calls(function: m.Function) -> Iterator[m.Call]:
    for node in function.body.walk():
        if isinstance(node, m.Call):
            yield node


def _begins(call: m.Call) -> bool:
    if _text_is(call, _BEGIN_TEXT):
        return True
    name = m.dotted(call.callee)
    if not _BEGIN.search(name) or _NOT_A_DATABASE.match(name):
        return False
    return not any(isinstance(a.value, m.Function) for a in call.args)


def _ends(call: m.Call) -> bool:
    return bool(_END.search(m.dotted(call.callee))) or _text_is(call, _END_TEXT)


def _text_is(call: m.Call, pattern: re.Pattern[str]) -> bool:
    if not isinstance(call.callee, m.Attr) or call.callee.name not in (
        "execute", "query", "exec", "Exec", "ExecContext", "raw", "run", "$executeRaw", "$executeRawUnsafe",
    ):  # fmt: skip
        return False
    return any(
        isinstance(a.value, m.Literal)
        and isinstance(a.value.value, str)
        and bool(pattern.match(a.value.value))
        for a in call.args[:2]
    )
