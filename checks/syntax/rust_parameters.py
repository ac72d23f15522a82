"""Which parameters of a Rust function a web framework fills with text of a request."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.syntax import model as m
from checks.syntax.types_of_members import member_type

if TYPE_CHECKING:
    from checks.syntax.flow import Flow

_ROUTES = frozenset({"get", "post", "put", "patch", "delete", "head", "options", "route", "catch"})
_WARP = frozenset({"map", "and_then", "then"})


def rust_parameter(flow: Flow, function: m.Function, param: m.Param, key: str) -> str | bool | None:
    """See :func:`checks.syntax.parameters.request_parameter`; None where the extractors of parameters decide."""
    called = None if function.parent is None else function.parent.parent
    if key == "0" and isinstance(called, m.Call) and _enumerates(called.callee):
        return True  # the position
    kind = _part(flow, param, key)
    typed = flow.dialect.typed_names
    if kind and typed is not None and typed.match(kind):
        return True
    if param.decorators:
        return None
    for decorator in function.decorators:
        if isinstance(decorator, m.Call) and m.dotted(decorator.callee).rpartition(".")[2] in _ROUTES:
            texts = [str(a.value.value) for a in decorator.args if isinstance(a.value, m.Literal)]
            if param.name and any(f"<{param.name}>" in t or f"<{param.name}..>" in t for t in texts):
                return f"the request parameter `{param.name}`"  # Rocket
    if (
        isinstance(called, m.Call)
        and isinstance(called.callee, m.Attr)
        and called.callee.name in _WARP
        and param.annotation == "String"
        and re.match(r"warp\b", flow.resolve(called.callee.base))
    ):
        return f"the path parameter `{param.name}`"
    return None


def _enumerates(callee: m.Expr) -> bool:
    made = callee.base if isinstance(callee, m.Attr) else None
    return isinstance(made, m.Call) and isinstance(made.callee, m.Attr) and made.callee.name == "enumerate"


_OPENED = frozenset({"into_inner", "clone", "unwrap", "as_ref", "to_owned"})


def typed_part(flow: Flow, source: m.Expr, key: str) -> bool:
    """Whether the part that ``let (name, id) = path.into_inner()`` takes cannot carry text."""
    if key == "0" and isinstance(source, m.Call) and m.dotted(source.callee).endswith(".enumerate"):
        return True
    while isinstance(source, m.Call) and isinstance(source.callee, m.Attr) and source.callee.name in _OPENED:
        source = source.callee.base
    if isinstance(source, m.Attr) and source.name == "0":
        source = source.base
    if not isinstance(source, m.Name) or not key:
        return False
    _, bindings = flow.scopes.lookup(source.id, source)
    param = bindings[0].node if len(bindings) == 1 else None
    typed = flow.dialect.typed_names
    if not isinstance(param, m.Param) or typed is None:
        return False
    return bool(typed.match(_part(flow, param, key)))


def _part(flow: Flow, param: m.Param, key: str) -> str:
    """Type of what a pattern takes: of ``Path((name, id)): Path<(String, i64)>``, or of a member of a struct of this file."""
    kind = param.annotation
    if not key:
        return kind
    if not kind.startswith("("):
        return member_type(flow, f"./{kind}()", key) if kind.isidentifier() else ""
    parts: list[str] = [""]
    depth = 0
    for char in kind[1:-1]:
        depth += (char in "(<[") - (char in ")>]")
        if char == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += char
    return parts[int(key)].strip() if key.isdigit() and int(key[:3]) < len(parts) else ""
