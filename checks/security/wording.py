"""Names as words: what the last name of an expression is called, and which words it is made of."""

from __future__ import annotations

import re
from functools import lru_cache

from checks.syntax import model as m

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_WORD = re.compile(r"[a-z]+|\d+")
_READERS = frozenset(
    {"get", "getenv", "header", "getHeader", "Get", "GetHeader", "Header", "require", "getItem", "pop", "query", "param", "FormValue",
     "PostForm", "Query", "Getenv", "env", "get_secret_value", "config", "getOrThrow", "getParameter", "getProperty", "GetEnvironmentVariable", "getHeaderString", "fetch", "input", "GetValue", "var", "getRequiredProperty", "bearerToken", "LookupEnv", "read_secret", "cookie", "Cookies", "getlist"}
)  # fmt: skip
_PASSING = frozenset(
    {"encode", "decode", "strip", "trim", "toString", "lower", "upper", "toLowerCase", "toUpperCase", "removeprefix", "replace", "slice",
     "substring", "str", "bytes", "String", "[]byte", "string", "from", "Trim", "TrimSpace", "TrimPrefix", "get_secret_value", "b64decode",
     "fromhex", "casefold", "ToLower", "DecodeString", "rstrip", "lstrip", "ToUpper", "digest", "hexdigest",
     "getBytes", "GetBytes", "toByteArray", "toCharArray", "ToString", "ToCharArray", "to_s", "to_string", "to_owned", "as_str", "as_bytes", "as_ref", "into_bytes", "clone", "valueOf", "TrimEnd", "TrimStart", "trimEnd", "unwrap", "orElse", "encodeToByteArray", "lowercase", "uppercase", "ToLowerInvariant", "strtolower", "rtrim", "unwrap_or_default", "expect"}
)  # fmt: skip
"""Calls after which a value is still what its name says."""


@lru_cache(maxsize=4096)
def words(name: str) -> tuple[str, ...]:
    """Lower-case words of an identifier in any case style; numbers are words of their own."""
    return tuple(_WORD.findall(_CAMEL.sub("_", name).lower()))


def called(expr: m.Node | None) -> str:
    """The name by which a reader knows an expression: of a variable, member, key, environment variable or header.

    Text methods and conversions are looked through; ``""`` where there is no name."""
    for _ in range(12):
        if isinstance(expr, m.Name):
            return expr.id
        if isinstance(expr, m.Attr):
            return expr.name
        if isinstance(expr, m.Index):
            if isinstance(expr.key, m.Literal) and isinstance(expr.key.value, str):
                return expr.key.value
            expr = expr.base
        elif isinstance(expr, (m.Await, m.Spread)):
            expr = expr.value
        elif isinstance(expr, m.Binary) and expr.op in ("or", "??"):
            expr = expr.left
        elif isinstance(expr, m.Unary) and expr.op in ("&", "*"):
            expr = expr.operand
        elif isinstance(expr, m.Call):
            method = callee_name(expr)
            first = expr.positional(0)
            if method in _READERS and isinstance(first, m.Literal) and isinstance(first.value, str):
                return first.value
            if method not in _PASSING:
                return method
            if (
                isinstance(expr.callee, m.Attr)
                and method not in ("from", "b64decode", "fromhex", "DecodeString")
                and not (method[0].isupper() and first is not None)
            ):
                expr = expr.callee.base
            elif first is not None:
                expr = first
            else:
                return ""
        else:
            return ""
    return ""


def callee_name(call: m.Call) -> str:
    """The last name of what is called: ``get`` of ``os.environ.get(...)``."""
    callee = call.callee
    if isinstance(callee, m.Attr):
        return callee.name
    return callee.id if isinstance(callee, m.Name) else ""


def around(node: m.Node) -> tuple[str, ...]:
    """Words of the names of all functions and classes around a node, innermost first."""
    found: list[str] = []
    for parent in node.ancestors():
        if isinstance(parent, m.Function):
            found.extend(words(m.function_name(parent)))
        elif isinstance(parent, m.Class):
            found.extend(words(parent.name))
    return tuple(found)


def member_key(node: m.Node | None) -> str:
    """Name of a member in an object or dict literal; ``""`` for a computed one."""
    if isinstance(node, m.Literal) and isinstance(node.value, str):
        return node.value
    return ""
