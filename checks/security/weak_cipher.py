"""Encryption that does not keep its promise: broken ciphers, leaking modes, fixed nonces, short keys."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.report import Severity
from checks.rules import Defect, Example, Rule, Site
from checks.security.cipher_choices import AEAD, cipher_sites
from checks.security.weak_cipher_examples import BAD, GOOD
from checks.security.wording import around, callee_name
from checks.syntax import model as m
from checks.syntax.flow import Flow
from checks.views import FileView

_BROKEN = re.compile(r"^(?:DES3?|TripleDES|ARC2|ARC4|RC4|RC2|Blowfish|IDEA|SEED|CAST5|XOR)$", re.IGNORECASE)
_NODE_BROKEN = re.compile(r"^(?:des|rc4|rc2|bf|blowfish|idea|seed|cast5?)(?:$|-)", re.IGNORECASE)
_NAMES = frozenset(
    {"new", "Cipher", "createCipheriv", "createDecipheriv", "createCipher", "createDecipher", "generate_private_key", "generate", "generateKeyPair", "generateKeyPairSync", "GenerateKey", "NewCipher", "NewTripleDESCipher",
     "NewCBCEncrypter", "NewCTR", "NewOFB", "NewCFBEncrypter", "generateKey", "EncryptPKCS1v15", "encrypt", "Encrypt", "publicEncrypt", "Seal", "NewGCM", "AESGCM", "Fernet", "ChaCha20Poly1305"}
)  # fmt: skip
_DECRYPTS = frozenset({"decrypt", "decipher", "unwrap", "legacy", "migrate", "open"})


def check(view: FileView) -> Iterator[Site]:
    """Every construction of a cipher and every generation of an RSA key is a site."""
    if view.module is None:
        return
    if view.language in AEAD:
        for node, defect in cipher_sites(view.flow):
            yield view.site(node, defect)
        return
    for call in view.flow.calls():
        if callee_name(call) not in _NAMES:
            continue
        resolved = view.flow.resolve(call.callee)
        judge = _python if view.language == "python" else _go if view.language == "go" else _node
        found = judge(view, call, resolved)
        if found is not None:
            defect = found[0] if found else None
            setting = _key_size(view.flow, call) if defect is not None and defect.key == "key" else None
            own_line = setting is not None and setting.line > m.statement_of(call).line
            yield view.site(setting if own_line and setting is not None else m.statement_of(call), defect)


_Found = tuple[Defect, ...] | None
_GOOD: tuple[Defect, ...] = ()


def _bad(message: str, fix: str, key: str) -> _Found:
    return (Defect(message, fix=fix, key=key),)


def _broken(name: str, language: str) -> _Found:
    return _bad(f"{name} can be broken with today's means.", _AEAD[language], "cipher")


_AEAD = {
    "python": "Use `AESGCM` or `ChaCha20Poly1305` of `cryptography`, with a new `os.urandom(12)` for each message.",
    "go": "Use `cipher.NewGCM` with a nonce from `crypto/rand` for each message.",
    "javascript": "Use `aes-256-gcm` with a new `crypto.randomBytes(12)` for each message.",
}
_AEAD["typescript"] = _AEAD["tsx"] = _AEAD["javascript"]


def _fixed(flow: Flow, expr: m.Expr | None) -> bool:
    """Whether an IV or nonce is the same for every message."""
    if expr is None:
        return False
    value = flow.constant(expr)
    if isinstance(value, (str, bytes)):
        return True
    found = flow.definition(expr)
    if isinstance(found, m.Literal):
        return found.value is not None
    if isinstance(found, m.Binary) and found.op == "*":
        return isinstance(found.left, m.Literal) and isinstance(found.left.value, (bytes, str))
    if isinstance(found, m.Call):
        name, first = m.dotted(found.callee), found.positional(0)
        if name in ("bytes", "bytearray", "Buffer.alloc", "Uint8Array") and first is not None:
            size = flow.constant(first)
            filled = isinstance(expr, m.Name) and _filled(flow, expr)
            return isinstance(size, int) and not filled
        if name in ("Buffer.from", "bytes.fromhex", "[]byte") and first is not None:
            return isinstance(flow.constant(first), str)
        if name == "make":
            return not (isinstance(expr, m.Name) and _filled(flow, expr))
        if isinstance(found.callee, m.Attr) and found.callee.name == "encode":
            return isinstance(flow.constant(found.callee.base), str)
    return False


def _filled(flow: Flow, name: m.Name) -> bool:
    """Whether a buffer of zeros is handed to something that may fill it before it is used."""
    for other in flow.scopes.scope_of(name).walk():
        if (
            isinstance(other, m.Call)
            and other.end <= name.start
            and callee_name(other) not in ("make", "alloc", "bytearray", "bytes", "Uint8Array")
        ):
            for arg in other.args:
                inner = arg.value.base if isinstance(arg.value, m.Index) else arg.value
                if isinstance(inner, m.Name) and inner.id == name.id:
                    return True
    return False


def _python(view: FileView, call: m.Call, resolved: str) -> _Found:
    flow = view.flow
    match = re.match(r"^Crypto(?:dome)?\.Cipher\.(\w+)\.new$", resolved)
    if match:
        return _pycryptodome(flow, call, match.group(1))
    if re.search(r"\.ciphers\.(?:base\.)?Cipher$", resolved):
        return _hazmat(flow, call)
    if resolved.endswith("rsa.generate_private_key"):
        size = flow.constant(call.keyword("key_size") or call.positional(1))
        return _rsa(size)
    if re.match(r"^Crypto(?:dome)?\.PublicKey\.RSA\.generate$", resolved):
        return _rsa(flow.constant(call.positional(0) or call.keyword("bits")))
    if callee_name(call) == "encrypt":
        padding = call.args[-1].value if call.args else None
        if padding is not None and flow.resolve(padding).endswith("padding.PKCS1v15()"):
            return _bad(
                "PKCS#1 v1.5 padding lets an attacker decrypt by trial.",
                "Use `padding.OAEP` with SHA-256.",
                "padding",
            )
        if re.search(r"(?:AESGCM|ChaCha20Poly1305|AESCCM)\(\)\.encrypt$", resolved):
            if _fixed(flow, call.positional(0)):
                return _bad(
                    "Every message gets the same nonce, which gives the key stream away.",
                    _AEAD["python"],
                    "nonce",
                )
            return _GOOD
    if re.search(r"\.Fernet$", resolved):
        return _GOOD
    return None


def _pycryptodome(flow: Flow, call: m.Call, name: str) -> _Found:
    if _BROKEN.match(name):
        return _broken(name, "python")
    if name == "PKCS1_v1_5":
        return _bad("PKCS#1 v1.5 padding lets an attacker decrypt by trial.", "Use `PKCS1_OAEP`.", "padding")
    mode = call.positional(1) or call.keyword("mode")
    word = m.dotted(mode).rpartition(".")[2] if mode is not None else ""
    return _mode(
        flow,
        call,
        word.removeprefix("MODE_"),
        call.positional(2) or call.keyword("iv") or call.keyword("nonce"),
    )


def _hazmat(flow: Flow, call: m.Call) -> _Found:
    first, second = (
        call.positional(0) or call.keyword("algorithm"),
        call.positional(1) or call.keyword("mode"),
    )
    name = flow.resolve(first).removesuffix("()").rpartition(".")[2] if first is not None else ""
    if _BROKEN.match(name):
        return _broken(name, "python")
    made = flow.definition(second) if second is not None else None
    if not isinstance(made, m.Call):
        return _GOOD
    return _mode(flow, call, flow.resolve(made.callee).rpartition(".")[2], made.positional(0))


def _mode(flow: Flow, call: m.Call, mode: str, nonce: m.Expr | None) -> _Found:
    mode = mode.upper()
    if mode == "ECB":
        return _bad(
            "ECB encrypts equal blocks to equal blocks, so that patterns stay visible.",
            _AEAD["python"],
            "mode",
        )
    if _fixed(flow, nonce) and not set(around(call)[:4]) & _DECRYPTS:
        return _bad(
            "Every message gets the same IV, so that equal beginnings stay visible.", _AEAD["python"], "nonce"
        )
    if mode == "CBC" and not set(around(call)) & _DECRYPTS and not _authenticated(flow, call):
        return _bad("CBC without a MAC lets others change the message unnoticed.", _AEAD["python"], "mode")
    return _GOOD


def _authenticated(flow: Flow, call: m.Call) -> bool:
    """Whether the class or function around also makes a MAC."""
    owner = m.enclosing(call, m.Class) or m.enclosing(call, m.Function) or flow.module
    return bool(re.search(r"(?i)hmac|\bmac\b|signature|\.sign\(", flow.module.text(owner)))


def _rsa(size: object) -> _Found:
    if isinstance(size, int) and not isinstance(size, bool) and size < 2048:
        return _bad(f"An RSA key of {size} bits can be factored.", "Use 3072 bits, at least 2048.", "key")
    return _GOOD


def _node(view: FileView, call: m.Call, resolved: str) -> _Found:
    flow = view.flow
    if re.search(r"\bsubtle\.(?:encrypt|generateKey)$", resolved):
        return _web_crypto(flow, call)
    if not re.match(r"^crypto(?:\.default)?\.", resolved):
        return _crypto_js(flow, call, resolved)
    name = resolved.rpartition(".")[2]
    if name in ("createCipher", "createDecipher"):
        return _bad(
            f"`{name}` derives key and IV from the password alone, the same every time.",
            _AEAD["javascript"],
            "nonce",
        )
    if name in ("createCipheriv", "createDecipheriv"):
        algorithm = flow.constant(call.positional(0))
        if not isinstance(algorithm, str):
            return _GOOD
        if _NODE_BROKEN.match(algorithm):
            return _broken(algorithm, "javascript")
        if "ecb" in algorithm.lower():
            return _bad(
                "ECB encrypts equal blocks to equal blocks, so that patterns stay visible.",
                _AEAD["javascript"],
                "mode",
            )
        if name == "createDecipheriv":
            return _GOOD
        if _fixed(flow, call.positional(2)):
            return _bad(
                "Every message gets the same IV, so that equal beginnings stay visible.",
                _AEAD["javascript"],
                "nonce",
            )
        if "cbc" in algorithm.lower() and not _authenticated(flow, call):
            return _bad(
                "CBC without a MAC lets others change the message unnoticed.", _AEAD["javascript"], "mode"
            )
        return _GOOD
    if name in ("generateKeyPair", "generateKeyPairSync"):
        options = flow.definition(call.args[1].value) if len(call.args) > 1 else None
        return _rsa(flow.constant(options.get("modulusLength"))) if isinstance(options, m.Mapping) else _GOOD
    if name == "publicEncrypt":
        options = flow.definition(call.args[0].value) if call.args else None
        padding = options.get("padding") if isinstance(options, m.Mapping) else None
        if padding is not None and m.dotted(padding).endswith("RSA_PKCS1_PADDING"):
            return _bad(
                "PKCS#1 v1.5 padding lets an attacker decrypt by trial.",
                "Use `RSA_PKCS1_OAEP_PADDING`.",
                "padding",
            )
        return _GOOD
    return None


def _web_crypto(flow: Flow, call: m.Call) -> _Found:
    chosen = flow.definition(call.args[0].value) if call.args else None
    if not isinstance(chosen, m.Mapping):
        return _GOOD
    name = flow.constant(chosen.get("name"))
    if callee_name(call) == "generateKey":
        return _rsa(flow.constant(chosen.get("modulusLength")))
    if _fixed(flow, chosen.get("iv")):
        return _bad(
            "Every message gets the same IV, so that equal beginnings stay visible.",
            _AEAD["javascript"],
            "nonce",
        )
    if name == "AES-CBC" and not _authenticated(flow, call):
        return _bad(
            "CBC without a MAC lets others change the message unnoticed.", _AEAD["javascript"], "mode"
        )
    return _GOOD


def _key_size(flow: Flow, call: m.Call) -> m.Node | None:
    """Where an option of the call states the size of the key."""
    given = call.keyword("key_size") or call.keyword("bits")
    for arg in call.args:
        if isinstance(arg.value, m.Mapping):
            given = arg.value.get("modulusLength") or given
    return None if given is None else given.parent


def _crypto_js(flow: Flow, call: m.Call, resolved: str) -> _Found:
    match = re.match(r"^(?:crypto-js(?:\.default)?|CryptoJS)\.(\w+)\.encrypt$", resolved)
    if match is None:
        return None
    if _BROKEN.match(match.group(1)):
        return _broken(match.group(1), "javascript")
    options = flow.definition(call.args[2].value) if len(call.args) > 2 else None
    if isinstance(options, m.Mapping) and m.dotted(options.get("mode")).endswith("mode.ECB"):
        return _bad(
            "ECB encrypts equal blocks to equal blocks, so that patterns stay visible.",
            _AEAD["javascript"],
            "mode",
        )
    return _GOOD


def _go(view: FileView, call: m.Call, resolved: str) -> _Found:
    flow = view.flow
    if re.match(
        r"^crypto/(?:des\.New\w+|rc4\.NewCipher)$|^golang\.org/x/crypto/(?:blowfish|tea|xtea|cast5)\.NewCipher$",
        resolved,
    ):
        return _broken(resolved.split(".")[-2].rpartition("/")[2].upper(), "go")
    if resolved == "crypto/rsa.GenerateKey":
        return _rsa(flow.constant(call.positional(1)))
    if resolved == "crypto/rsa.EncryptPKCS1v15":
        return _bad(
            "PKCS#1 v1.5 padding lets an attacker decrypt by trial.", "Use `rsa.EncryptOAEP`.", "padding"
        )
    if resolved == "crypto/cipher.NewCBCEncrypter":
        if _fixed(flow, call.positional(1)):
            return _bad(
                "Every message gets the same IV, so that equal beginnings stay visible.", _AEAD["go"], "nonce"
            )
        return (
            _GOOD
            if _authenticated(flow, call)
            else _bad("CBC without a MAC lets others change the message unnoticed.", _AEAD["go"], "mode")
        )
    if resolved in ("crypto/cipher.NewCTR", "crypto/cipher.NewOFB", "crypto/cipher.NewCFBEncrypter"):
        if _fixed(flow, call.positional(1)):
            return _bad(
                "Every message gets the same IV, which gives the key stream away.", _AEAD["go"], "nonce"
            )
        return _GOOD
    if resolved == "crypto/aes.NewCipher().Encrypt" and m.enclosing(call, m.Loop) is not None:
        return _bad(
            "Block by block this is ECB: equal blocks give equal blocks, so that patterns stay visible.",
            _AEAD["go"],
            "mode",
        )
    if resolved == "crypto/cipher.NewGCM":
        return _GOOD
    if callee_name(call) == "Seal" and len(call.args) == 4 and "NewGCM()" in resolved:
        return (
            _bad("Every message gets the same nonce, which gives the key stream away.", _AEAD["go"], "nonce")
            if _fixed(flow, call.positional(1))
            else _GOOD
        )
    return None


RULE = Rule(
    id="security/weak-cipher",
    severity=Severity.ERROR,
    languages=("python", "javascript", "typescript", "go", "java", "ruby", "kotlin", "csharp", "php", "rust"),
    title="Encryption that can be undone",
    what="DES, RC4, Blowfish and their like, ECB, a fixed IV or nonce, CBC without a MAC, RSA under 2048 bits, PKCS#1 v1.5 encryption.",
    why="The text looks encrypted, but can be read or changed without the key.",
    fix="Use an authenticated mode such as AES-GCM with a new random nonce for each message.",
    local=True,
    site="every construction of a cipher and every generation of an RSA key",
    cwe="CWE-327",
    references=(
        "https://cwe.mitre.org/data/definitions/327.html",
        "https://cwe.mitre.org/data/definitions/329.html",
        "https://cryptography.io/en/latest/hazmat/primitives/aead/",
        "https://nodejs.org/api/crypto.html#cryptocreatecipherivalgorithm-key-iv-options",
    ),
    bad=(
        Example(
            {
                "app/vault.py": """\
