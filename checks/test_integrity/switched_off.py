"""The ways to switch a test off, framework by framework."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from checks.syntax import model as m
from checks.syntax.flow import Flow


@dataclass(frozen=True, slots=True)
class Off:
    """One way in which tests do not run or their failure does not count."""

    line: int
    end_line: int
    word: str
    """``skip``, ``only``, ``xfail``, ``todo``, ``return``, ``tag``."""
    reason: str
    conditional: bool
    """It depends on something that may differ where the tests run."""
    owner: str = ""
    """Name of the suite or class; ``""`` for a single test or the whole file."""


def _reason(node: m.Expr | None) -> str:
    if not isinstance(node, m.Call):
        return ""
    for arg in node.args:
        if (arg.name in ("reason", "msg", None)) and isinstance(arg.value, (m.Literal, m.Template)):
            value = arg.value.value if isinstance(arg.value, m.Literal) else "given"
            if isinstance(value, str):
                return value
    return ""


def _always(node: m.Expr | None) -> bool:
    return isinstance(node, m.Literal) and bool(node.value)


# --- Python ---


def python_mark(node: m.Expr) -> Off | None:
    """What a decorator or mark switches off."""
    callee = node.callee if isinstance(node, m.Call) else node
    name = m.dotted(callee)
    last = name.rpartition(".")[2]
    if last in ("skip", "skipTest") and ("mark" in name or name in ("unittest.skip", "skip")):
        return Off(node.line, node.end_line, "skip", _reason(node), False)
    if last in ("skipif", "skipIf", "skipUnless"):
        first = node.positional(0) if isinstance(node, m.Call) else None
        always = (
            isinstance(first, m.Literal)
            and isinstance(first.value, bool)
            and first.value is (last != "skipUnless")
        )
        return Off(node.line, node.end_line, "skip", _reason(node), not always)
    if last == "expectedFailure":
        return Off(node.line, node.end_line, "xfail", "", False)
    if last == "xfail" and "mark" in name:
        first = (node.positional(0) or node.keyword("condition")) if isinstance(node, m.Call) else None
        conditional = first is not None and not isinstance(first, m.Literal)
        return Off(node.line, node.end_line, "xfail", _reason(node), conditional)
    return None


def python_test(module: m.Module, function: m.Function) -> Iterator[Off]:
    """Of one test function: its decorators, a skip in its body, a return before anything is judged."""
    for decorator in function.decorators:
        found = python_mark(decorator)
        if found is not None:
            yield found
        elif isinstance(decorator, m.Call) and m.dotted(decorator.callee).endswith("parametrize"):
            for node in decorator.walk():
                if isinstance(node, m.Arg) and node.name == "marks":
                    for part in node.value.items if isinstance(node.value, m.Sequence) else [node.value]:
                        mark = python_mark(part)
                        if mark is not None:
                            yield mark
    yield from _body_skips(function.body, _python_skip)
    yield from _early_return(function.body)


def _python_skip(statement: m.Stmt) -> Off | None:
    if isinstance(statement, m.ExprStmt) and isinstance(statement.value, m.Call):
        name = m.dotted(statement.value.callee)
        if name in ("pytest.skip", "self.skipTest", "skip", "cls.skipTest"):
            return Off(statement.line, statement.end_line, "skip", _reason(statement.value), False)
        if name == "pytest.xfail":
            return Off(statement.line, statement.end_line, "xfail", _reason(statement.value), False)
    if isinstance(statement, m.Raise) and statement.value is not None:
        callee = statement.value.callee if isinstance(statement.value, m.Call) else statement.value
        if m.dotted(callee).rpartition(".")[2] in ("SkipTest", "skip.Exception"):
            return Off(statement.line, statement.end_line, "skip", _reason(statement.value), False)
    return None


def python_suites(module: m.Module) -> Iterator[Off]:
    """Of classes and of the whole file."""
    for cls in module.every(m.Class):
        for decorator in cls.decorators:
            found = python_mark(decorator)
            if found is not None:
                yield Off(found.line, found.end_line, found.word, found.reason, found.conditional, cls.name)
        for item in cls.body.items:
            if isinstance(item, m.Assign) and any(m.dotted(t) == "__test__" for t in item.targets):
                holds = any(isinstance(i, m.Function) and i.name.startswith("test") for i in cls.body.items)
                if isinstance(item.value, m.Literal) and item.value.value is False and holds:
                    yield Off(item.line, item.end_line, "skip", "", False, cls.name)
            yield from _pytestmark(item, cls.name)
    for statement in module.body.items:
        yield from _pytestmark(statement, "")
        found = _python_skip(statement)
        if found is not None:
            yield found


def _pytestmark(item: m.Stmt, owner: str) -> Iterator[Off]:
    if (
        isinstance(item, m.Assign)
        and item.value is not None
        and any(m.dotted(t) == "pytestmark" for t in item.targets)
    ):
        for part in item.value.items if isinstance(item.value, m.Sequence) else [item.value]:
            found = python_mark(part)
            if found is not None:
                yield Off(found.line, found.end_line, found.word, found.reason, found.conditional, owner)


# --- shared ---


def _body_skips(body: m.Block, read: Callable[[m.Stmt], Off | None]) -> Iterator[Off]:
    for statement in body.items:
        found = read(statement)
        if found is not None:
            yield found
        elif isinstance(statement, m.If):
            always = _always(statement.test)
            for inner in statement.body.items:
                found = read(inner)
                if found is not None:
                    yield Off(found.line, found.end_line, found.word, found.reason, not always)
        elif isinstance(statement, m.Try):
            for handler in statement.handlers:
                for inner in handler.body.items:
                    found = read(inner)
                    if found is not None:
                        yield Off(found.line, found.end_line, found.word, found.reason, True)


def _early_return(body: m.Block) -> Iterator[Off]:
    """``return`` as one of the first statements, with more after it."""
    items = [s for s in body.items if not (isinstance(s, m.ExprStmt) and isinstance(s.value, m.Literal))]
    for index, statement in enumerate(items[:-1]):
        if isinstance(statement, m.Return) and (
            statement.value is None or isinstance(statement.value, m.Literal)
        ):
            yield Off(statement.line, statement.end_line, "return", "", False)
            return
        always = isinstance(statement, m.If) and _always(statement.test)
        if (
            always
            and isinstance(statement, m.If)
            and any(isinstance(s, m.Return) for s in statement.body.items)
        ):
            yield Off(statement.line, statement.end_line, "return", "", False)
            return
        if index > 20:
            return


# --- JavaScript ---

_WORDS = {
    "skip": "skip",
    "only": "only",
    "todo": "todo",
    "fixme": "skip",
    "failing": "xfail",
    "fails": "xfail",
    "fail": "xfail",
}


def script_test(
    module: m.Module, call: m.Call, modifiers: tuple[str, ...], function: m.Function | None
) -> Iterator[Off]:
    """Of one test: its modifiers, its options, a skip in its body."""
    yield from _modified(call, modifiers, "")
    if function is None:
        return
    yield from _body_skips(function.body, _script_skip)
    if (
        call.start < function.body.start
        and module.source[function.body.start : function.body.start + 1] == b"{"
    ):
        yield from _early_return(function.body)


def _modified(call: m.Call, modifiers: tuple[str, ...], owner: str) -> Iterator[Off]:
    for word in modifiers:
        if word in _WORDS:
            yield Off(call.line, call.line, _WORDS[word], "", False, owner)
        elif word in ("skipIf", "runIf"):
            inner = call.callee
            first = inner.positional(0) if isinstance(inner, m.Call) else None
            always = isinstance(first, m.Literal) and bool(first.value) is (word == "skipIf")
            yield Off(call.line, call.line, "skip", "", not always, owner)
    for arg in call.args:
        if isinstance(arg.value, m.Mapping):
            for word in ("skip", "only", "todo", "fails"):
                value = arg.value.get(word)
                if value is not None and isinstance(value, m.Literal) and value.value:
                    yield Off(
                        value.line,
                        value.line,
                        _WORDS[word],
                        value.value if isinstance(value.value, str) else "",
                        False,
                        owner,
                    )


def _script_skip(statement: m.Stmt) -> Off | None:
    value = statement.value if isinstance(statement, (m.ExprStmt, m.Return)) else None
    if not isinstance(value, m.Call) or not isinstance(value.callee, m.Attr):
        return None
    name, owner = value.callee.name, m.dotted(value.callee.base)
    if name not in ("skip", "fixme", "fail", "todo", "pending") or owner not in (
        "t",
        "this",
        "test",
        "ctx",
        "context",
        "it",
        "testInfo",
    ):
        return None
    first = value.positional(0)
    if (
        owner in ("test", "it")
        and isinstance(first, (m.Literal, m.Template))
        and not (isinstance(first, m.Literal) and isinstance(first.value, bool))
    ):
        return None  # it defines a test
    if isinstance(first, m.Function) or (
        isinstance(first, m.Literal) and isinstance(first.value, str) and len(value.args) > 1
    ):
        return None
    conditional = first is not None and not isinstance(first, (m.Literal, m.Template))
    return Off(
        statement.line, statement.end_line, "xfail" if name == "fail" else "skip", _reason(value), conditional
    )


def script_suites(
    module: m.Module, flow: Flow, head_words: Callable[[m.Call], tuple[str, tuple[str, ...]] | None]
) -> Iterator[Off]:
    """Of suites, and of the whole file (Playwright's ``test.skip()`` outside any test)."""
    for call in flow.calls():
        head = head_words(call)
        if head is None or head[0] != "suite":
            continue
        first = call.positional(0)
        title = (
            str(first.value)
            if isinstance(first, m.Literal)
            else module.text(first)
            if first is not None
            else ""
        )
        yield from _modified(call, head[1], title or "suite")
        function = next((a.value for a in call.args[1:] if isinstance(a.value, m.Function)), None)
        if function is not None:
            for found in _body_skips(function.body, _script_skip):
                yield Off(
                    found.line, found.end_line, found.word, found.reason, found.conditional, title or "suite"
                )
    for statement in module.body.items:
        skipped = _script_skip(statement)
        if skipped is not None:
            yield skipped


# --- Go ---

_TAG = re.compile(r"^//go:build\s+(.+)$")
_PLATFORM = re.compile(
    r"linux|darwin|windows|unix|freebsd|amd64|arm64|race|cgo|go1\.|wasm|js\b|plan9|solaris|netbsd|openbsd|386|appengine",
    re.I,
)


def go_test(module: m.Module, function: m.Function) -> Iterator[Off]:
    """Of one test function, its literal subtests included."""
    yield from _body_skips(function.body, _go_skip)
    yield from _early_return(function.body)
    for node in function.body.walk():
        if isinstance(node, m.Call) and isinstance(node.callee, m.Attr) and node.callee.name == "Run":
            inner = node.positional(1)
            if isinstance(inner, m.Function):
                yield from _body_skips(inner.body, _go_skip)
                yield from _early_return(inner.body)


def _go_skip(statement: m.Stmt) -> Off | None:
    value = statement.value if isinstance(statement, m.ExprStmt) else None
    if not isinstance(value, m.Call) or not isinstance(value.callee, m.Attr):
        return None
    if value.callee.name not in ("Skip", "Skipf", "SkipNow"):
        return None
    owner = m.dotted(value.callee.base)
    if owner.rpartition(".")[2] not in ("t", "tt", "b", "tb", "T()", "s", "suite", "test"):
        return None
    return Off(statement.line, statement.end_line, "skip", _reason(value), False)


def go_file(module: m.Module) -> Iterator[Off]:
    """A build constraint that keeps the file out of a plain ``go test``."""
    for number, line in enumerate(module.text_lines[:30], 1):
        if line.startswith("package "):
            return
        match = _TAG.match(line.strip())
        if match:
            yield Off(number, number, "tag", match.group(1), bool(_PLATFORM.search(match.group(1))))
