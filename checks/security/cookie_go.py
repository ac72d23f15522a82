"""Cookies and session stores of Go's frameworks that are not one ``http.Cookie`` literal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checks.syntax import model as m
from checks.syntax.flow import Flow

_STORES = re.compile(r"github\.com/(?:gorilla|gin-contrib|labstack/echo-contrib)/sessions?\.Options\(\)$")


@dataclass(frozen=True, slots=True)
class GoCookie:
    """What is stated by member name; ``needs`` are the members that have to be true, ``session`` tells that it is for sign-in."""

    node: m.Node
    members: dict[str, m.Expr]
    needs: tuple[str, ...]
    session: bool = False


def go_cookies(flow: Flow) -> Iterator[GoCookie]:
    """Every such cookie of a file."""
    for mapping in flow.module.every(m.Mapping):
        kind = flow.resolve(mapping) if mapping.type_name else ""
        members = {str(p.key.value): p.value for p in mapping.pairs if isinstance(p.key, m.Literal)}
        if re.search(r"github\.com/gofiber/fiber(?:/v\d+)?\.Cookie\(\)$", kind):
            yield GoCookie(mapping, members, ("Secure", "HTTPOnly"))
        elif _STORES.search(kind):
            yield GoCookie(mapping, members, ("Secure", "HttpOnly"), session=True)
    for call in flow.calls():
        if (
            m.dotted(call.callee) == "new"
            and call.args
            and flow.resolve(call.args[0].value) == "net/http.Cookie"
        ):
            made = call.parent
            if isinstance(made, m.Assign) and isinstance(made.targets[0], m.Name):
                later = _assigned(flow, made, made.targets[0].id)
                yield GoCookie(made, later, ("Secure", "HttpOnly", "SameSite"))
    for assign in flow.module.every(m.Assign):
        target = assign.targets[0] if assign.targets else None
        if (
            not isinstance(target, m.Attr)
            or target.name not in ("Secure", "HttpOnly")
            or assign.value is None
        ):
            continue
        if re.search(r"alexedwards/scs(?:/v\d+)?\.New\(\)\.Cookie$", flow.resolve(target.base)):
            yield GoCookie(assign, {target.name: assign.value}, (target.name,), session=True)


def _assigned(flow: Flow, made: m.Assign, name: str) -> dict[str, m.Expr]:
    found: dict[str, m.Expr] = {}
    for node in flow.scopes.scope_of(made).walk_scope():
        if isinstance(node, m.Assign) and node.value is not None:
            for target in node.targets:
                if isinstance(target, m.Attr) and m.dotted(target.base) == name:
                    found[target.name] = node.value
    return found
