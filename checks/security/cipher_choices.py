"""What is wrong with a cipher, nonce or key that library files know: the algorithm, its mode, a nonce that never changes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.knowledge import Fact, known_call, known_settings, written_value
from checks.rules import Defect
from checks.security.fixed_nonces import fixed
from checks.security.options import option
from checks.security.password_work import number
from checks.security.wording import around
from checks.syntax import model as m
from checks.syntax.flow import Flow

_BROKEN = re.compile(
    r"(?<![a-z])(?:t?des(?:ede)?\d?|triple-?des|des[-_]ede3?|arc-?four|arc4|rc4|arc2|rc2|blowfish|bf|idea|seed|cast5?|mcrypt|pbewith\w*(?:des|rc[24])\w*)(?![a-z])"
)
_DECRYPTS = frozenset(
    {
        "decrypt",
        "decrypts",
        "decrypted",
        "decryptor",
        "decipher",
        "unwrap",
        "legacy",
        "migrate",
        "open",
        "unseal",
    }
)
_BOTH = re.compile(r"ENCRYPT_MODE|\.encrypt\b|CreateEncryptor|openssl_encrypt|WRAP_MODE")
_BACK = re.compile(r"DECRYPT_MODE|\.decrypt\b|CreateDecryptor|UNWRAP_MODE")

AEAD = {
    "java": 'Use `Cipher.getInstance("AES/GCM/NoPadding")` with a new 12-byte nonce from `SecureRandom` for each message.',
    "csharp": "Use `AesGcm` with a new `RandomNumberGenerator.GetBytes(12)` for each message.",
    "ruby": 'Use `OpenSSL::Cipher.new("aes-256-gcm")` with a new `cipher.random_iv` for each message.',
    "php": "Use `sodium_crypto_secretbox`, or `openssl_encrypt` with `aes-256-gcm` and a new `random_bytes(12)` for each message.",
    "rust": "Use `Aes256Gcm` with `Aes256Gcm::generate_nonce(&mut OsRng)` for each message.",
}
AEAD["kotlin"] = AEAD["java"]


def cipher_sites(flow: Flow) -> Iterator[tuple[m.Node, Defect | None]]:
    """Every cipher, nonce and RSA key of a file with what is wrong with it."""
    for call in flow.calls():
        for kind, judge in (
            ("cipher", _cipher),
            ("nonce", _nonce),
            ("rsa-key", _rsa_key),
            ("rsa-encrypt", _rsa_encrypt),
        ):
            fact = known_call(flow, call, kind)
            if fact is not None:
                found = judge(flow, call, fact)
                if found is not None or kind == "cipher":
                    yield m.statement_of(call), found
    for setting in known_settings(flow, "cipher-mode"):
        mode = written_value(flow, setting.value).rpartition(".")[2]
        yield setting.node, _ecb(flow) if mode == "ECB" else None
    for setting in known_settings(flow, "cipher-iv"):
        wrong = fixed(flow, setting.value) and not _only_decrypts(flow, setting.node)
        yield setting.node, _same_iv(flow) if wrong else None


def _cipher(flow: Flow, call: m.Call, fact: Fact) -> Defect | None:
    name = _name(flow, call, fact)
    lower = name.lower()
    if _BROKEN.search(lower):
        return _defect(f"{name} can be broken with today's means.", AEAD[flow.module.language], "cipher")
    if lower.startswith("rsa"):
        return _pkcs1() if lower == "rsa" or "pkcs1" in lower else None
    if re.search(r"(?<![a-z])ecb(?![a-z])", lower) or lower == "aes":
        return _ecb(flow)
    given = fact.given(call)
    if given is None and fact.more.get("iv_wanted") and lower and len(call.args) < 5:
        return _same_iv(flow)
    if given is not None and fixed(flow, given) and not _only_decrypts(flow, call):
        return _same_iv(flow)
    mode = fact.more.get("mode_set")
    if mode is not None:
        owner = m.enclosing(call, m.Function) or flow.module
        found = re.search(mode, flow.module.text(owner))
        if found is not None and found.group(1) != "CBC":
            return None  # the setting is a site of its own
    if "cbc" in lower and not _only_decrypts(flow, call) and not authenticated(flow, call):
        return _defect(
            "CBC without a MAC lets others change the message unnoticed.", AEAD[flow.module.language], "mode"
        )
    return None


def _name(flow: Flow, call: m.Call, fact: Fact) -> str:
    if "algorithm" in fact.more:
        return str(fact.more["algorithm"])
    if "algorithm_any" in fact.more:
        found = re.search(fact.more["algorithm_any"], flow.module.text(call))
        return found.group(1).replace("_", "-").strip(" ()") if found else ""
    value = flow.constant(call.positional(fact.more["algorithm_at"]))
    return value if isinstance(value, str) else ""


def _nonce(flow: Flow, call: m.Call, fact: Fact) -> Defect | None:
    given = fact.given(call)
    if given is None or not fixed(flow, given) or _only_decrypts(flow, call):
        return None
    if fact.more.get("stream"):
        return _defect(
            "Every message gets the same nonce, which gives the key stream away.",
            AEAD[flow.module.language],
            "nonce",
        )
    return _same_iv(flow)


def _rsa_key(flow: Flow, call: m.Call, fact: Fact) -> Defect | None:
    near = fact.more.get("near")
    owner = m.enclosing(call, m.Class) or flow.module
    if near is not None and not re.search(near, flow.module.text(m.enclosing(call, m.Function) or owner)):
        return None
    given = option(flow, call, fact.more["option"]) if "option" in fact.more else fact.given(call)
    size = number(flow, given) if given is not None else None
    if size is None or not 0 < size < 2048:
        return None
    return _defect(f"An RSA key of {size} bits can be factored.", "Use 3072 bits, at least 2048.", "key")


def _rsa_encrypt(flow: Flow, call: m.Call, fact: Fact) -> Defect | None:
    given = fact.given(call)
    if given is None:
        return _pkcs1() if fact.more.get("missing") == "pkcs1" else None
    return _pkcs1() if re.fullmatch(fact.more["pkcs1"], written_value(flow, given)) else None


def _only_decrypts(flow: Flow, node: m.Node) -> bool:
    """Whether the code around only reads what was encrypted elsewhere: it has to take what is there."""
    if set(around(node)[:4]) & _DECRYPTS:
        return True
    function = m.enclosing(node, m.Function)
    if function is None:
        return False
    text = flow.module.text(function)
    return bool(_BACK.search(text)) and not _BOTH.search(text)


def authenticated(flow: Flow, node: m.Node) -> bool:
    """Whether the class or function around also makes a MAC."""
    owner = m.enclosing(node, m.Class) or m.enclosing(node, m.Function) or flow.module
    return bool(re.search(r"(?i)hmac|\bmac\b|signature|\.sign\(|encrypt-?then", flow.module.text(owner)))


def _ecb(flow: Flow) -> Defect:
    return _defect(
        "ECB encrypts equal blocks to equal blocks, so that patterns stay visible.",
        AEAD[flow.module.language],
        "mode",
    )


def _same_iv(flow: Flow) -> Defect:
    return _defect(
        "Every message gets the same IV, so that equal beginnings stay visible.",
        AEAD[flow.module.language],
        "nonce",
    )


def _pkcs1() -> Defect:
    return _defect(
        "PKCS#1 v1.5 padding lets an attacker decrypt by trial.", "Use OAEP with SHA-256.", "padding"
    )


def _defect(message: str, fix: str, key: str) -> Defect:
    return Defect(message, fix=fix, key=key)
