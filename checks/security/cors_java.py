"""Cross-origin set-ups of Spring: annotations, configuration objects and chains."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checks.security.options import chain, list_items
from checks.security.wording import callee_name
from checks.syntax import model as m
from checks.syntax.flow import Flow

_SETTERS = frozenset({"setAllowedOrigins", "addAllowedOrigin", "setAllowedOriginPatterns", "addAllowedOriginPattern"})  # fmt: skip
_CHAINED = frozenset({"allowedOrigins", "allowedOriginPatterns"})


@dataclass(frozen=True, slots=True)
class SpringCors:
    """One set-up: where the origins are stated, whether that is any, whether credentials go along."""

    node: m.Node
    origins: m.Node
    wide: bool
    credentials: bool


def spring_cors(flow: Flow) -> Iterator[SpringCors]:
    """Every CORS set-up of a file."""
    for call in flow.calls():
        name = callee_name(call)
        if name == "CrossOrigin":
            given = [
                call.keyword(k) or (call.positional(0) if k == "value" else None)
                for k in ("origins", "originPatterns", "value")
            ]
            stated = [g for g in given if g is not None]
            allowed = call.keyword("allowCredentials")
            wide = not stated or any(_any(flow, g) for g in stated)
            yield SpringCors(call, call, wide, str(flow.constant(allowed)).lower() == "true")
        elif name in _CHAINED:
            wide = any(_any(flow, a.value) for a in call.args)
            credentials = any(_says_credentials(flow, c) for c in [*chain(call), *_before(call)])
            yield SpringCors(call, call.args[0] if call.args else call, wide, credentials)
        elif name in _SETTERS and isinstance(call.callee, m.Attr):
            wide = any(_any(flow, a.value) for a in call.args)
            yield SpringCors(call, call, wide, _set_beside(flow, call, m.dotted(call.callee.base)))


def _before(call: m.Call) -> list[m.Call]:
    found = []
    node: m.Expr = call
    while isinstance(node, m.Call) and isinstance(node.callee, m.Attr):
        node = node.callee.base
        if isinstance(node, m.Call):
            found.append(node)
    return found


def _any(flow: Flow, expr: m.Expr) -> bool:
    items = list_items(flow, expr)
    if items is None:
        found = flow.definition(expr)
        if isinstance(found, m.Call) and callee_name(found) in ("of", "singletonList", "asList"):
            items = [a.value for a in found.args]
    return any(flow.constant(i) == "*" for i in (items if items is not None else [expr]))


def _says_credentials(flow: Flow, call: m.Call) -> bool:
    return (
        callee_name(call) in ("allowCredentials", "setAllowCredentials")
        and flow.constant(call.positional(0)) is not False
    )


def _set_beside(flow: Flow, call: m.Call, name: str) -> bool:
    return any(
        isinstance(other, m.Call)
        and isinstance(other.callee, m.Attr)
        and m.dotted(other.callee.base) == name
        and _says_credentials(flow, other)
        for other in flow.scopes.scope_of(call).walk()
    )
