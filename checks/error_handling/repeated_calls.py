"""Retries that are no loop: a handler that calls its own function again; and payments that a loop sends twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.syntax import model as m
from checks.views import FileView

_POSTS = re.compile(
    r"\b(?:requests|httpx|axios|session|client|http|api|rest\w*)\.post\w*\(|method:\s*['\"]POST['\"]|\.charges?\.create\(|\.create_?(?:charge|payment|payout|transfer|refund)\w*\(",
    re.IGNORECASE,
)
_MONEY = re.compile(r"charge|payment|payout|refund|transfer|withdraw", re.IGNORECASE)
_SAFE = re.compile(r"idempot|request_?id|dedup|reference|if-?match", re.IGNORECASE)
_ALL = re.compile(
    r"^(?:Exception|BaseException|requests(?:\.exceptions)?\.RequestException|httpx\.HTTPError|Throwable|java\.lang\.Exception)$"
)


def calls_itself_again(view: FileView) -> Iterator[tuple[m.Call, bool]]:
    """Each call, in a handler, of the function that the handler stands in, and whether it counts the attempts."""
    if view.module is None:
        return
    for handler in view.module.every(m.Handler):
        function = m.enclosing(handler, m.Function)
        name = "" if function is None else m.function_name(function)
        while (
            function is not None and not name
        ):  # `setTimeout(() => connect(), 1000)` stands in an arrow function
            function = m.enclosing(function, m.Function)
            name = "" if function is None else m.function_name(function)
        if function is None:
            continue
        params = [p.name for p in function.params]
        for node in handler.body.walk():
            if not isinstance(node, m.Call) or not _is_own(node, name):
                continue
            same = [a.value.id if isinstance(a.value, m.Name) else "" for a in node.args]
            counted = same != params[: len(same)] or _limited(view, handler, node)
            yield node, counted
    for branch in view.module.every(m.If):
        if _BUSY.search(view.module.text(branch.test)):
            yield from _after_an_answer(branch)


def _after_an_answer(branch: m.If) -> Iterator[tuple[m.Call, bool]]:
    """``if (res.status === 503) return load(url)``: the same again, on what the other side answered."""
    function = m.enclosing(branch, m.Function)
    name = "" if function is None else m.function_name(function)
    if function is None or not name:
        return
    params = [p.name for p in function.params]
    for node in branch.body.walk_scope():
        if isinstance(node, m.Call) and _is_own(node, name) and isinstance(node.parent, (m.Return, m.Await)):
            same = [a.value.id if isinstance(a.value, m.Name) else "" for a in node.args]
            if same == params:
                yield node, False


_BUSY = re.compile(r"\b(?:429|50[0234])\b|!\s*\w+\.ok\b|not \w+\.ok\b")


def waits_for_an_answer(view: FileView, loop: m.Loop) -> bool:
    """``while True: r = get(url); if r.status_code == 200: return r``, with nothing else that ends it."""
    assert view.module is not None
    exits = [
        n
        for n in loop.body.walk_scope()
        if isinstance(n, (m.Return, m.Raise)) or (isinstance(n, m.Jump) and n.kind == "break")
    ]
    if len(exits) != 1:
        return False
    branch = m.enclosing(exits[0], m.If)
    if branch is None or branch.start < loop.start:
        return False
    return bool(re.search(r"\.status(?:_code|Code)?\s*={2,3}\s*200\b|\.ok\b", view.module.text(branch.test)))


def _is_own(call: m.Call, name: str) -> bool:
    callee = call.callee
    if isinstance(callee, m.Name):
        return callee.id == name
    return (
        isinstance(callee, m.Attr)
        and callee.name == name
        and isinstance(callee.base, m.Name)
        and callee.base.id in ("self", "this", "cls")
    )


def _limited(view: FileView, handler: m.Handler, call: m.Call) -> bool:
    """Whether a condition or an earlier way out of the handler decides if the function runs again."""
    for node in call.ancestors():
        if node is handler:
            break
        if isinstance(node, (m.If, m.Conditional, m.Switch)):
            return True
    return any(isinstance(n, (m.Return, m.Raise)) and n.end <= call.start for n in handler.body.walk_scope())


def pays_again(view: FileView, loop: m.Loop) -> bool:
    """Whether the loop sends a payment again whatever the failure was, with nothing that lets the other side know it."""
    assert view.module is not None
    function = m.enclosing(loop, m.Function)
    whole = view.module.text(function) if function is not None else ""
    if not _MONEY.search(whole) or _SAFE.search(view.text):
        return False
    for node in loop.body.walk_scope():
        if isinstance(node, m.Try) and _POSTS.search(view.module.text(node.body)):
            for handler in node.handlers:
                names = [view.flow.resolve(t) or m.dotted(t) for t in handler.types]
                if (not names or any(_ALL.match(n) for n in names)) and not re.search(
                    r"status|code|isinstance|instanceof|retryable", view.module.text(handler), re.IGNORECASE
                ):
                    return True
    return False
