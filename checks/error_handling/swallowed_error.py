"""Errors that vanish: a handler that does nothing with what it took."""

from __future__ import annotations

from collections.abc import Iterator

from checks.error_handling import rust_errors
from checks.error_handling.deeds import Deeds
from checks.error_handling.error_types import SCRIPT, TYPED, error_types
from checks.error_handling.go_errors import (
    PARSES,
    ErrorCheck,
    error_checks,
    is_nil,
    recovered,
    results,
    returns_error,
)
from checks.error_handling.handler_calls import CLEANUP
from checks.error_handling.handlers import (
    ErrorHandler,
    answers_predicate,
    answers_probe,
    converts,
    expected_here,
    handlers,
    is_cleanup,
)
from checks.error_handling.swallowed_error_examples import BAD, GOOD
from checks.error_handling.translations import only_converts
from checks.report import Severity
from checks.rules import Defect, Rule, Site
from checks.syntax import model as m
from checks.views import FileView

_NOTHING = Deeds(empty=True)


def check(view: FileView) -> Iterator[Site]:
    """Every handler is a site, and every ``contextlib.suppress``; one that loses its error is a finding."""
    if view.module is None:
        return
    if view.language == "go":
        for tested in error_checks(view.flow):
            yield view.site(tested.node, _go(tested), end=tested.node.body)
        for call, vanishes in recovered(view.flow):
            lost = Defect(
                "This `recover()` takes every panic and drops it; nobody will learn that it happened.",
                key="recover",
            )
            yield view.site(m.statement_of(call), lost if vanishes else None)
        return
    if view.language == "rust":
        yield from rust_errors.swallowed(view)
        return
    for handler in handlers(view.flow):
        yield view.site(handler.node, _defect(view, handler))
    if view.language == "kotlin":
        yield from _run_catching(view)
    for call in view.flow.calls():
        if view.flow.resolve(call.callee) in ("contextlib.suppress", "suppress"):
            yield view.site(call, _suppressed(view, call))


def _defect(view: FileView, handler: ErrorHandler) -> Defect | None:
    deeds = handler.deeds
    if not (deeds.empty or deeds.sentinel or deeds.cleanup_only):
        return None
    if is_cleanup(view.flow, handler) or _named_for_later(view, handler):
        return None
    if deeds.sentinel and answers_predicate(handler):
        return None
    if view.language in SCRIPT:
        return _javascript(view, handler)
    if not handler.broad and not any(t in error_types(view.language).unchecked for t in handler.types):
        if handler.commented or deeds.sentinel or deeds.cleanup_only:
            return None
        kinds = error_types(view.language)
        if all(t in kinds.expected or kinds.expected_name.search(t) for t in handler.types):
            return None
        if _next_is_fallback(handler) or expected_here(view.flow, handler) or _raises_after_loop(handler):
            return None
        if _decides(handler) or _keeps_default(handler) or _polls(handler):
            return None
        if view.language == "python" and only_converts(view.flow, handler):
            return None
    elif view.language in TYPED and (
        _next_is_fallback(handler) or converts(handler) or (deeds.sentinel and answers_probe(handler))
    ):
        return None
    taken = f"`{', '.join(handler.types)}`" if handler.types else "every error"
    return Defect(f"This handler takes {taken} and {_does(handler)}; nobody will learn that it happened.")


def _named_for_later(view: FileView, handler: ErrorHandler) -> bool:
    """Ruby's and PHP's caught error outlives its clause: ``rescue => error`` and ``raise error if error`` after it."""
    if view.language not in ("ruby", "php") or not handler.name:
        return False
    scope = m.enclosing(handler.node, m.Function)
    return scope is not None and any(
        isinstance(n, m.Name) and n.id == handler.name and n.start >= handler.node.end for n in scope.walk()
    )


def _decides(handler: ErrorHandler) -> bool:
    """``try: match = resolve(path) / except NoMatch: pass / else: ...``: the narrow error is one of two ways on."""
    owner = handler.owner
    return isinstance(owner, m.Try) and owner.orelse is not None and not handler.deeds.leaves_loop


def _keeps_default(handler: ErrorHandler) -> bool:
    """One value is computed into a name that has a default: the same as giving the default in the handler."""
    owner = handler.owner
    if (
        not isinstance(owner, m.Try)
        or len(owner.body.items) != 1
        or not isinstance(owner.body.items[0], m.Assign)
    ):
        return False
    target = owner.body.items[0].targets[0]
    function = m.enclosing(handler.node, m.Function)
    if not isinstance(target, m.Name) or function is None or handler.deeds.leaves_loop:
        return False
    if any(p.name == target.id for p in function.params):
        return True
    return any(
        isinstance(n, m.Assign)
        and n.start < owner.start
        and any(isinstance(t, m.Name) and t.id == target.id for t in n.targets)
        for n in function.body.walk_scope()
    )


