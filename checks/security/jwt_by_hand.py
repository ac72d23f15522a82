"""The claims of a token taken apart by hand: split at the dots, decoded from base 64, read as JSON; nobody looks at the signature."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.security.wording import callee_name
from checks.syntax import model as m
from checks.syntax.flow import Flow

_JSON = frozenset({"loads", "parse", "Unmarshal"})
_BASE64 = re.compile(
    r"(?i)\b(?:urlsafe_)?b64decode\b|\batob\(|['\"]base64(?:url)?['\"]|base64\.\w*\.DecodeString|base64url_decode"
)
_PARTS = re.compile(r"\.split\(\s*b?['\"]\.['\"]|strings\.Split\([^()]*,\s*\"\.\"\)|\.partition\(")
_VERIFIES = re.compile(
    r"(?i)\bverif|hmac|timingSafeEqual|compare_digest|signature|createVerify|subtle\.|nonce|\bjwks\b|localStorage|sessionStorage|window\."
)
_FROM_REQUEST = re.compile(
    r"(?i)(?:headers?|\bget)\s*(?:\?\.|[.\[(])[^;\n]{0,20}authorization|HTTP_AUTHORIZATION|HTTPAuthorizationCredentials|authorization\s*:\s*(?:str|string)"
)
"""Not ``headers: { Authorization: ... }``: a client may read the token that it sends."""


def claims_by_hand(flow: Flow) -> Iterator[m.Call]:
    """Every reading of a request's token as JSON, in a function that checks nothing about its signature."""
    for call in flow.calls():
        if callee_name(call) not in _JSON or not call.args:
            continue
        if callee_name(call) == "parse" and m.dotted(call.callee) != "JSON.parse":
            continue
        function = m.enclosing(call, m.Function)
        if function is None:
            continue
        text = flow.module.text(function)
        if not (_BASE64.search(text) and _PARTS.search(text)) or _VERIFIES.search(text):
            continue
        if _payload(flow, call.args[0].value, 0) and _FROM_REQUEST.search(text):
            yield call


def _payload(flow: Flow, expr: m.Expr, depth: int) -> bool:
    """Whether a value is made of the second part of something that was split at its dots."""
    if depth > 6:
        return False
    made = flow.definition(expr)
    for node in made.walk():
        if isinstance(node, m.Index) and flow.constant(node.key) in (1, "1"):
            text = flow.module.text(node) + flow.module.text(flow.definition(node.base))
            if _PARTS.search(text):
                return True
        elif isinstance(node, m.Name):
            given = flow.definition(node)
            if _destructured(flow, node) if given is node else _payload(flow, given, depth + 1):
                return True
    return False


def _destructured(flow: Flow, name: m.Name) -> bool:
    """``const [, payload] = token.split('.')``, ``_, payload, _ = token.split(".")``."""
    for binding in flow.scopes.lookup(name.id, name)[1]:
        node = binding.node
        if isinstance(node, m.Assign) and node.value is not None and isinstance(node.targets[0], m.Sequence):
            items = node.targets[0].items
            second = items[1] if len(items) > 1 else None
            if isinstance(second, m.Name) and second.id == name.id and _PARTS.search(flow.module.text(node)):
                return True
    return False
