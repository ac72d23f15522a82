"""Where programs make digests: with which algorithm, of what, and for what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from checks.knowledge import Fact, known_call
from checks.security.wording import around, called, callee_name, words
from checks.syntax import model as m
from checks.syntax.callers import callers
from checks.syntax.flow import Flow

_ALGORITHM = re.compile(
    r"md[245]|sha3?_?-?(?:1|2|224|256|384|512)(?!\d)|sha3_\d+|ripemd-?160|blake\d\w?|^sha$"
)
_ADDS = frozenset(
    {"update", "Write", "digest", "doFinal", "hashString", "hashBytes", "hashUnencodedChars", "putString", "putBytes", "ComputeHash", "ComputeHashAsync", "TransformFinalBlock", "TransformBlock",
     "AppendData", "hexdigest", "hmacHex", "hmac", "chain_update", "sign", "file"}
)  # fmt: skip
"""Methods that give a digest its data, on the result of the call that makes it."""
_SIGNS = frozenset({"sign", "verify", "sign!", "verify!"})


@dataclass(frozen=True, slots=True)
class Digest:
    """One digest or keyed digest. ``algorithm`` is lower-case without dashes; ``data`` what is digested, where it shows."""

    call: m.Call
    algorithm: str
    kind: str
    """``digest``, ``hmac`` or ``signature``."""
    data: tuple[m.Expr, ...]
    exempt: bool = False
    """The code itself states that it is not for security."""

    @property
    def broken(self) -> bool:
        """Whether collisions can be made."""
        return self.algorithm in ("md4", "md5", "sha1", "sha", "ripemd160")


def digests(flow: Flow) -> list[Digest]:
    """All digests of a file, in source order; found once for all rules."""
    known = flow.memo.get("digests")
    if known is None:
        flow.memo["digests"] = known = list(_find(flow))
    return cast("list[Digest]", known)


def _find(flow: Flow) -> Iterator[Digest]:
    python = flow.module.language == "python"
    for call in flow.calls():
        fact = known_call(flow, call, "digest")
        found = _made(flow, call, fact) if fact is not None else _cryptography(flow, call) if python else None
        if found is not None:
            yield found


def _made(flow: Flow, call: m.Call, fact: Fact) -> Digest | None:
    algorithm = _algorithm(flow, call, fact)
    if not algorithm:
        return None
    holder = call.parent.parent if isinstance(call.parent, m.Arg) else None
    if isinstance(holder, m.Call) and known_call(flow, holder, "digest") is not None and not fact.given(call):
        return None  # the algorithm of an HMAC, which is judged itself
    exempt = flow.constant(call.keyword("usedforsecurity")) is False
    return Digest(call, algorithm, _kind(fact, call, flow), _data(flow, call, fact.given(call)), exempt)


def _kind(fact: Fact, call: m.Call, flow: Flow) -> str:
    kind = str(fact.more.get("keyed", "digest"))
    holder = call.parent.parent if isinstance(call.parent, m.Arg) else None
    if kind == "digest" and isinstance(holder, m.Call) and callee_name(holder) in _SIGNS:
        return "signature"  # key.sign(OpenSSL::Digest.new("SHA1"), data)
    return kind


def _algorithm(flow: Flow, call: m.Call, fact: Fact) -> str:
    """The algorithm in lower case without dashes; \"\" where it does not show."""
    if "algorithm" in fact.more:
        return str(fact.more["algorithm"])
    if "algorithm_any" in fact.more:
        found = re.search(fact.more["algorithm_any"], flow.module.text(call))
        return _clean(found.group(1)) if found else ""
    places = fact.more.get("algorithm_at")
    if places is None:
        return _clean(callee_name(call) or flow.resolve(call.callee))
    chosen = Fact("", "", fact.of, tuple(places) if isinstance(places, list) else (places,)).given(call)
    if chosen is None:
        return str(fact.more.get("missing", ""))
    made = flow.definition(chosen)
    if isinstance(made, m.Call) and made.args and isinstance(flow.constant(made.args[0].value), str):
        chosen = made.args[0].value  # OpenSSL::Digest.new("sha1")
    value = flow.constant(chosen)
    return _clean(value if isinstance(value, str) else flow.resolve(chosen) or m.dotted(chosen))


def _clean(name: str) -> str:
    text = name.lower().replace("hmac", "")
    text = re.sub(r"sha[-_](?=\d)", "sha", text)
    found = _ALGORITHM.search(text)
    return re.sub(r"[-_]", "", found.group()) if found else ""


def _cryptography(flow: Flow, call: m.Call) -> Digest | None:
    if callee_name(call) not in ("MD5", "SHA1"):
        return None
    resolved = flow.resolve(call.callee)
    if re.search(r"\.hashes\.(?:MD5|SHA1)$", resolved):
        parent = call.parent.parent if call.parent is not None else None
        if isinstance(parent, m.Call) and callee_name(parent) in ("sign", "verify", "Hash", "HMAC"):
            kind = "signature" if callee_name(parent) in ("sign", "verify") else "digest"
            return Digest(call, resolved.rpartition(".")[2].lower(), kind, ())
    return None


