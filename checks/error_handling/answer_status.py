"""What an error answer says of itself: whether its body reports a failure, and what a status that does not fit means."""

from __future__ import annotations

from collections.abc import Iterator

from checks.rules import Defect
from checks.syntax import model as m

ERROR_KEYS = frozenset({"error", "errors", "err", "error_message", "errorMessage", "error_code"})


def success(status: int) -> Defect:
    """An error with a status of success."""
    return Defect(
        f"This answer reports an error with status {status}: clients, caches and monitors take it for success.",
        fix="Give the status that fits: 400/404/409/422 for the client's mistakes, 500 or 502 for ours.",
        key="success",
    )


def server() -> Defect:
    """The client's own mistake with a status that blames the server."""
    return Defect(
        "Bad input from the client is answered with 500, as if the server had failed; clients will retry it.",
        fix="Answer 400 or 422.",
        key="server",
    )


def judge(status: int | None, bad_input: bool) -> Defect | None:
    """The defect of an error answer; ``status`` is None where the code does not show it."""
    if status is None:
        return None
    if 200 <= status < 300:
        return success(status)
    return server() if status == 500 and bad_input else None


def is_error(body: m.Mapping | m.Call) -> bool:
    """Whether a body is about a failure: an ``error`` that is not empty, ``success: false``, ``status: "error"``."""
    if isinstance(body, m.Mapping):
        pairs = [(str(p.key.value), p.value) for p in body.pairs if isinstance(p.key, m.Literal)]
    else:
        pairs = [(a.name or "", a.value) for a in body.args]
    if any(key == "jsonrpc" for key, _ in pairs):
        return False  # the transport's status says nothing about the call
    if any(key in ("form", "html") for key, _ in pairs):
        return False  # a piece of a page for a script to put in, its errors shown in it
    for key, value in pairs:
        constant = value.value if isinstance(value, m.Literal) else ...
        if (
            key in ERROR_KEYS
            and len(pairs) <= 4
            and constant not in (None, "", False, 0)
            and not _maybe_empty(value)
        ):
            return True
        if key in ("success", "ok") and constant is False and isinstance(value, m.Literal):
            return True
        if key == "status" and constant in ("error", "fail", "failed", "failure"):
            return True
    return False


def names_errors(body: m.Node | None) -> bool:
    """Whether a body has a member for errors at all, full or empty."""
    return isinstance(body, m.Mapping) and any(body.get(key) is not None for key in ERROR_KEYS)


def _maybe_empty(value: m.Expr) -> bool:
    """A list of errors that the body always has (``errors: []``, ``error: result.error``)."""
    return (
        (isinstance(value, (m.Sequence, m.Mapping)) and not list(value.children()))
        or isinstance(value, (m.Conditional, m.Comprehension))
        or (isinstance(value, m.Attr) and value.name in ("error", "errors", "last_error", "lastError", "err"))
        or (
            isinstance(value, m.Call)
            and isinstance(value.callee, m.Attr)
            and value.callee.name in ("map", "filter")
        )
    )


def ran_before(node: m.Node) -> Iterator[m.Node]:
    """Every node of the statements that stand before a node in the blocks around it, without the branches that leave."""
    for parent in node.ancestors():
        if isinstance(parent, m.Function):
            return
        if not isinstance(parent, m.Block):
            continue
        for statement in parent.items:
            if statement.end <= node.start:
                yield from (n for n in statement.walk_scope() if not _left(n, parent))


def _left(node: m.Node, until: m.Block) -> bool:
    """Whether a node stands in a branch after which the function is over."""
    for parent in node.ancestors():
        if parent is until:
            return False
        if isinstance(parent, m.Block) and parent.items and isinstance(parent.items[-1], (m.Return, m.Raise)):
            return True
    return False
