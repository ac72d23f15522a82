"""Which calls open, send, change or unpack files, and which of their arguments is the path."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checks.knowledge import Fact, known_facts
from checks.security.carriers import last_name
from checks.syntax import model as m
from checks.syntax.flow import Flow

_PATH_METHODS = frozenset({"read_text", "read_bytes", "write_text", "write_bytes"})
_PATH_METHODS_TYPED = frozenset({"open", "unlink", "mkdir", "rmdir", "iterdir", "rename", "touch"})
_RESPONSES = frozenset({"res", "response"})


@dataclass(frozen=True, slots=True)
class FileSink:
    """One path argument. ``rooted`` when the callee itself refuses paths that leave a fixed folder."""

    call: m.Call
    path: m.Expr
    rooted: bool = False


def file_sinks(flow: Flow) -> Iterator[FileSink]:
    """Every path argument of a call that touches files, in source order."""
    language = flow.module.language
    for call in flow.calls():
        known = False
        for fact in known_facts(flow, call, "file"):
            path = fact.given(call)
            if path is not None and _of_kind(flow, path, fact):
                known = True
                yield FileSink(call, path, bool(fact.more.get("rooted")))
        if known:
            continue
        if language == "python":
            yield from _python(flow, call)
        elif language in ("javascript", "typescript", "tsx"):
            yield from _response(flow, call)


def _of_kind(flow: Flow, path: m.Expr, fact: Fact) -> bool:
    """Whether what is given is a path at all, where the call takes other things too."""
    wanted, unwanted = fact.more.get("only_of"), fact.more.get("not_of")
    if wanted is None and unwanted is None:
        return True
    kind = flow.resolve(path)
    return not (wanted and not re.fullmatch(wanted, kind)) and not (unwanted and re.fullmatch(unwanted, kind))


def _python(flow: Flow, call: m.Call) -> Iterator[FileSink]:
    """Methods of a path, whatever made it, and ``save`` of an uploaded file."""
    callee = call.callee
    if not isinstance(callee, m.Attr):
        return
    method = callee.name
    if method in _PATH_METHODS or (method in _PATH_METHODS_TYPED and _is_path(flow, callee.base)):
        yield FileSink(call, callee.base)
    elif method == "save" and call.args and not call.args[0].spread:
        received = flow.value(callee.base).taint
        target = call.positional(0) or call.keyword("dst")
        if received is not None and received.grade == "request" and target is not None:
            yield FileSink(call, target)


def _is_path(flow: Flow, expr: m.Expr) -> bool:
    found = flow.definition(expr)
    if (
        isinstance(found, m.Call)
        and isinstance(found.callee, m.Attr)
        and found.callee.name in ("resolve", "joinpath", "absolute")
    ):
        found = found.callee.base
    if isinstance(found, m.Binary) and found.op == "/":
        return True
    return flow.resolve(found).startswith(("pathlib.Path()", "pathlib.PurePath()", "anyio.Path()"))


def _response(flow: Flow, call: m.Call) -> Iterator[FileSink]:
    """``res.sendFile(path, { root })`` and its like."""
    callee = call.callee
    if last_name(callee) not in ("sendFile", "sendfile", "download") or not isinstance(callee, m.Attr):
        return
    base = m.dotted(callee.base).removesuffix("()")
    path = call.positional(0)
    if path is not None and (base.rpartition(".")[2].removesuffix("()") in _RESPONSES or ".status" in base):
        options = [flow.definition(a.value) for a in call.args[1:]]
        rooted = any(isinstance(o, m.Mapping) and o.get("root") is not None for o in options)
        yield FileSink(call, path, rooted)