def _run_catching(view: FileView) -> Iterator[Site]:
    """Kotlin's ``runCatching { ... }`` as a statement, its result dropped."""
    for call in view.flow.calls():
        callee = call.callee
        last = callee.name if isinstance(callee, m.Attr) else callee.id if isinstance(callee, m.Name) else ""
        if (
            last == "getOrNull"
            and isinstance(callee, m.Attr)
            and m.dotted(callee.base).endswith("runCatching()")
        ):
            caught = callee.base
        elif last == "runCatching":
            caught = call
        else:
            continue
        if not isinstance(call.parent, m.ExprStmt) or not isinstance(caught, m.Call):
            continue
        task = caught.args[-1].value if caught.args else None
        calls = (
            [n for n in task.body.walk_scope() if isinstance(n, m.Call)]
            if isinstance(task, m.Function)
            else []
        )
        tidy = bool(calls) and all(CLEANUP.match(m.dotted(c.callee).rpartition(".")[2] or "-") for c in calls)
        statement = call.parent
        assert view.module is not None
        said = any(
            statement.line - 1 <= c.line <= statement.end_line and len(c.text.split()) >= 3
            for c in view.module.comments
        )
        yield view.site(
            statement,
            None
            if tidy or said
            else Defect(
                "This `runCatching` takes every error, cancellation too, and its result is dropped; nobody will learn that it happened."
            ),
        )


def _go(tested: ErrorCheck) -> Defect | None:
    """A branch without statements, one that only goes on with the loop, one that returns nil in place of the error."""
    node = tested.node
    if not tested.plain or tested.commented or node.orelse is not None:
        return None
    origin = f" of `{tested.source.rpartition('/')[2]}`" if tested.source else ""
    items = node.body.items
    if not items:
        return Defect(f"The error{origin} is tested and then ignored: the branch is empty.", key="empty")
    if len(items) != 1 or PARSES.search(tested.source):
        return None
    only = items[0]
    if isinstance(only, m.Jump) and only.kind == "continue":
        return Defect(
            f"The error{origin} is dropped by `continue`; nobody will learn which item failed.",
            key="continue",
        )
    if isinstance(only, m.Return) and returns_error(only):
        values = results(only)
        if values and all(map(_is_empty, values)) and is_nil(values[-1]):
            return Defect(
                f"The error{origin} becomes `nil`: the caller takes the failure for success.", key="nil"
            )
    return None


def _is_empty(expr: m.Expr) -> bool:
    if isinstance(expr, m.Literal):
        return expr.value in (None, False, 0, "")
    return isinstance(expr, m.Mapping) and not expr.pairs


def _javascript(view: FileView, handler: ErrorHandler) -> Defect | None:
    """JavaScript's catch has no type, so a comment or a tested sentinel stands for the narrow type."""
    deeds = handler.deeds
    if handler.commented and not deeds.cleanup_only:
        return None
    if isinstance(handler.owner, m.Call):
        if (deeds.sentinel and _is_used(handler.owner)) or _handled_elsewhere(handler.owner):
            return None
    elif _next_is_fallback(handler) or (
        deeds.sentinel and (_guards_one_parse(view, handler.owner) or _shown_state(view, handler))
    ):
        return None
    what = "`.catch()` callback" if isinstance(handler.owner, m.Call) else "catch block"
    return Defect(f"This {what} {_does(handler)}; nobody will learn that the call failed.")


def _shown_state(view: FileView, handler: ErrorHandler) -> bool:
    """``user.value = null`` of a Vue ref, as ``setUser(null)`` of React: the page shows that there is nobody."""
    if not view.flow.imports_any("vue", "pinia", "@vue/composition-api", "nuxt/app", "#imports"):
        return False
    targets = [t for s in handler.body.items if isinstance(s, m.ExprStmt | m.Assign) for t in _targets(s)]
    return bool(targets) and all(isinstance(t, m.Attr) and t.name == "value" for t in targets)


def _targets(statement: m.Stmt) -> list[m.Expr]:
    assign = statement.value if isinstance(statement, m.ExprStmt) else statement
    return list(assign.targets) if isinstance(assign, m.Assign) else []


def _does(handler: ErrorHandler) -> str:
    deeds = handler.deeds
    if deeds.cleanup_only:
        return "only cleans up"
    if deeds.sentinel:
        return "turns it into an empty value"
    return "does nothing with it"


def _next_is_fallback(handler: ErrorHandler) -> bool:
    """``try: return fast(); except X: pass`` followed by the slow way: what comes after is the fallback."""
    owner = handler.owner
    if not isinstance(owner, m.Try) or handler.deeds.leaves_loop:
        return False
    leaves = any(isinstance(n, m.Return) for n in owner.body.walk_scope())
    return leaves and _goes_on_after(owner)


def _goes_on_after(statement: m.Node) -> bool:
    """Whether the function has more to do after a statement, there or behind the branches around it."""
    inner: m.Node = statement
    for parent in statement.ancestors():
        if isinstance(parent, m.Block):
            following = [s for s in parent.items if s.start > inner.start]
            if following:
                return not isinstance(following[0], m.Jump)
            inner = parent
        elif not isinstance(parent, (m.If, m.With)):
            return False
        else:
            inner = parent
    return False


