"""Handlers that take more errors than they can deal with, and go on as if nothing had happened."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.error_handling.boundaries import at_boundary
from checks.error_handling.deeds import is_log, is_loud
from checks.error_handling.error_types import TYPED, error_types
from checks.error_handling.handler_calls import empty_value, mentions
from checks.error_handling.handlers import (
    ErrorHandler,
    answers_predicate,
    answers_probe,
    converts,
    handlers,
    is_cleanup,
)
from checks.error_handling.overbroad_catch_examples import BAD, GOOD
from checks.languages import reported
from checks.report import Severity
from checks.rules import Defect, Example, Rule, Site
from checks.syntax import model as m
from checks.views import FileView

_WORDS = {"python": "except", "ruby": "rescue"}


def check(view: FileView) -> Iterator[Site]:
    """Every except clause is a site; a broad one that neither raises again nor stands at a boundary is a finding."""
    if view.module is None:
        return
    for handler in handlers(view.flow):
        if isinstance(handler.node, m.Handler):
            yield view.site(handler.node, _defect(view, handler))


def _defect(view: FileView, handler: ErrorHandler) -> Defect | None:
    deeds = handler.deeds
    if view.language in TYPED and "InterruptedException" in handler.types:
        return _interrupted(view, handler)
    if deeds.reraises or is_cleanup(view.flow, handler):
        return None
    kinds = error_types(view.language)
    if view.language in TYPED:
        return _goes_on(view, handler)
    takes_all = not handler.types or any(t in kinds.everything for t in handler.types)
    cancels = takes_all or any(t in kinds.cancelling for t in handler.types)
    given_on = (deeds.propagates and bool(handler.name)) or _ends_process(handler)
    if (
        takes_all
        and not given_on
        and not _earlier_takes_cancel(handler, kinds.cancelling)
        and not (at_boundary(view.flow, handler) and not _in_coroutine(handler))
    ):
        what = "bare `except`" if not handler.types else "`except BaseException`"
        return Defect(
            f"This {what} also takes `KeyboardInterrupt`, `SystemExit` and cancellation, and does not raise them again.",
            fix="Catch the errors you expect, at most `Exception`; raise the others again.",
            key="cancel",
        )
    if cancels and not takes_all:
        return _cancelled(view, handler)
    if not handler.broad:
        return None
    if deeds.sentinel and (answers_probe(handler) or answers_predicate(handler)):
        return None
    if deeds.empty or deeds.sentinel or deeds.cleanup_only:
        return Defect(_message(view, handler, "goes on as if nothing had happened"))
    if deeds.answers or (deeds.propagates and (deeds.logs_trace or not deeds.logs)):
        return None
    if deeds.logs and (handler.commented or (deeds.logs_trace and _deals_with_it(view, handler))):
        return None
    if at_boundary(view.flow, handler) and (
        deeds.logs_trace or deeds.propagates or _tells_loudly(view, handler)
    ):
        return None
    if deeds.logs:
        after = "goes on" if deeds.logs_trace else "logs one line without the trace and goes on"
        return Defect(_message(view, handler, after))
    if deeds.falls_back and not handler.commented:
        return Defect(_message(view, handler, "falls back without a word"))
    return None


def _in_coroutine(handler: ErrorHandler) -> bool:
    """In a coroutine ``BaseException`` is first of all a cancellation."""
    function = m.enclosing(handler.node, m.Function)
    return function is not None and function.is_async and m.function_name(function) != "main"


_STOPS = re.compile(
    r"(?:^|_)(?:stop|close|aclose|shutdown|cancel\w*|cleanup|disconnect|exit|aexit|terminate|teardown|wait_closed|lifespan)(?:_|$)|^(?:close|stop|cancel|shutdown)[A-Z]"
)


def _cancelled(view: FileView, handler: ErrorHandler) -> Defect | None:
    """A cancellation taken where the coroutine then goes on: in a loop that is not left, or before further statements."""
    function = m.enclosing(handler.node, m.Function)
    if (
        function is None
        or not function.is_async
        or not any(t.endswith(("Cancelled", "CancelledError")) for t in handler.types)
    ):
        return None
    if (
        _STOPS.search(m.function_name(function))
        or handler.commented
        or handler.deeds.propagates
        or handler.deeds.answers
    ):
        return None
    if any(
        isinstance(n, m.Call) and m.dotted(n.callee).rpartition(".")[2] in ("cancel", "uncancel")
        for n in function.walk()
    ):
        return None  # it asked for the cancellation itself
    leaves = any(
        isinstance(n, m.Return) or (isinstance(n, m.Jump) and n.kind == "break")
        for n in handler.body.walk_scope()
    )
    loop = next((n for n in handler.node.ancestors() if isinstance(n, (m.Loop, m.Function))), None)
    if leaves or not (isinstance(loop, m.Loop) or _awaited_here(view, function)):
        return None
    return Defect(
        "This handler takes the cancellation and the coroutine goes on: whoever cancelled the task waits in vain.",
        fix="Raise it again after the clean-up.",
        key="cancel",
    )


def _awaited_here(view: FileView, function: m.Function) -> bool:
    """Whether other code of the file awaits this coroutine, and so goes on after it."""
    name = m.function_name(function)
    return bool(name) and any(
        isinstance(n.value, m.Call) and m.dotted(n.value.callee).rpartition(".")[2] == name
        for n in view.flow.whole.module.every(m.Await)
    )


def _interrupted(view: FileView, handler: ErrorHandler) -> Defect | None:
    """Java clears the flag when it throws: who takes the exception sets it again, or lets it rise."""
    for node in handler.body.walk_scope():
        if isinstance(node, m.Call) and m.dotted(node.callee).endswith("interrupt"):
            return None
        if isinstance(node, m.Raise):
            again = node.value
            if isinstance(again, m.Name) or "Interrupted" in m.dotted(
                again.callee if isinstance(again, m.Call) else again
            ):
                return None
    for function in (n for n in handler.node.ancestors() if isinstance(n, m.Function)):
        if m.function_name(function) == "main":
            return None
    return Defect(
        "This handler takes `InterruptedException` and does not set the thread's interrupt flag again: whoever asked the thread to stop is ignored.",
        fix="Call `Thread.currentThread().interrupt()` in the handler, or let the exception rise.",
        key="interrupt",
    )


def _goes_on(view: FileView, handler: ErrorHandler) -> Defect | None:
    """A broad handler that neither hands on, answers, nor falls back with the trace kept, away from a boundary."""
    deeds = handler.deeds
    if not handler.broad:
        return None
    if converts(handler):
        return None
    if deeds.sentinel and (answers_probe(handler) or answers_predicate(handler)):
        return None
    if deeds.empty or deeds.sentinel or deeds.cleanup_only:
        return Defect(_message(view, handler, "goes on as if nothing had happened"))
    if deeds.answers or deeds.propagates or (deeds.logs_trace and _deals_with_it(view, handler)):
        return None
    if (deeds.logs and handler.commented) or answers_probe(handler):
        return None
    if at_boundary(view.flow, handler) and (
        deeds.logs_trace or not deeds.logs or _tells_loudly(view, handler)
    ):
        return None
    if deeds.logs:
        after = "goes on" if deeds.logs_trace else "logs one line without the trace and goes on"
        return Defect(_message(view, handler, after))
    if deeds.falls_back and not handler.commented:
        return Defect(_message(view, handler, "falls back without a word"))
    return None


def _deals_with_it(view: FileView, handler: ErrorHandler) -> bool:
    """Whether the trace in the log is enough: the program goes on without the deed, or says by None or False that it failed. An
    empty list in the place of a result says that all went well."""
    if any(t in error_types(view.language).everything for t in handler.types):
        return False
    for node in handler.body.walk_scope():
        value = node.value if isinstance(node, (m.Return, m.Yield, m.Assign)) else None
        if value is None or (isinstance(value, m.Literal) and (value.value is False or value.value is None)):
            continue
        if empty_value(value):
            return False
    return True


def _tells_loudly(view: FileView, handler: ErrorHandler) -> bool:
    """At a boundary the error's text at level error is told; that the trace is missing is ``log-without-trace``."""
    if reported(view.language) not in ("python", "java") or not handler.name:
        return False
    return any(
        isinstance(n, m.Call)
        and is_log(view.flow, n)
        and is_loud(n)
        and any(mentions(a.value, handler.name) for a in n.args)
        for n in handler.body.walk_scope()
    )


