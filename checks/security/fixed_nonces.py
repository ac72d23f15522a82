"""Whether an IV or nonce is the same for every message: a constant, a buffer that nothing fills."""

from __future__ import annotations

import re

from checks.security.wording import callee_name
from checks.syntax import model as m
from checks.syntax.flow import Flow

_BUFFERS = re.compile(
    r"^(?:byte\[\]|Byte\[\]|bytes|bytearray|Buffer\.alloc|make|ByteArray|byteArrayOf|stackalloc)$"
)
_CONVERTS = frozenset(
    {"from", "fromhex", "[]byte", "encode", "getBytes", "GetBytes", "toByteArray", "decode", "parseHex", "decodeHex", "FromHexString", "FromBase64String", "hex2bin", "base64_decode", "str_repeat",
     "pack", "from_slice", "into", "as_bytes", "decode64", "strict_decode64", "encodeToByteArray", "clone_from_slice", "to_vec", "byteArrayOf", "b", "Of", "of"}
)  # fmt: skip


def fixed(flow: Flow, expr: m.Expr | None, depth: int = 0) -> bool:
    """Whether the value cannot differ from message to message."""
    if expr is None or depth > 4:
        return False
    if isinstance(flow.constant(expr), (str, bytes)):
        return True
    found = flow.definition(expr)
    if isinstance(found, m.Unary) and found.op in ("&", "*"):
        return fixed(flow, found.operand, depth + 1)
    if isinstance(found, m.Literal):
        return found.value is not None
    if isinstance(found, m.Sequence):
        numbers = all(isinstance(i, (m.Literal, m.Unary)) for i in found.items)
        return bool(found.items) and numbers and not filled(flow, expr)
    if isinstance(found, m.Binary) and found.op == "*":
        return isinstance(found.left, m.Literal) and isinstance(found.left.value, (bytes, str))
    if isinstance(found, m.Call):
        name = m.dotted(found.callee)
        if _BUFFERS.match(name):
            sized = bool(found.args) and not any(isinstance(a.value, m.Function) for a in found.args)
            return sized and (name == "byteArrayOf" or not filled(flow, expr))
        if callee_name(found) in _CONVERTS:
            given = [a.value for a in found.args] or (
                [found.callee.base] if isinstance(found.callee, m.Attr) else []
            )
            if callee_name(found) in ("getBytes", "encode", "toByteArray", "as_bytes", "to_vec", "into", "encodeToByteArray") and isinstance(found.callee, m.Attr):  # fmt: skip
                given = [found.callee.base]
            return bool(given) and fixed(flow, given[0], depth + 1)
    return False


def filled(flow: Flow, expr: m.Expr) -> bool:
    """Whether a buffer is handed to something that may fill it before it is used, or its items are assigned."""
    name = m.dotted(expr).removeprefix("this.").removeprefix("self.")
    if not name:
        return False
    inside: m.Node = m.enclosing(expr, m.Class) or flow.module
    local = flow.scopes.scope_of(expr)
    bindings = flow.scopes.lookup(expr.id, expr)[1] if isinstance(expr, m.Name) else []
    wide = not any(b.node.start >= local.start for b in bindings)
    for other in (inside if wide else local).walk():
        if not wide and other.start > expr.start:
            continue
        if isinstance(other, m.Call) and not (other.start <= expr.start < other.end):
            if _BUFFERS.match(m.dotted(other.callee)) or other.new:
                continue
            for arg in other.args:
                inner = arg.value.base if isinstance(arg.value, m.Index) else arg.value
                if isinstance(inner, m.Unary):
                    inner = inner.operand
                if m.dotted(inner).removeprefix("this.").removeprefix("self.") == name:
                    return True
            if isinstance(other.callee, m.Attr) and other.callee.name in (
                "copy_from_slice",
                "fill",
                "CopyTo",
            ):
                return True
        elif isinstance(other, m.Assign) and any(
            isinstance(t, m.Index) and m.dotted(t.base) == name for t in other.targets
        ):
            return True
    return False