def _data(flow: Flow, call: m.Call, first: m.Expr | None) -> tuple[m.Expr, ...]:
    """What is digested: the argument, and what later ``update``/``Write`` calls on the same object add."""
    found = [first] if first is not None else []
    node: m.Node = call
    while (
        isinstance(node.parent, m.Attr)
        and isinstance(node.parent.parent, m.Call)
        and node.parent.parent.callee is node.parent
    ):
        outer = node.parent.parent
        if node.parent.name in _ADDS and outer.args:
            found.append(outer.args[-1 if node.parent.name == "sign" else 0].value)
        node = outer
    parent = node.parent
    if isinstance(parent, m.Opaque):  # Rust's `?`
        parent = parent.parent
    target = parent.targets[0] if isinstance(parent, m.Assign) and parent.targets else None
    if isinstance(parent, m.WithItem):
        target = parent.target
    if isinstance(target, m.Name):
        for other in flow.scopes.scope_of(target).walk_scope():
            if (
                isinstance(other, m.Call)
                and other.args
                and isinstance(other.callee, m.Attr)
                and (
                    other.callee.name in _ADDS
                    and isinstance(other.callee.base, m.Name)
                    and other.callee.base.id == target.id
                )
            ):
                found.append(other.args[0].value)
            if (
                (
                    isinstance(other, m.Call)
                    and callee_name(other) in ("WriteString", "Fprint", "Fprintf")
                    and len(other.args) > 1
                )
                and isinstance(other.args[0].value, m.Name)
                and other.args[0].value.id == target.id
            ):
                found.append(other.args[1].value)
    return tuple(found)


def data_words(flow: Flow, digest: Digest) -> set[str]:
    """Words of all names inside what is digested, one definition deep."""
    found: set[str] = set()
    for expr in digest.data:
        for start in (expr, flow.definition(expr)):
            found.update(words(called(start)))
            for node in start.walk():
                if isinstance(node, (m.Name, m.Attr)) and not (
                    isinstance(node.parent, m.Call) and node.parent.callee is node and node.parent.args
                ):
                    found.update(words(node.id if isinstance(node, m.Name) else node.name))
                elif isinstance(node, m.Index) and isinstance(node.key, m.Literal):
                    found.update(words(str(node.key.value)))
    return found


_PLAIN = frozenset({"digest", "hash", "checksum", "sum", "md5", "sha1", "sha", "compute", "calculate", "calc", "get", "hex", "file", "of", "make", "hexdigest"})  # fmt: skip
"""Words of helpers that only say that they make a digest: ``_digest(path)``, ``computeHash(text)``."""


def caller_words(flow: Flow, digest: Digest) -> set[str]:
    """What the callers of a plainly named helper take its digest for: their names, and what they compare it with."""
    function = m.enclosing(digest.call, m.Function)
    if function is None or not set(words(m.function_name(function))) <= _PLAIN:
        return set()
    found: set[str] = set()
    for call in callers(flow, function)[:8]:
        found |= purpose_words(Digest(call, digest.algorithm, digest.kind, ()))
    return found


def failure_words(digest: Digest) -> set[str]:
    """Words of the errors that are raised where the digest differs from another: "the file was tampered with"."""
    function = m.enclosing(digest.call, m.Function)
    statement = m.statement_of(digest.call)
    made = statement.targets[0] if isinstance(statement, m.Assign) and statement.targets else None
    if function is None or not isinstance(made, m.Name):
        return set()
    found: set[str] = set()
    for node in function.body.walk_scope():
        if not isinstance(node, m.If) or not any(
            isinstance(n, m.Name) and n.id == made.id for n in node.test.walk()
        ):
            continue
        for inner in node.body.walk_scope():
            if isinstance(inner, m.Raise):
                found.update(
                    w
                    for n in inner.walk()
                    if isinstance(n, m.Literal) and isinstance(n.value, str)
                    for w in words(n.value)
                )
    return found


def purpose_words(digest: Digest) -> set[str]:
    """Words of what the digest is given to, and of the functions around it."""
    found: set[str] = set(around(digest.call))
    for parent in digest.call.ancestors():
        if isinstance(parent, m.Assign):
            for target in parent.targets:
                found.update(
                    w for w in words(called(target)) if w != "digest"
                )  # names the object, no purpose
        elif isinstance(parent, m.Arg) and parent.name:
            found.update(words(parent.name))
        elif isinstance(parent, m.Pair) and isinstance(parent.key, m.Literal):
            found.update(words(str(parent.key.value)))
        elif isinstance(parent, m.Binary) and parent.op in ("==", "!=", "===", "!=="):
            found.update(words(called(parent.left)) + words(called(parent.right)))
        if isinstance(parent, m.Stmt):
            break
    return found
