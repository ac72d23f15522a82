"""Cookies that a program writes as text: a ``Set-Cookie`` header, ``document.cookie``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checks.security.wording import callee_name
from checks.syntax import model as m
from checks.syntax.flow import Flow

_WRITES = frozenset(
    {
        "setHeader",
        "header",
        "set",
        "Set",
        "append",
        "Add",
        "addHeader",
        "Append",
        "add_header",
        "set_header",
        "add",
        "writeHead",
    }
)


@dataclass(frozen=True, slots=True)
class WrittenCookie:
    """``attributes`` is the lower-case text after the value; ``script`` says that a page's script writes it."""

    node: m.Node
    name: str
    attributes: str
    script: bool = False


def written_cookies(flow: Flow) -> Iterator[WrittenCookie]:
    """Every cookie whose text shows, with a value that does not stand in the text."""
    for node, value, script in _places(flow):
        items = value.items if isinstance(value, m.Sequence) else [value]
        for item in items:
            made = flow.definition(item)
            read = _read(made)
            if read is not None:
                yield WrittenCookie(item if node.line < item.line <= node.end_line else node, *read, script)


def _places(flow: Flow) -> Iterator[tuple[m.Node, m.Expr, bool]]:
    for call in flow.calls():
        if callee_name(call) in _WRITES and len(call.args) == 2 and _is_header(call.args[0].value):
            yield m.statement_of(call), flow.definition(call.args[1].value), False
    for assign in flow.module.every(m.Assign):
        for target in assign.targets:
            if assign.value is None:
                continue
            if isinstance(target, m.Index) and _is_header(target.key):
                yield assign, flow.definition(assign.value), False
            elif m.dotted(target) in ("document.cookie", "window.document.cookie"):
                yield assign, flow.definition(assign.value), True
    for pair in flow.module.every(m.Pair):
        if _is_header(pair.key):
            yield pair, flow.definition(pair.value), False


def _is_header(expr: m.Node | None) -> bool:
    return isinstance(expr, m.Literal) and str(expr.value).lower() == "set-cookie"


def _read(made: m.Expr) -> tuple[str, str] | None:
    """Name and attributes of ``name=<value>; Path=/; Secure``; None where the text may say more than it shows."""
    parts = made.parts if isinstance(made, m.Template) else _joined(made)
    if len(parts) < 2 or not isinstance(parts[0], m.Literal) or isinstance(parts[1], m.Literal):
        return None
    named = re.fullmatch(r"\s*([\w.-]+)=", str(parts[0].value))
    if named is None:
        return None
    before, text = "", ""
    for part in parts[2:]:
        if isinstance(part, m.Literal):
            before = str(part.value)
            text += before.lower()
        elif re.search(r"(?:^|;)\s*$", before) or not before:
            return None  # attributes from elsewhere
        else:
            before = "?"
    return named.group(1), text


def _joined(expr: m.Expr) -> list[m.Expr]:
    if isinstance(expr, m.Binary) and expr.op == "+":
        return [*_joined(expr.left), expr.right]
    return [expr]