import os

from Crypto.Cipher import AES, DES
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE = b"0123456789ab"


def protect(key: bytes, text: bytes) -> list[bytes]:
    one = AES.new(key, AES.MODE_ECB).encrypt(text)  # <-- here
    two = DES.new(key, DES.MODE_CBC, os.urandom(8)).encrypt(text)  # <-- here
    three = Cipher(algorithms.AES(key), modes.CBC(os.urandom(16))).encryptor().update(text)  # <-- here
    four = AESGCM(key).encrypt(NONCE, text, None)  # <-- here
    return [one, two, three, four]


signing_key = rsa.generate_private_key(public_exponent=65537, key_size=1024)  # <-- here
"""
            },
            sites=5,
        ),
        Example(
            {
                "src/vault.ts": """\
import crypto from 'node:crypto';

const IV = Buffer.alloc(16, 0);

export function protect(key: Buffer, text: string) {
  const one = crypto.createCipheriv('aes-256-cbc', key, IV);  // <-- here
  const two = crypto.createCipheriv('des-ede3-cbc', key, crypto.randomBytes(8));  // <-- here
  const three = crypto.createCipheriv('aes-256-ecb', key, null);  // <-- here
  return [one, two, three].map((c) => c.update(text));
}
"""
            },
            sites=3,
        ),
        Example(
            {
                "internal/vault/vault.go": """\