_TIMEOUTS = frozenset(
    {
        "socket.timeout",
        "TimeoutError",
        "asyncio.TimeoutError",
        "concurrent.futures.TimeoutError",
        "BlockingIOError",
    }
)


def _polls(handler: ErrorHandler) -> bool:
    """``while running: try: connection.drain_events(timeout=1) / except TimeoutError: pass``: nothing came this time."""
    owner = handler.owner
    if not isinstance(owner, m.Try) or not all(t in _TIMEOUTS for t in handler.types):
        return False
    if any(isinstance(n, m.Call) and n.keyword("timeout") is not None for n in owner.body.walk_scope()):
        return True
    loop = m.enclosing(handler.node, m.Loop)
    return loop is not None and loop.kind == "while"


def _raises_after_loop(handler: ErrorHandler) -> bool:
    """``for host in hosts: try: return ask(host) except E: continue`` with a raise after it: the last failure is told."""
    for loop in handler.node.ancestors():
        if isinstance(loop, m.Function):
            return False
        if not isinstance(loop, m.Loop) or not isinstance(loop.parent, m.Block):
            continue
        following = [s for s in loop.parent.items if s.start > loop.start]
        rest = [*following, *(loop.orelse.items if loop.orelse is not None else [])]
        if any(isinstance(s, m.Raise) for s in rest):
            return True
    return False


def _is_used(call: m.Call) -> bool:
    """``const x = await f().catch(() => null)``: the sentinel reaches a variable, an argument or a return."""
    parent = call.parent
    while isinstance(parent, (m.Await, m.Attr, m.Call)) and not isinstance(parent, m.Arg):
        parent = parent.parent
    return not isinstance(parent, m.ExprStmt)


def _handled_elsewhere(call: m.Call) -> bool:
    """``promise.catch(() => {})`` as a statement on a variable that is awaited or handed on later."""
    callee = call.callee
    if not (
        isinstance(callee, m.Attr) and isinstance(callee.base, m.Name) and isinstance(call.parent, m.ExprStmt)
    ):
        return False
    name = callee.base
    scope = m.enclosing(call, m.Function)
    return scope is not None and any(
        isinstance(n, m.Name) and n.id == name.id and n.start > call.end for n in scope.walk()
    )


_PARSES = ("require", "fs.statSync", "fs.accessSync", "fs.lstatSync", "fs.promises.stat", "fs.promises.access", "fs.stat", "fs.access",
           "JSON.parse", "URL", "decodeURIComponent", "BigInt", "RegExp", "require.resolve", "atob", "structuredClone",
           "localStorage.getItem", "localStorage.setItem", "sessionStorage.getItem", "sessionStorage.setItem", "new URL")  # fmt: skip


def _guards_one_parse(view: FileView, owner: m.Try) -> bool:
    """Whether all that the try guards is one parse of a value: its only failure is the expected one."""
    calls = [n for n in owner.body.walk_scope() if isinstance(n, m.Call)]
    names = [view.flow.resolve(c.callee) or m.dotted(c.callee) for c in calls]
    return bool(names) and len(owner.body.items) <= 2 and any(n in _PARSES for n in names)


def _suppressed(view: FileView, call: m.Call) -> Defect | None:
    names = [view.flow.resolve(a.value).rpartition(".")[2] for a in call.args]
    broad = [n for n in names if n in ("Exception", "BaseException")]
    if not broad:
        return None
    block = call.parent.parent if isinstance(call.parent, m.WithItem) else None
    if isinstance(block, m.With):
        fake = m.Try(block.body, [])
        fake.parent = block.parent
        only_cleanup = is_cleanup(
            view.flow, ErrorHandler(block, block.body, tuple(names), "", fake, _NOTHING, False)
        )
        if only_cleanup:
            return None
    return Defect(
        f"`suppress({broad[0]})` hides every error of this block; nobody will learn that it happened."
    )


RULE = Rule(
    id="error-handling/swallowed-error",
    severity=Severity.WARNING,
    local=True,
    languages=("python", "javascript", "typescript", "go", "java", "kotlin", "csharp", "php", "ruby", "rust"),
    title="Error swallowed",
    what="A handler that neither raises again, returns or hands on the error, logs or records it, nor does a real fallback:"
    " `except: pass`, `catch {}`, `.catch(() => {})`, `rescue nil`, `Err(_) => {}`, a broad catch that returns an empty value.",
    why="The failure still happened. The next person sees wrong data or a missing side effect, and no trace of the cause.",
    fix="Catch the one error you expect, or log it with its trace, or let it rise.",
    site="every handler, `.catch()` callback, `contextlib.suppress`, Go `if err != nil` and `recover()`",
    cwe="CWE-390",
    yields_to=("error-handling/ignored-error-result",),
    references=(
        "https://cwe.mitre.org/data/definitions/390.html",
        "https://docs.python.org/3/tutorial/errors.html#handling-exceptions",
        "https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Statements/try...catch",
    ),
    bad=BAD,
    good=GOOD,
)
