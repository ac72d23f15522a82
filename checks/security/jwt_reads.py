"""Tokens read without a check, by what library files say of the calls: Java, Kotlin, C#, Ruby, PHP, Rust."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from checks.knowledge import known_call, known_settings
from checks.report import Severity
from checks.rules import Defect
from checks.security.wording import callee_name
from checks.syntax import model as m
from checks.syntax.flow import Flow

_VERIFIES = frozenset(
    {"verify", "verifyToken", "parseClaimsJws", "parseSignedClaims", "ValidateToken", "ValidateTokenAsync", "validate", "assert", "process", "Validate", "verifySignature", "isValid", "validateToken"}
)  # fmt: skip
_NONE = re.compile(r"['\"]none['\"]|\bnone\(\)|Algorithm(?:s)?\.NONE\b", re.IGNORECASE)
_FROM_TOKEN = re.compile(r"header\w*(?:\[0\])?(?:\.|->|\[)['\"]?alg|\.alg\b(?!orithms)|getAlgorithm\(\)")

Harmless = Callable[[m.Call], bool]


def token_reads(flow: Flow, only_times: Harmless) -> Iterator[tuple[m.Node, Defect | None]]:
    """Every decoding or verification of a token with what is wrong with it."""
    for call in flow.calls():
        name = callee_name(call)
        if known_call(flow, call, "jwt-none") is not None:
            yield m.statement_of(call), _defect(f"`{name}` accepts tokens that nobody signed", "none")
            continue
        if known_call(flow, call, "jwt-unchecked") is not None:
            fine = _verified_around(flow, call) or only_times(call)
            words = f"`{name}` reads the claims without a check of the signature"
            yield m.statement_of(call), None if fine else _defect(words)
            continue
        fact = known_call(flow, call, "jwt-verify")
        if fact is None:
            continue
        off = fact.more.get("unchecked_when")
        given = call.positional(off[0]) if off is not None else None
        if off is not None and given is not None and str(flow.constant(given)) == off[1]:
            fine = _verified_again(flow, call) or only_times(call)
            words = "The signature of this token is not checked, so that anyone can write its claims"
            yield m.statement_of(call), None if fine else _defect(words)
            continue
        yield m.statement_of(call), _algorithms(flow, call)
    for setting in known_settings(flow, "jwt-lax"):
        unless = setting.fact.more.get("unless_text")
        if unless is not None and re.search(unless, flow.module.text(setting.value)):
            continue
        option = flow.module.text(setting.node).partition("=")[0].strip().rpartition(".")[2]
        severity = Severity.WARNING if setting.fact.more.get("severity") == "warning" else None
        words = f"`{option}` as it is set here lets tokens pass whose signature or key nobody checked"
        yield setting.node, Defect(f"{words}.", fix=_FIX, severity=severity)


def _algorithms(flow: Flow, call: m.Call) -> Defect | None:
    """What is wrong with the algorithms that are accepted: ``none``, or what the token itself names."""
    for arg in call.args[1:]:
        made = flow.definition(arg.value)
        text = f"{flow.module.text(arg)} {flow.module.text(made)}"
        if _NONE.search(text):
            return _defect(
                "`none` among the accepted algorithms lets tokens pass without a signature", "none"
            )
        if _FROM_TOKEN.search(text):
            return _defect("The accepted algorithm is read from the token itself", "algorithms")
    return None


def _verified_around(flow: Flow, call: m.Call) -> bool:
    """Whether the same function also verifies: the unchecked read then chose the key or the issuer."""
    for other in flow.scopes.scope_of(call).walk():
        if isinstance(other, m.Call) and other is not call and callee_name(other) in _VERIFIES:
            return True
    return False


def _verified_again(flow: Flow, call: m.Call) -> bool:
    for other in flow.scopes.scope_of(call).walk():
        if (
            isinstance(other, m.Call)
            and other is not call
            and known_call(flow, other, "jwt-verify") is not None
        ):
            return True
    return False


_FIX = "Verify the token with the key and the one algorithm that this service expects."


def _defect(what: str, key: str = "") -> Defect:
    return Defect(f"{what}.", key=key, fix=_FIX)
