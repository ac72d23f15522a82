"""Cross-origin set-ups that are not one call with its options: option objects, settings one by one, tables of headers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from checks.security.cors_origins import admits_all
from checks.security.options import siblings
from checks.security.wording import callee_name
from checks.syntax import model as m
from checks.syntax.flow import Flow

_PYTHON_CLASSES = {
    "falcon.CORSMiddleware": ("allow_origins", "allow_credentials"),
    "falcon.middleware.CORSMiddleware": ("allow_origins", "allow_credentials"),
    "litestar.config.cors.CORSConfig": ("allow_origins", "allow_credentials"),
    "starlite.CORSConfig": ("allow_origins", "allow_credentials"),
}
_GO_WIDE = frozenset({"AllowAllOrigins", "AllowOrigins", "AllowedOrigins", "AllowOriginFunc"})


@dataclass(frozen=True, slots=True)
class Setup:
    """``origins`` is where every origin is let in; None where it is not."""

    node: m.Node
    origins: m.Node | None
    credentials: bool


def more_setups(flow: Flow) -> Iterator[Setup]:
    """Every set-up of these kinds in a file."""
    language = flow.module.language
    if language == "python":
        yield from _python(flow)
    elif language == "go":
        yield from _go(flow)
    else:
        yield from _option_objects(flow)
        yield from _header_tables(flow)


def _python(flow: Flow) -> Iterator[Setup]:
    for call in flow.calls():
        known = _PYTHON_CLASSES.get(flow.resolve(call.callee))
        if known is not None:
            origins = call.keyword(known[0])
            wide = origins is not None and admits_all(flow, origins)
            credentials = flow.constant(call.keyword(known[1])) in (True, "*")
            yield Setup(call, origins if wide else None, credentials)
        elif flow.resolve(call.callee) == "aiohttp_cors.ResourceOptions":
            pair = call.parent
            every = isinstance(pair, m.Pair) and flow.constant(pair.key) == "*"
            yield Setup(
                call, pair if every else None, flow.constant(call.keyword("allow_credentials")) is True
            )


def _go(flow: Flow) -> Iterator[Setup]:
    for assign in flow.module.every(m.Assign):
        target = assign.targets[0] if assign.targets else None
        if not isinstance(target, m.Attr) or target.name not in _GO_WIDE or assign.value is None:
            continue
        if not re.search(r"\bcors\b|CORSConfig", flow.resolve(target.base)):
            continue
        beside = dict(siblings(flow, assign))
        credentials = flow.constant(beside.get("AllowCredentials")) is True
        yield Setup(assign, assign if admits_all(flow, assign.value) else None, credentials)
    for call in flow.calls():
        if flow.resolve(call.callee) != "github.com/gorilla/handlers.CORS":
            continue
        parts = [a.value for a in call.args if isinstance(a.value, m.Call)]
        wide = [
            p
            for p in parts
            if callee_name(p) in ("AllowedOrigins", "AllowedOriginValidator")
            and p.args
            and admits_all(flow, p.args[0].value)
        ]
        credentials = any(callee_name(p) == "AllowCredentials" for p in parts)
        yield Setup(call, wide[0] if wide else None, credentials)


def _option_objects(flow: Flow) -> Iterator[Setup]:
    """Objects with ``origin`` and ``credentials`` that are called, typed or handed over as CORS options elsewhere."""
    judged = cast("set[int]", flow.memo.get("cors options", set()))
    for mapping in flow.module.every(m.Mapping):
        origin, credentials = mapping.get("origin"), mapping.get("credentials")
        if origin is None or credentials is None or id(mapping) in judged or not _is_cors(mapping, flow):
            continue
        wide = admits_all(flow, origin)
        yield Setup(mapping, origin if wide else None, flow.constant(credentials) is True)


def _is_cors(mapping: m.Mapping, flow: Flow) -> bool:
    for parent in mapping.ancestors():
        if isinstance(parent, m.Assign):
            annotation = parent.annotation or ""
            return "cors" in f"{m.dotted(parent.targets[0])} {annotation}".lower()
        if isinstance(parent, m.Pair):
            key = parent.key.value if isinstance(parent.key, m.Literal) else m.dotted(parent.key)
            return "cors" in str(key).lower()
        if isinstance(parent, m.Call) and "cors" in flow.resolve(parent.callee).lower():
            return True
        if isinstance(parent, m.Function) and "cors" in parent.name.lower():
            return True
    return False


def _header_tables(flow: Flow) -> Iterator[Setup]:
    """``[{ key: 'Access-Control-Allow-Origin', value: '*' }, ...]`` of ``next.config.js`` and ``vercel.json``-like tables."""
    for table in flow.module.every(m.Sequence):
        headers: dict[str, m.Expr] = {}
        for item in table.items:
            key = flow.constant(item.get("key")) if isinstance(item, m.Mapping) else None
            value = item.get("value") if isinstance(item, m.Mapping) else None
            if isinstance(key, str) and value is not None:
                headers[key.lower()] = value
        origin = headers.get("access-control-allow-origin")
        if origin is not None:
            sent = flow.constant(headers.get("access-control-allow-credentials"))
            wide = flow.constant(origin) == "*"
            holder = origin.parent.parent if wide and origin.parent is not None else None
            yield Setup(origin, holder, str(sent).lower() == "true")
