"""Who chooses the host of a URL that is put together: the program or the request."""

from __future__ import annotations

import re

from checks.security.carriers import last_name
from checks.syntax import model as m
from checks.syntax.flow import Flow, Value

_HOST_DONE = re.compile(
    r"^(?:redirect:)?(?:[a-z][a-z0-9+.-]*:)?//[^/?#]+[/?#]|^(?:redirect:)?/(?!/)|^[\w.-]+/|^[?#]",
    re.IGNORECASE,
)
"""The host stands complete in the text, or the text is an address on the same host."""
_PATH_SOURCES = re.compile(
    r"^(?:self\.|this\.)?(?:req|request|r|ctx|c|context)\.(?:request\.|req\.)?(?:path|url|originalUrl|full_path|pathname|RequestURI|get_full_path\(\)|URL\.Path|rawPath|search|nextUrl\.\w+|get(?:RequestURI|ServletPath|PathInfo|ContextPath)\(\))$"
)
"""Parts of a request that begin with a slash."""
_ENCODED = frozenset(
    {
        "encodeURIComponent",
        "quote",
        "quote_plus",
        "PathEscape",
        "QueryEscape",
        "urlencode",
        "encodeURI",
        "escape",
        "encode",
        "encodePath",
        "encodePathSegment",
        "urlPathSegmentEscaper",
    }
)
_URL_MAKERS = re.compile(
    r"(?:^|\.)(?:URL|URI|URI\.create|HttpUrl\.(?:parse|get)|UriComponentsBuilder\.from(?:UriString|HttpUrl)|Uri|Uri\.parse|Url\.parse)$"
)
"""Functions that read one text, or a base and a reference, as an address."""
_DEPTH = 8


def request_chooses_host(flow: Flow, expr: m.Expr, depth: int = 0) -> bool:
    """Whether request data stands where the host of the address is decided."""
    if depth > _DEPTH:
        return False
    expr = flow.definition(expr)
    if isinstance(expr, m.Await):
        return request_chooses_host(flow, expr.value, depth + 1)
    if isinstance(expr, m.Conditional):
        return any(request_chooses_host(flow, e, depth + 1) for e in (expr.then, expr.other))
    if isinstance(expr, m.Binary) and expr.op in ("or", "??", "and"):
        return any(request_chooses_host(flow, e, depth + 1) for e in (expr.left, expr.right))
    if isinstance(expr, m.Template):
        return _leading(flow, list(expr.parts), depth)
    if isinstance(expr, m.Binary) and expr.op == "+":
        return _leading(flow, _summands(expr), depth)
    if isinstance(expr, m.Binary) and expr.op == "%":
        right = expr.right
        values = list(right.items) if isinstance(right, m.Sequence) else [right]
        return _formatted(flow, expr.left, values, depth)
    if isinstance(expr, m.Call):
        joined = _joined(flow, expr, depth)
        if joined is not None:
            return joined
    return _by_value(flow.value(expr))


def _joined(flow: Flow, call: m.Call, depth: int) -> bool | None:
    name = flow.resolve(call.callee)
    args = [a.value for a in call.args if not a.spread]
    if name.endswith("urljoin") and len(args) >= 2:
        return _replaces(flow, args[1], depth) or request_chooses_host(flow, args[0], depth + 1)
    if name == "URL" and call.new and args:
        if len(args) > 1:
            return _replaces(flow, args[0], depth) or request_chooses_host(flow, args[1], depth + 1)
        return request_chooses_host(flow, args[0], depth + 1)
    if len(args) > 1 and (
        name in ("fmt.Sprintf", "util.format")
        or flow.dialect.format_calls.match(name + "()")
        or flow.dialect.brace_format_calls.match(name + "()")
    ):
        return _formatted(flow, args[0], args[1:], depth)
    if last_name(call.callee) == "format" and isinstance(call.callee, m.Attr) and args:
        return _formatted(flow, call.callee.base, args, depth)
    if isinstance(call.callee, m.Attr) and call.callee.name in flow.dialect.format_methods and args:
        return _formatted(flow, call.callee.base, args, depth)
    if _URL_MAKERS.search(name) and args:  # `new URL(base, relative)` and `URI.create(text)`
        if len(args) == 2 and call.new:
            return _replaces(flow, args[1], depth) or request_chooses_host(flow, args[0], depth + 1)
        return request_chooses_host(flow, args[0], depth + 1)
    if isinstance(call.callee, m.Attr) and last_name(call.callee) in (
        "toString",
        "trim",
        "strip",
        "String",
        "rstrip",
        "geturl",
        "toURL",
        "toURI",
        "toUri",
        "toUriString",
        "build",
        "openConnection",
        "strip",
    ):
        return request_chooses_host(flow, call.callee.base, depth + 1)
    if (
        name
        in (
            "str",
            "String",
            "decodeURIComponent",
            "urllib.parse.unquote",
            "net/url.Parse",
            "urllib.request.Request",
        )
        and args
    ):
        return request_chooses_host(flow, args[0], depth + 1)
    return None


def _replaces(flow: Flow, relative: m.Expr, depth: int) -> bool:
    """Whether a reference joined to a base may bring its own host."""
    value = flow.value(relative)
    if value.parts and value.parts[0]:
        return bool(re.match(r"^(?:https?:)?//", value.parts[0])) and request_chooses_host(
            flow, relative, depth + 1
        )
    return request_chooses_host(flow, relative, depth + 1)


def _summands(expr: m.Binary) -> list[m.Expr]:
    operands: list[m.Expr] = []
    current: m.Expr = expr
    while isinstance(current, m.Binary) and current.op == "+":
        operands.append(current.right)
        current = current.left
    return [current, *reversed(operands)]


def _leading(flow: Flow, parts: list[m.Expr], depth: int) -> bool:
    text = ""
    for part in parts:
        value = flow.value(part)
        if value.text is not None:
            text += value.text
        elif _tainted(value) and not _HOST_DONE.match(text):
            if text == "":
                return request_chooses_host(flow, part, depth + 1)
            return not _begins_with_slash(flow, value) or text.endswith("//")
        elif text == "":
            return False  # the program's own base address comes first
        elif not value.dynamic or not _tainted(value):
            text += "x"
        if _HOST_DONE.match(text):
            return False
    return False


def _formatted(flow: Flow, template: m.Expr, values: list[m.Expr], depth: int) -> bool:
    text = flow.value(template).text
    if text is None or not values:
        return False
    before = re.split(r"%(?!%)|\{", text, maxsplit=1)[0]
    if _HOST_DONE.match(before):
        return False
    first = flow.value(values[0])
    if before == "":
        return _tainted(first) and request_chooses_host(flow, values[0], depth + 1)
    return _tainted(first) and not (_begins_with_slash(flow, first) and not before.endswith("//"))


def _by_value(value: Value) -> bool:
    if not _tainted(value):
        return False
    if not value.built:
        return True
    first = value.parts[0] if value.parts else None
    if first is None or _HOST_DONE.match(first):
        return False
    return sum(1 for p in value.parts if p is None) == 1


def _tainted(value: Value) -> bool:
    return any(
        t.grade == "request" and not any(n.rpartition(".")[2] in _ENCODED for n in t.through)
        for t in value.taints
    )


def _begins_with_slash(flow: Flow, value: Value) -> bool:
    return value.taint is not None and bool(_PATH_SOURCES.search(flow.module.text(value.taint.source)))
