"""Tests that tie a URL to a known host: allow-lists, comparisons of the host, tests of the address range."""

from __future__ import annotations

import re

from checks.security.carriers import Carried, last_name, looked_at
from checks.syntax import model as m
from checks.syntax.flow import Flow

_MEMBERSHIP = frozenset({"includes", "has", "Contains", "contains", "indexOf", "some", "find", "test", "match", "fullmatch", "search",
                         "endsWith", "endswith", "HasSuffix", "MatchString", "EqualFold", "exec",
                         "containsKey", "anyMatch", "noneMatch", "matches", "containsIgnoreCase"})  # fmt: skip
_ADDRESS_RANGES = frozenset({"is_private", "is_loopback", "is_global", "is_link_local", "isPrivate", "IsPrivate", "IsLoopback", "getaddrinfo",
                             "gethostbyname", "lookup", "LookupIP", "LookupHost", "resolve4", "range", "is_reserved", "isLoopbackAddress",
                             "isSiteLocalAddress", "isAnyLocalAddress", "isLinkLocalAddress", "getAllByName", "getByName"})  # fmt: skip
_PREFIXES = frozenset({"startswith", "startsWith", "HasPrefix"})
_HOST_MEMBERS = frozenset({"hostname", "host", "netloc", "origin", "Host", "Hostname", "port"})
_OTHER_MEMBERS = frozenset(
    {"scheme", "protocol", "Scheme", "path", "pathname", "status", "ok", "length", "method"}
)
_LIBRARIES = re.compile(
    r"ssrf|private-ip|ipaddr|allowlist|advocate|smokescreen|safehttp|safeurl", re.IGNORECASE
)
_EQUAL = frozenset({"equals", "equalsIgnoreCase", "Equals"})
_HOST_READERS = frozenset({"Hostname", "get_host", "getHost", "host", "getAuthority", "getServerName"})
_SCHEME_ONLY = re.compile(r"^(?:https?|ftp|wss?)?:?/{0,2}$")


def host_tested(flow: Flow, way: Carried) -> bool:
    """Whether something before the use looked at where the address leads, not only at its scheme or form."""
    if any(_LIBRARIES.search(i.module) for i in flow.imports()):
        return True
    return any(_tests_host(flow, way, test) for test in looked_at(flow, way))


def _tests_host(flow: Flow, way: Carried, test: m.Expr) -> bool:
    return any(_is_test(flow, way, node, test) for node in test.walk())


def _is_test(flow: Flow, way: Carried, node: m.Node, test: m.Expr) -> bool:
    if isinstance(node, m.Call):
        name = last_name(node.callee)
        if name in _ADDRESS_RANGES:
            return True
        if name in _PREFIXES:
            prefixes = [flow.value(p) for a in node.args for p in _items(a.value)]
            texts = [p.known_text for p in prefixes if p.text is not None or p.known_text]
            same_site = (
                "/" in texts or "//" in texts
            )  # `next.startsWith('/')`: judged by the rule on redirects
            return not same_site and not any(_SCHEME_ONLY.match(t) for t in texts)
        if name in _MEMBERSHIP and not (
            name in ("match", "search", "find", "exec") and (node is test or isinstance(node.parent, m.Attr))
        ):  # `partners.find(id).homepage()` looks something up
            if _only_scheme(flow, node):
                return False
            return any(way.mentioned_in(flow, a) for a in node.args) or (
                isinstance(node.callee, m.Attr)
                and name in ("endsWith", "endswith", "match")
                and way.mentioned_in(flow, node.callee.base)
            )
    if isinstance(node, m.Binary) and node.op in ("in", "not in"):
        # `"url" in data` asks whether there is one
        return way.mentioned_in(flow, node.left) and not _other_member(node.left)
    if isinstance(node, m.Binary) and node.op in ("==", "!=", "===", "!=="):
        return any(
            (isinstance(side, m.Attr) and side.name in _HOST_MEMBERS)
            or (isinstance(side, m.Call) and last_name(side.callee) in _HOST_READERS)
            for side in (node.left, node.right)
        )
    if isinstance(node, m.Call) and isinstance(node.callee, m.Attr) and node.callee.name in _EQUAL:
        return any(
            isinstance(side, m.Call) and last_name(side.callee) in _HOST_READERS
            for side in (node.callee.base, *(a.value for a in node.args))
        ) or any(way.mentioned_in(flow, a) and _is_host(flow, a.value) for a in node.args)
    if isinstance(node, m.Attr) and node.name in ("netloc", "hostname") and _alone(node, test):
        return True  # `if parts.netloc: refuse`
    if isinstance(node, m.Attr) and node.name in _ADDRESS_RANGES:
        return True
    return isinstance(node, m.Index) and _decides(node, test) and way.mentioned_in(flow, node.key)


def _alone(node: m.Expr, test: m.Expr) -> bool:
    """Whether a test asks no more than whether there is one."""
    return (
        node is test
        or isinstance(node.parent, m.Unary)
        or (isinstance(node.parent, m.Binary) and node.parent.op in ("and", "or"))
    )


def _is_host(flow: Flow, expr: m.Expr) -> bool:
    """A variable that was given the host of an address."""
    found = flow.definition(expr)
    return isinstance(found, m.Call) and last_name(found.callee) in _HOST_READERS


def _items(expr: m.Expr) -> list[m.Expr]:
    return list(expr.items) if isinstance(expr, m.Sequence) else [expr]


def _decides(node: m.Index, test: m.Expr) -> bool:
    """`if allowed[host]`, not an index somewhere inside an argument."""
    return node is test or isinstance(node.parent, m.Unary) or node.parent is test


def _only_scheme(flow: Flow, call: m.Call) -> bool:
    texts = [flow.constant(a.value) for a in call.args]
    patterns = [call.callee.base] if isinstance(call.callee, m.Attr) else []
    texts += [flow.constant(p) for p in patterns]
    for p in patterns:
        found = flow.definition(p)
        if isinstance(found, m.Literal):
            texts.append(found.value)
        elif isinstance(found, m.Call) and found.args:
            texts.append(flow.constant(found.args[0].value))
    if any(
        isinstance(t, str)
        and re.match(r"^\^?\(?(?:\?:)?https\??:?(?:\\?/){0,2}\)?$|^\^\(?https?", t)
        and "\\." not in t
        for t in texts
    ):
        return True
    return any(_other_member(a.value) for a in call.args)


def _other_member(expr: m.Node) -> bool:
    return isinstance(expr, m.Attr) and expr.name in _OTHER_MEMBERS
