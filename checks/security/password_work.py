"""How much work a password hash costs here, by what library files say of the call."""

from __future__ import annotations

import re
from dataclasses import dataclass

from checks.knowledge import Fact, known_facts
from checks.security.options import option
from checks.syntax import model as m
from checks.syntax.flow import Flow

PBKDF2_ROUNDS = {"sha1": 1_300_000, "sha256": 600_000, "sha512": 210_000}
"""OWASP Password Storage Cheat Sheet."""
LEAST = {"bcrypt": 10, "scrypt": 2**14, "Argon2": 7168}
"""bcrypt: rounds; scrypt: N; Argon2: KiB of memory."""


@dataclass(frozen=True, slots=True)
class Work:
    """A call that hashes or checks a password. ``setting`` is where its cost stands, ``value`` what that is."""

    scheme: str
    setting: m.Expr | None = None
    value: int | None = None
    least: int | None = None
    weak: bool = False
    """Whether the scheme is no hash for passwords at all."""


def password_work(flow: Flow, call: m.Call) -> Work | None:
    """What a call means for passwords; None when it has nothing to do with them."""
    facts = known_facts(flow, call, "password-hash")
    if not facts:
        return None
    fact = facts[0]
    if fact.more.get("weak"):
        return Work(m.dotted(call.callee), weak=True)
    scheme = str(fact.more.get("scheme", ""))
    setting, value = _cost(flow, call, fact)
    if value is None and setting is None and len(call.args) >= 2 and "missing" in fact.more:
        setting, value = call.args[-1].value, int(fact.more["missing"])
    return Work(scheme, setting, value, least(flow, call, fact) if scheme else None)


def least(flow: Flow, node: m.Node, fact: Fact) -> int:
    """The least that is wanted: of PBKDF2, by the hash that it runs on."""
    scheme = str(fact.more["scheme"])
    if scheme != "PBKDF2":
        return LEAST[scheme]
    name = str(fact.more.get("hash", "sha256"))
    if "hash_any" in fact.more and (found := re.search(fact.more["hash_any"], flow.module.text(node))):
        name = f"sha{found.group(1)}"
    elif "hash_nearby" in fact.more:
        owner = m.enclosing(node, m.Class) or m.enclosing(node, m.Function) or flow.module
        found = re.search(fact.more["hash_nearby"], flow.module.text(owner))
        name = f"sha{found.group(1)}" if found else name
    elif "hash_at" in fact.more and isinstance(node, m.Call):
        value = flow.constant(node.positional(fact.more["hash_at"]))
        name = value.lower() if isinstance(value, str) else name
    return PBKDF2_ROUNDS.get(name, PBKDF2_ROUNDS["sha256"])


def _cost(flow: Flow, call: m.Call, fact: Fact) -> tuple[m.Expr | None, int | None]:
    if "option" in fact.more:
        given = option(flow, call, fact.more["option"])
        return given, None if given is None else number(flow, given)
    for place in fact.arguments:
        given = Fact("", "", fact.of, (place,)).given(call)
        if given is not None and (value := number(flow, given)) is not None:
            return given, value
    return None, None


def _calculated(flow: Flow, sum_: m.Binary, depth: int) -> int | None:
    """``64 * 1024``, ``2 ** 14``, ``1 << 14``, ``100_000 + 110_000``; None for other operators and unknown operands."""
    if depth > 4:
        return None
    left, right = number(flow, sum_.left, depth + 1), number(flow, sum_.right, depth + 1)
    if left is None or right is None:
        return None
    if sum_.op in ("**", "<<"):
        if not (0 <= right < 64 and abs(left) < 2**16):
            return None
        return int(left**right) if sum_.op == "**" else left << right
    return {"*": left * right, "+": left + right, "-": left - right}.get(sum_.op)


def number(flow: Flow, expr: m.Expr, depth: int = 0) -> int | None:
    """A number that is written out: ``600_000``, ``2 ** 14``, ``1 << 14``, ``"12"``, ``NonZeroU32::new(1000).unwrap()``."""
    made = flow.definition(expr)
    if isinstance(made, m.Binary):
        return _calculated(flow, made, depth)
    value = flow.constant(expr)
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    if isinstance(value, str):
        return int(value) if value.isdigit() else None
    while isinstance(made, m.Call) and isinstance(made.callee, m.Attr) and not made.args:
        made = flow.definition(made.callee.base)
    if isinstance(made, m.Call) and m.dotted(made.callee).endswith("NonZeroU32.new") and made.args:
        found = flow.constant(made.args[0].value)
        return found if isinstance(found, int) else None
    return None
