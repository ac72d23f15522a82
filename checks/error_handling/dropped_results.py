"""Results of Java and C# calls that carry the failure, and that nobody looks at."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.rules import Defect, Site
from checks.syntax import model as m
from checks.views import FileView

_HANDLED = frozenset(
    {
        "exceptionally",
        "handle",
        "whenComplete",
        "join",
        "get",
        "thenAccept",
        "ContinueWith",
        "Wait",
        "whenCompleteAsync",
        "handleAsync",
    }
)
_FLAGS = {
    "renameTo": "whether the file was renamed",
    "tryLock": "whether the lock was taken",
    "tryAcquire": "whether the permit was taken",
    "createNewFile": "whether the file was made",
}
_PROMISES = re.compile(r"^(?:Completable)?Future\b|^CompletionStage\b|^ListenableFuture\b")
_LAZY = re.compile(r"^(?:Mono|Flux|Uni|Multi|Single|Completable|Observable|Flowable)\b")
_SCRATCH = re.compile(r"(?i)te?mp|scratch|marker|lock|cache|backup|old")
_CLEANS_UP = re.compile(r"(?i)clean|close|delete|remove|purge|dispose|shutdown|stop|teardown|after")
_FILES = re.compile(r"(?:^|\.)(?:java\.io\.)?File\(\)$")


def sites(view: FileView) -> Iterator[Site]:
    """Java: tasks handed to an executor, futures, flags. C#: tasks that are not awaited."""
    for call in view.flow.calls():
        found = _java(view, call) if view.language == "java" else _csharp(view, call)
        if found is None:
            continue
        site, message = found
        statement = m.statement_of(call)
        assert view.module is not None
        said = any(
            statement.line - 1 <= c.line <= statement.end_line and len(c.text.split()) >= 3
            for c in view.module.comments
        )
        yield view.site(site, Defect(message) if message and not said else None)


def _java(view: FileView, call: m.Call) -> tuple[m.Node, str] | None:
    callee = call.callee
    if not isinstance(callee, (m.Attr, m.Name)):
        return None
    statement = call.parent
    alone = isinstance(statement, m.ExprStmt)
    own = _own_result(view, callee)
    if own is not None:
        last = own.name
        if not alone or _annotated(own, "Async"):
            return m.statement_of(call), ""
        if _LAZY.match(own.returns):
            return (
                statement or call,
                f"`{last}` only describes the work: without a subscriber nothing happens at all.",
            )
        return (
            statement or call,
            f"Nobody looks at the future of `{last}`: an error in it is never seen. Wait for it, or add `exceptionally`.",
        )
    if not isinstance(callee, m.Attr):
        return None
    last = callee.name
    if last in ("runAsync", "supplyAsync") and m.dotted(callee.base).endswith("CompletableFuture"):
        if alone and not _handles_itself(call):
            return (
                statement or call,
                f"Nobody looks at the future of `{last}`: an error in it is never seen. Add `exceptionally` or `whenComplete`.",
            )
        return m.statement_of(call), ""
    if last == "submit" and call.args and _is_executor(view, callee.base):
        if alone and not _handles_itself(call):
            return (
                statement or call,
                "Nobody looks at the future of `submit`: an error in the task is never seen. Use `execute`, or handle errors in the task.",
            )
        return m.statement_of(call), ""
    if last == "delete" and not call.args:
        return _deleted(view, call, callee.base)
    if last in _FLAGS:
        base = view.flow.resolve(callee.base)
        if last in ("renameTo", "createNewFile") and not _FILES.search(base):
            return None
        if alone:
            return statement or call, f"`{last}` says {_FLAGS[last]}, and nobody looks at it."
        return m.statement_of(call), ""
    return None


def _deleted(view: FileView, call: m.Call, base: m.Expr) -> tuple[m.Node, str] | None:
    """``file.delete();``: it answers false, and says nothing, when the file is still there."""
    if not _FILES.search(view.flow.resolve(base)):
        return None
    if not isinstance(call.parent, m.ExprStmt):
        return m.statement_of(call), ""
    function = m.enclosing(call, m.Function)
    inside = any(isinstance(n, m.Handler) for n in call.ancestors()) or _in_final(call)
    named = function is not None and bool(_CLEANS_UP.search(function.name))
    if inside or named or _SCRATCH.search(m.dotted(base)):
        return call.parent, ""
    return (
        call.parent,
        "`delete` says whether the file is gone, and nobody looks at it. `Files.delete` throws instead.",
    )


def _in_final(node: m.Node) -> bool:
    return any(
        isinstance(n, m.Try) and n.final is not None and n.final.start <= node.start < n.final.end
        for n in node.ancestors()
    )


def _own_result(view: FileView, callee: m.Attr | m.Name) -> m.Function | None:
    """A method of the same class that gives a future or a reactive value."""
    if isinstance(callee, m.Attr) and m.dotted(callee.base) != "this":
        return None
    name = callee.name if isinstance(callee, m.Attr) else callee.id
    known = view.flow.memo.get("methods-that-give-futures")
    if known is None:
        found: dict[str, m.Function | None] = {}
        for function in view.flow.whole.functions():
            later = _PROMISES.match(function.returns) or _LAZY.match(function.returns)
            first = found.setdefault(function.name, function if later else None)
            if first is not None and not later:
                found[function.name] = None  # another method of the name gives something else
        known = view.flow.memo["methods-that-give-futures"] = found
    assert isinstance(known, dict)
    made = known.get(name)
    assert made is None or isinstance(made, m.Function)
    return made


def _annotated(function: m.Function, name: str) -> bool:
    return any(
        m.dotted(d.callee if isinstance(d, m.Call) else d).rpartition(".")[2] == name
        for d in function.decorators
    )


def _is_executor(view: FileView, base: m.Expr) -> bool:
    name = view.flow.resolve(base) or m.dotted(base)
    return bool(re.search(r"(?i)executor|pool|scheduler|newFixedThreadPool|newCachedThreadPool", name))


def _handles_itself(call: m.Call) -> bool:
    """Whether the task's body is one try with a handler for everything; a method reference cannot be judged."""
    task = call.args[0].value if call.args else None
    if not isinstance(task, m.Function):
        return True
    items = task.body.items
    for item in items:
        if isinstance(item, m.Try) and any(
            not h.types
            or any(
                m.dotted(t).rpartition(".")[2] in ("Exception", "Throwable", "RuntimeException")
                for t in h.types
            )
            for h in item.handlers
        ):
            return True
    return False


_TASK_LIKE = re.compile(r"^(?!Start|Begin)[A-Z]\w*Async$")


def _csharp(view: FileView, call: m.Call) -> tuple[m.Node, str] | None:
    callee = call.callee
    last = callee.name if isinstance(callee, m.Attr) else callee.id if isinstance(callee, m.Name) else ""
    written = m.dotted(callee)
    task = written in ("Task.Run", "Task.Factory.StartNew", "System.Threading.Tasks.Task.Run")
    if not task and not _TASK_LIKE.match(last):
        return None
    if not isinstance(call.parent, m.ExprStmt):
        return m.statement_of(call), ""
    if any(f.name == last and f.returns in ("void", "async void") for f in view.flow.whole.functions()):
        return None
    if task and _handles_itself(call):
        return m.statement_of(call), ""
    function = m.enclosing(call, m.Function)
    if not task and (function is None or (not function.name and len(function.body.items) == 1)):
        return None  # a lambda of one expression gives the task on
    return call.parent, f"The task of `{written}` is not awaited: an error in it is never seen."
