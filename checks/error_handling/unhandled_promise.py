"""Promises that nobody waits for: their failures end the process or vanish, and what follows runs too early."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from checks.error_handling.async_calls import entered, gives_promise, handles_itself
from checks.error_handling.unhandled_promise_examples import BAD, GOOD
from checks.report import Severity, Suggestion
from checks.rules import Defect, Rule, Site
from checks.syntax import model as m
from checks.views import FileView

_NEVER_WAITED = frozenset({"forEach", "filter", "some", "every", "find", "findIndex", "sort", "each"})
_TIMERS = frozenset({"setTimeout", "setInterval", "setImmediate", "process.nextTick", "queueMicrotask"})
_EVENTS = frozenset({"on", "once", "addListener", "prependListener"})
_EMITTER = re.compile(
    r"(?:^|[._])(?:\w*emitter|\w*events?|\w*bus|\w*stream|socket|ws|wss|conn(?:ection)?|channel|subscriber|pubsub|consumer|watcher|queue|child|proc)$",
    re.IGNORECASE,
)
_ENTRY = re.compile(r"^(?:main|run|start|bootstrap|init|boot|cli|serve|setup|launch)$", re.IGNORECASE)
_LIBRARY = re.compile(
    r"^(?:Promise\.(?:all|race|any)|(?:globalThis\.|window\.)?fetch|(?:node-fetch|undici)(?:\.default|\.fetch)?|axios(?:\.default)?(?:\.create\(\))?\.(?:get|post|put|patch|delete|request)"
    r"|(?:node:)?fs/promises\.\w+|(?:node:)?fs\.promises\.\w+)$"
)
_LIBRARY_NAMES = frozenset(
    {"all", "race", "any", "fetch", "get", "post", "put", "patch", "delete", "request", "writeFile", "appendFile", "readFile", "mkdir", "rm", "unlink",
     "rename", "copyFile", "cp", "rmdir", "chmod", "truncate"}
)  # fmt: skip
_CONSUMED = frozenset({"catch", "finally"})


def check(view: FileView) -> Iterator[Site]:
    """Every call known to give a promise, and every async callback given to something that does not wait, is a site."""
    if view.module is None or view.language not in ("javascript", "typescript", "tsx"):
        return
    browser = view.flow.imports_any("react", "vue", "svelte", "preact", "solid-js", "@angular/core")
    for call in view.flow.calls():
        callee = call.callee
        if isinstance(callee, m.Name):
            yield from _async_callback(view, call, callee.id)
            if call.new:
                continue
        elif isinstance(callee, m.Attr):
            yield from _async_callback(view, call, callee.name)
            if callee.name == "then":
                for site in _chain(view, call):
                    yield replace(site, defect=None) if browser else site
                continue
        else:
            continue
        function = entered(view.flow, callee)
        if function is None and not _library(view, callee):
            continue
        if function is not None and not gives_promise(function):
            continue
        statement = m.statement_of(call)
        handled = function is not None and handles_itself(function)
        safe = not _is_dropped(call) or browser or handled or _is_entry(view, call) or _marked(view, call)
        yield view.site(statement, None if safe else _floating(view, call, m.dotted(callee)))


def _library(view: FileView, callee: m.Expr) -> bool:
    """Calls of the platform that give a promise whatever they are given."""
    return m.dotted(callee).rpartition(".")[2] in _LIBRARY_NAMES and bool(
        _LIBRARY.match(view.flow.resolve(callee))
    )


def _is_dropped(call: m.Call) -> bool:
    """Whether nobody takes the value: ``save();``, ``ready && save();``, ``late ? save() : skip();``."""
    node: m.Node = call
    while True:
        parent = node.parent
        if isinstance(parent, m.ExprStmt):
            return True
        short = isinstance(parent, m.Binary) and parent.op in ("and", "or", "??") and parent.right is node
        chosen = isinstance(parent, m.Conditional) and parent.test is not node
        if parent is None or not (short or chosen):
            return False
        node = parent


def _floating(view: FileView, call: m.Call, written: str) -> Defect:
    return Defect(
        f"`{written}` gives a promise that is neither awaited, returned nor caught: its failure is an unhandled rejection.",
        fix=f"Write `await {written}(...)`, return it, or add `.catch(...)`; write `void` where nobody need wait.",
        suggestion=_awaited(view, call),
        key="floating",
    )


def _awaited(view: FileView, call: m.Call) -> Suggestion | None:
    """``await`` put before a call that stands alone on its lines in an async function."""
    function = m.enclosing(call, m.Function)
    if function is None or not function.is_async or not isinstance(call.parent, m.ExprStmt):
        return None
    first = view.lines[call.line - 1]
    indent = len(first) - len(first.lstrip())
    assert view.module is not None
    if not first[indent:].startswith(view.module.text(call).split("\n")[0]):
        return None
    lines = [f"{first[:indent]}await {first[indent:]}", *view.lines[call.line : call.end_line]]
    return Suggestion(call.line, call.end_line, "\n".join(lines))


_PROGRAM = re.compile(r"(?:^|/)(?:scripts?|bin|tools|bench\w*)/")


def _is_entry(view: FileView, call: m.Call) -> bool:
    """``main();`` at the end of a file, any call at the top of a script: a failure ends the process with its trace, as it should."""
    return m.enclosing(call, m.Function) is None and (
        bool(_ENTRY.match(m.dotted(call.callee)))
        or bool(_PROGRAM.search(view.path))
        or view.text.startswith("#!")
    )


def _marked(view: FileView, call: m.Call) -> bool:
    assert view.module is not None
    return any(
        call.line - 1 <= c.line <= call.line
        and re.search(r"fire.and.forget|not awaited|background|no-floating", c.text, re.IGNORECASE)
        for c in view.module.comments
    )


# --- callbacks -----------------------------------------------------------------------------------------------


def _async_callback(view: FileView, call: m.Call, name: str) -> Iterator[Site]:
    if call.new and name == "Promise":
        executor = _callback(view, call, 0)
        if executor is not None:
            safe = not executor.is_async or _guarded(executor)
            yield view.site(call, None if safe else _executor(), end=executor.body)
        return
    written = m.dotted(call.callee)
    if (isinstance(call.callee, m.Attr) and name == "forEach") or written in _TIMERS:
        given = call.positional(0)
        target = _hands_back(view, given) if isinstance(given, m.Function) and not given.is_async else None
        if target is not None:
            defect = _not_waited(name) if name == "forEach" else _rejects(written)
            yield view.site(m.statement_of(call), None if handles_itself(target) else defect)
            return
    if isinstance(call.callee, m.Attr) and name in _NEVER_WAITED:
        callback = _callback(view, call, 0)
        if (
            callback is not None
            and callback.is_async
            and not re.search(
                r"(?:async|promise|bluebird|limit|pmap)$", written.rpartition(".")[0], re.IGNORECASE
            )
        ):
            yield view.site(m.statement_of(call), _not_waited(name))
    elif isinstance(call.callee, m.Attr) and name in ("map", "flatMap"):
        callback = _callback(view, call, 0)
        if callback is not None and callback.is_async:
            dropped = isinstance(call.parent, m.ExprStmt)
            yield view.site(m.statement_of(call), _not_waited(name) if dropped else None)
    elif written in _TIMERS:
        callback = _callback(view, call, 0)
        if callback is not None and callback.is_async:
            yield view.site(m.statement_of(call), None if _guarded(callback) else _rejects(written))
    elif isinstance(call.callee, m.Attr) and name in _EVENTS and _EMITTER.search(m.dotted(call.callee.base)):
        callback = _callback(view, call, 1)
        if callback is not None and callback.is_async:
            yield view.site(m.statement_of(call), None if _guarded(callback) else _rejects(written))


def _hands_back(view: FileView, callback: m.Function) -> m.Function | None:
    """The async function whose promise an arrow like ``() => drain()`` gives to its caller."""
    items = callback.body.items
    value = items[0].value if len(items) == 1 and isinstance(items[0], m.Return) else None
    if not isinstance(value, m.Call) or not isinstance(value.callee, (m.Name, m.Attr)):
        return None
    function = entered(view.flow, value.callee)
    return function if function is not None and gives_promise(function) else None


def _callback(view: FileView, call: m.Call, index: int) -> m.Function | None:
    given = call.positional(index)
    if isinstance(given, m.Name):
        given = view.flow.definition(given)
    return given if isinstance(given, m.Function) else None


def _guarded(callback: m.Function) -> bool:
    """Whether every await of the callback stands in a try with a handler, or has its own ``.catch``."""
    return all(_is_guarded(n, callback) for n in callback.body.walk_scope() if isinstance(n, m.Await))


def _is_guarded(node: m.Await, callback: m.Function) -> bool:
    value = node.value
    if isinstance(value, m.Call) and isinstance(value.callee, m.Attr) and value.callee.name == "catch":
        return True
    if isinstance(value, m.Call) and m.dotted(value.callee) in (
        "Promise.allSettled",
        "sleep",
        "delay",
        "setTimeout",
    ):
        return True
    previous: m.Node = node
    for parent in node.ancestors():
        if parent is callback:
            return False
        if isinstance(parent, m.Try) and parent.handlers and previous is parent.body:
            return True
        if isinstance(parent, m.Handler):
            return True
        previous = parent
    return False


def _not_waited(name: str) -> Defect:
    if name in ("filter", "some", "every", "find", "findIndex", "sort"):
        return Defect(
            f"`{name}` does not wait: it takes the promise that the async callback returns for the answer, which is always true.",
            fix="Await the values first (`Promise.all`), then test them.",
            key="callback",
        )
    return Defect(
        f"`{name}` does not wait for its async callback: what follows runs too early, and failures are unhandled rejections.",
        fix="Use `for (const x of xs) { await ... }`, or `await Promise.all(xs.map(async ...))`.",
        key="callback",
    )


def _rejects(written: str) -> Defect:
    return Defect(
        f"`{written}` ignores the promise of its async callback: a failure inside is an unhandled rejection.",
        fix="Handle errors inside the callback (`try`/`catch` around the awaits).",
        key="callback",
    )


def _executor() -> Defect:
    return Defect(
        "An error in this async executor neither rejects the new promise nor reaches anyone.",
        fix="Make the function async and drop `new Promise`, or catch inside and call `reject`.",
        key="executor",
    )


# --- chains --------------------------------------------------------------------------------------------------


def _chain(view: FileView, call: m.Call) -> Iterator[Site]:
    """``f().then(...)`` as a statement, with no ``catch`` and no second callback anywhere in the chain."""
    if (
        len(call.args) != 1
        or not isinstance(call.parent, m.ExprStmt)
        or not isinstance(call.args[0].value, (m.Function, m.Name))
    ):
        return
    if m.enclosing(call, m.Function) is None and re.search(
        r"^import\b", view.module.text(call) if view.module else ""
    ):
        return
    current: m.Expr = call
    while isinstance(current, m.Call) and isinstance(current.callee, m.Attr):
        if current.callee.name in _CONSUMED or (current.callee.name == "then" and len(current.args) > 1):
            return
        if not isinstance(current.callee.base, m.Call) or m.dotted(current.callee) == "Promise.allSettled":
            break
        current = current.callee.base
    if (
        not isinstance(current, m.Call)
        or m.dotted(current.callee) == "Promise.allSettled"
        or _marked(view, call)
    ):
        return
    yield view.site(
        m.statement_of(call),
        Defect(
            "This chain has no `.catch`: a failure is an unhandled rejection.",
            fix="Await it, return it, or add `.catch(...)`.",
            key="chain",
        ),
    )


RULE = Rule(
    id="error-handling/unhandled-promise",
    severity=Severity.WARNING,
    local=True,
    languages=("javascript", "typescript"),
    title="Promise that nobody waits for",
    what="A call of an async function whose promise is neither awaited, returned nor caught; an `async` callback given to `forEach`,"
    " `filter`, `setTimeout` or an event emitter, which do not wait; `new Promise(async ...)`; a `.then` chain without `.catch`.",
    why="A failure becomes an unhandled rejection, which ends a Node process, and code after it runs before the work is done.",
    fix="Await it, return it, add `.catch(...)`, or write `void` where nobody need wait and errors are handled inside.",
    site="every call that is known to give a promise, and every async callback",
    references=(
        "https://nodejs.org/api/process.html#event-unhandledrejection",
        "https://developer.mozilla.org/en-US/docs/Web/JavaScript/Guide/Using_promises#common_mistakes",
    ),
    bad=BAD,
    good=GOOD,
)