package vault

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/des"
)

func protect(key, text []byte) ([]byte, error) {
	old, _ := des.NewTripleDESCipher(key) // <-- here
	_ = old
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	gcm, err := cipher.NewGCM(block)
	if err != nil {
		return nil, err
	}
	nonce := make([]byte, 12)
	return gcm.Seal(nil, nonce, text, nil), nil // <-- here
}
"""
            },
        ),
        *BAD,
    ),
    good=(
        Example(
            {
                "app/vault.py": """\
import os

from Crypto.Cipher import AES
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM


def protect(key: bytes, text: bytes) -> bytes:
    nonce = os.urandom(12)
    AES.new(key, AES.MODE_GCM, nonce=os.urandom(12))
    Fernet(key).encrypt(text)
    return nonce + AESGCM(key).encrypt(nonce, text, None)


signing_key = rsa.generate_private_key(public_exponent=65537, key_size=3072)
"""
            },
            sites=4,
        ),
        Example(
            {
                "src/vault.ts": """\
import crypto from 'node:crypto';

export function protect(key: Buffer, text: string) {
  const iv = crypto.randomBytes(12);
  const cipher = crypto.createCipheriv('aes-256-gcm', key, iv);
  return Buffer.concat([iv, cipher.update(text), cipher.final(), cipher.getAuthTag()]);
}
"""
            },
            sites=1,
        ),
        Example(
            {
                "internal/vault/vault.go": """\
package vault

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"io"
)

func protect(key, text []byte) ([]byte, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	gcm, err := cipher.NewGCM(block)
	if err != nil {
		return nil, err
	}
	nonce := make([]byte, gcm.NonceSize())
	if _, err := io.ReadFull(rand.Reader, nonce); err != nil {
		return nil, err
	}
	return gcm.Seal(nonce, nonce, text, nil), nil
}
"""
            },
        ),
        *GOOD,
    ),
)