def _ends_process(handler: ErrorHandler) -> bool:
    return any(
        isinstance(n, m.Call) and m.dotted(n.callee) in ("os._exit", "sys.exit")
        for n in handler.body.walk_scope()
    )


def _message(view: FileView, handler: ErrorHandler, deed: str) -> str:
    name = next((t for t in handler.types if t in error_types(view.language).broad), "")
    word = _WORDS.get(view.language, "catch")
    what = f"`{word} {name}`" if name else f"This bare `{word}`"
    guarded = handler.owner.body if isinstance(handler.owner, m.Try) else handler.body
    lines = guarded.end_line - guarded.line + 1
    size = f"{lines} lines" if lines > 1 else "one line"
    return f"{what} around {size} takes programming mistakes together with the expected failure, and {deed}."


def _earlier_takes_cancel(handler: ErrorHandler, cancelling: frozenset[str]) -> bool:
    """Whether an earlier clause of the same try already took the cancelling exceptions."""
    if not isinstance(handler.owner, m.Try):
        return False
    for other in handler.owner.handlers:
        if other is handler.node:
            return False
        if any(m.dotted(t) in cancelling for t in other.types) and any(
            isinstance(n, m.Raise) for n in other.body.walk_scope()
        ):
            return True
    return False


RULE = Rule(
    id="error-handling/overbroad-catch",
    severity=Severity.WARNING,
    local=True,
    languages=("python", "java", "kotlin", "csharp", "php", "ruby"),
    title="Catch wider than what it can handle",
    what="A bare `except`, `except Exception`, `catch (Exception e)`, `catch (Throwable t)` or `rescue => e` that continues as if nothing had happened, away from"
    " a top-level boundary that logs the trace; an `InterruptedException` taken without setting the flag again, a `CancelledError` after which the coroutine goes on.",
    why="A typo or a broken invariant inside the block now looks like the expected failure, and stays unnoticed.",
    fix="Name the exceptions that the block is known to raise; let the others rise to the boundary that logs them.",
    site="every handler",
    cwe="CWE-396",
    yields_to=("error-handling/swallowed-error",),
    references=(
        "https://cwe.mitre.org/data/definitions/396.html",
        "https://docs.python.org/3/tutorial/errors.html#handling-exceptions",
        "https://docs.python.org/3/library/asyncio-exceptions.html#asyncio.CancelledError",
    ),
    bad=(
        Example(
            {
                "catalog/prices.py": """\
import logging

logger = logging.getLogger(__name__)


def refresh_price(product, feed):
    price = product.price
    try:
        quote = feed.quote(product.sku)
        price = quote.amont
    except Exception as error:  # <-- here
        logger.warning("no quote for %s: %s", product.sku, error)
    return price


def shipping_zone(address, zones):
    try:
        zone = zones[address.country][address.region]
    except Exception:  # <-- here
        zone = zones["default"]
    return zone


async def pull(source, sink):
    try:
        await sink.write(await source.read())
    except BaseException as error:  # <-- here
        logger.error("pull failed: %s", error)
"""
            },
            sites=3,
        ),
        *BAD,
    ),
    good=(
        Example(
            {
                "catalog/worker.py": """\
import logging

from fastapi import APIRouter, HTTPException

logger = logging.getLogger(__name__)
router = APIRouter()


def main(queue, handle):
    while True:
        message = queue.get()
        try:
            handle(message)
        except Exception:
            logger.exception("message %s failed", message.id)


@router.post("/quotes")
async def quote(request, pricing):
    try:
        return await pricing.quote(request)
    except LookupError as error:
        raise HTTPException(404, "no such product") from error


def store(session, row):
    try:
        session.add(row)
        session.commit()
    except Exception:
        session.rollback()
        raise


def price(feed, sku):
    try:
        return feed.quote(sku)
    except (KeyError, TimeoutError) as error:
        logger.warning("no quote for %s: %s", sku, error)
        return feed.last_known(sku)
"""
            },
            sites=4,
        ),
        *GOOD,
    ),
)
