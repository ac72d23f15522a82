"""Where programs make digests: with which algorithm, of what, and for what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from checks.security.wording import around, called, callee_name, words
from checks.syntax import model as m
from checks.syntax.flow import Flow

_PLAIN = re.compile(
    r"^(?:md4|md5|sha1|sha|ripemd160|sha224|sha256|sha384|sha512|sha512_256|sha3_\w+|blake2[bs]|blake3)$"
)
_NAMES = frozenset(
    {"md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_256", "sha3_512", "blake2b", "blake2s", "new", "createHash", "createHmac", "createSign", "createVerify", "sha",
     "Sum", "Sum256", "Sum512", "Sum224", "Sum384", "New", "New256", "MD5", "SHA1", "SHA256", "SHA512", "SHA224", "SHA384", "HmacMD5", "HmacSHA1", "hash", "digest", "sha512_256", "Hash",
     "file_digest", "Sum512_256"}
)  # fmt: skip


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
    for call in flow.calls():
        if callee_name(call) not in _NAMES and not (
            isinstance(call.callee, m.Name) and call.callee.id.lower() in ("md5", "sha1", "sha256")
        ):
            continue
        resolved = flow.resolve(call.callee)
        found = (
            _python(flow, call, resolved)
            if flow.module.language == "python"
            else _go(flow, call, resolved)
            if flow.module.language == "go"
            else _node(flow, call, resolved)
        )
        if found is not None:
            yield found


def _clean(name: object) -> str:
    return str(name).lower().replace("-", "").replace("_", "", 1) if isinstance(name, str) else ""


def _python(flow: Flow, call: m.Call, resolved: str) -> Digest | None:
    exempt = flow.constant(call.keyword("usedforsecurity")) is False
    if resolved.startswith("hashlib."):
        name = resolved.removeprefix("hashlib.")
        data = call.positional(0)
        if name == "new":
            name, data = _clean(flow.constant(call.positional(0))), call.positional(1) or call.keyword("data")
        elif name == "file_digest":
            name, data = _clean(flow.constant(call.positional(1))), None
        if not _PLAIN.match(name):
            return None
        return Digest(call, name, "digest", _data(flow, call, data), exempt)
    if resolved in ("hmac.new", "hmac.HMAC", "hmac.digest"):
        chosen = call.keyword("digestmod") or call.keyword("digest") or call.positional(2)
        name = (
            _clean(flow.constant(chosen)) if chosen is not None and flow.constant(chosen) is not ... else ""
        )
        if not name and chosen is not None:
            name = flow.resolve(chosen).rpartition(".")[2].lower()
        message = call.positional(1)
        return Digest(call, name, "hmac", (message,) if message is not None else ()) if name else None
    if resolved in (
        "Crypto.Hash.MD5.new",
        "Crypto.Hash.SHA1.new",
        "Crypto.Hash.SHA.new",
        "Cryptodome.Hash.MD5.new",
        "Cryptodome.Hash.SHA1.new",
    ):
        return Digest(call, resolved.split(".")[2].lower(), "digest", _data(flow, call, call.positional(0)))
    if re.search(r"\.hashes\.(?:MD5|SHA1)$", resolved):
        parent = call.parent.parent if call.parent is not None else None
        if isinstance(parent, m.Call) and callee_name(parent) in ("sign", "verify", "Hash", "HMAC"):
            kind = "signature" if callee_name(parent) in ("sign", "verify") else "digest"
            return Digest(call, resolved.rpartition(".")[2].lower(), kind, ())
    return None


def _node(flow: Flow, call: m.Call, resolved: str) -> Digest | None:
    last = resolved.rpartition(".")[2]
    if last in ("createHash", "createHmac", "createSign", "createVerify") and (
        resolved.startswith("crypto") or resolved == last
    ):
        name = _clean(flow.constant(call.positional(0))).removeprefix("rsa")
        if not _PLAIN.match(name):
            return None
        kind = {"createHash": "digest", "createHmac": "hmac"}.get(last, "signature")
        return Digest(call, name, kind, _data(flow, call, None))
    if resolved in (
        "md5",
        "sha1",
        "js-md5",
        "js-sha1",
        "blueimp-md5",
        "js-sha256.sha256",
        "sha.js",
        "ts-md5.Md5.hashStr",
        "hash.js",
    ):
        first = call.positional(0)
        return Digest(
            call,
            re.sub(r"^js-|^blueimp-|\..*", "", resolved),
            "digest",
            (first,) if first is not None else (),
        )
    match = re.match(
        r"^(?:crypto-js(?:\.default)?|CryptoJS)[./](Hmac)?(MD5|SHA1|SHA256|SHA512|md5|sha1|sha256|sha512)$",
        resolved,
    )
    if match:
        first = call.positional(0)
        return Digest(
            call,
            match.group(2).lower(),
            "hmac" if match.group(1) else "digest",
            (first,) if first is not None else (),
        )
    return None


def _go(flow: Flow, call: m.Call, resolved: str) -> Digest | None:
    match = re.match(r"^crypto/(md5|sha1|sha256|sha512)\.(New\w*|Sum\w*)$", resolved)
    if match:
        first = call.positional(0) if match.group(2).startswith("Sum") else None
        return Digest(call, match.group(1), "digest", _data(flow, call, first))
    if resolved == "crypto/hmac.New":
        made = flow.resolve(call.positional(0))
        found = re.match(r"^crypto/(md5|sha1|sha256|sha512)\.New", made)
        return Digest(call, found.group(1), "hmac", _data(flow, call, None)) if found else None
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
        if node.parent.name == "update" and outer.args:
            found.append(outer.args[0].value)
        node = outer
    parent = node.parent
    if isinstance(parent, m.Assign) and parent.targets and isinstance(parent.targets[0], m.Name):
        target = parent.targets[0]
        for other in flow.scopes.scope_of(target).walk_scope():
            if (
                isinstance(other, m.Call)
                and other.args
                and isinstance(other.callee, m.Attr)
                and (
                    other.callee.name in ("update", "Write")
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
                    isinstance(node.parent, m.Call) and node.parent.callee is node
                ):
                    found.update(words(node.id if isinstance(node, m.Name) else node.name))
                elif isinstance(node, m.Index) and isinstance(node.key, m.Literal):
                    found.update(words(str(node.key.value)))
    return found


def purpose_words(digest: Digest) -> set[str]:
    """Words of what the digest is given to, and of the functions around it."""
    found: set[str] = set(around(digest.call))
    for parent in digest.call.ancestors():
        if isinstance(parent, m.Assign):
            for target in parent.targets:
                found.update(words(called(target)))
        elif isinstance(parent, m.Arg) and parent.name:
            found.update(words(parent.name))
        elif isinstance(parent, m.Pair) and isinstance(parent.key, m.Literal):
            found.update(words(str(parent.key.value)))
        elif isinstance(parent, m.Binary) and parent.op in ("==", "!=", "===", "!=="):
            found.update(words(called(parent.left)) + words(called(parent.right)))
        if isinstance(parent, m.Stmt):
            break
    return found
