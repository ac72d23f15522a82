"""MD5 and SHA-1 where an attacker gains from a collision."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.report import Severity
from checks.rules import Defect, Example, Rule, Site
from checks.security.digests import Digest, caller_words, data_words, digests, failure_words, purpose_words
from checks.security.weak_hash_examples import BAD, GOOD
from checks.syntax import model as m
from checks.views import FileView

_SECURITY = frozenset(
    {"password", "passwd", "passphrase", "token", "secret", "signature", "sign", "signed", "sig", "signing", "hmac", "integrity", "tamper", "auth", "authenticate", "apikey", "csrf", "session",
     "reset", "verification", "verify", "verified", "trusted", "credential", "credentials", "otp", "license", "certificate", "cert", "unsubscribe", "invite", "salt", "nonce"}
)  # fmt: skip
_FINE = frozenset(
    {"cache", "cached", "etag", "git", "blob", "tree", "commit", "shard", "bucket", "partition", "gravatar", "avatar", "color", "colour", "dedup", "dedupe", "duplicate", "slug", "ring", "lock", "idempotency",
     "advisory", "index", "filename", "fingerprint", "version", "key", "memo", "digestid", "twilio", "totp", "hotp", "oauth1", "hibp", "pwned", "websocket", "accept", "mailchimp", "s3", "md5sum", "content", "variant",
     "rollout", "experiment", "sampling", "webpack", "template", "query", "sql", "statement", "migration", "schema", "ntlm", "digest", "postgres", "mysql", "etags", "revision", "uuid", "hash_key", "changed",
     "breach", "breached", "kerberos", "scram", "radius", "spotify", "lastfm", "subsonic", "qiniu", "aliyun", "oss", "wechat", "weixin", "alipay", "payu", "legacy", "checksum_cache", "anonymous", "request", "mandrill", "handshake"}
)  # fmt: skip


def check(view: FileView) -> Iterator[Site]:
    """Every digest that is made is a site."""
    if view.module is None:
        return
    for digest in digests(view.flow):
        yield view.site(m.statement_of(digest.call), _defect(view, digest))


def _defect(view: FileView, digest: Digest) -> Defect | None:
    if not digest.broken or digest.exempt:
        return None
    if digest.kind != "digest" and re.search(r"oauth_?(?:1|10a)|hmac-sha1|HMAC-SHA1", view.path + view.text):
        return None  # OAuth 1 prescribes SHA-1
    asked = caller_words(view.flow, digest)
    purpose = asked - {"digest"} if asked else purpose_words(digest)
    if failure_words(digest) & {"tampered", "tamper", "tampering", "forged", "integrity", "authentic"}:
        return _found(digest, "an integrity check", view.language)
    if {"e", "tag"} <= purpose:  # `ETag` is written in many ways
        purpose.add("etag")
    data = data_words(view.flow, digest)
    telling = (purpose | data) & _SECURITY
    if digest.kind == "signature":
        reason = "a signature"
    elif digest.kind == "hmac":
        if (purpose | data) & _FINE - {
            "key",
            "content",
            "request",
            "accept",
            "digest",
            "fingerprint",
            "version",
        } or (
            digest.algorithm != "md5"
            and not telling
            & {"token", "session", "reset", "sign", "signature", "auth", "sig", "signed", "verify", "hmac"}
        ):
            return None
        reason = "a message authentication code"
    elif {"api", "key"} <= data or ({"api", "key"} <= purpose and not purpose & (_FINE - {"key"})):
        reason = "a value that must not be forged"
    elif not telling or (purpose & (_FINE - {"request"})):
        return None
    elif (
        telling <= {"verify", "verified", "session", "reset", "auth", "sign", "nonce", "salt", "trusted"}
        and not data & _SECURITY
        and not purpose & {"integrity", "signature", "token"}
    ):
        return (
            None
            if not purpose & {"sign", "verify"}
            else _found(digest, "a value that must not be forged", view.language)
        )
    else:
        reason = "a value that must not be forged"
    return _found(digest, reason, view.language)


def _found(digest: Digest, reason: str, language: str) -> Defect:
    name = {"sha": "SHA-1", "sha1": "SHA-1", "md5": "MD5"}.get(digest.algorithm, digest.algorithm.upper())
    fix = _FIXES.get(language, "Use SHA-256, with HMAC where a key is involved.")
    return Defect(
        f"{name} makes {reason} here, and two inputs with the same {name} can be made at will.", fix=fix
    )


_FIXES = {
    "python": "Use `hashlib.sha256`, or `hmac.new(key, data, hashlib.sha256)` where a key is involved; say `usedforsecurity=False` where nothing depends on it.",
    "go": "Use `crypto/sha256`, with `hmac.New(sha256.New, key)` where a key is involved.",
    "java": 'Use `MessageDigest.getInstance("SHA-256")`, or `Mac.getInstance("HmacSHA256")` where a key is involved.',
    "csharp": "Use `SHA256.HashData(data)`, or `HMACSHA256.HashData(key, data)` where a key is involved.",
    "ruby": 'Use `Digest::SHA256`, or `OpenSSL::HMAC.hexdigest("SHA256", key, data)` where a key is involved.',
    "php": "Use `hash('sha256', $data)`, or `hash_hmac('sha256', $data, $key)` where a key is involved.",
    "rust": "Use `Sha256`, or `Hmac<Sha256>` where a key is involved.",
}
_FIXES["kotlin"] = _FIXES["java"]
_FIXES["javascript"] = _FIXES["typescript"] = _FIXES["tsx"] = (
    "Use `createHash('sha256')`, or `createHmac('sha256', key)` where a key is involved."
)


RULE = Rule(
    id="security/weak-hash",
    severity=Severity.WARNING,
    languages=("python", "javascript", "typescript", "go", "java", "ruby", "kotlin", "csharp", "php", "rust"),
    title="MD5 or SHA-1 for security",
    what="MD5 or SHA-1 behind a signature, a token, a key or an integrity check.",
    why="Collisions for both are cheap today, so that what one of them vouches for can be exchanged.",
    fix="Use SHA-256 or better; for messages an HMAC over it.",
    local=True,
    site="every digest that is made",
    cwe="CWE-328",
    yields_to=("security/weak-password-hash",),
    references=(
        "https://cwe.mitre.org/data/definitions/328.html",
        "https://shattered.io/",
        "https://docs.python.org/3/library/hashlib.html#hashlib.new",
        "https://csrc.nist.gov/projects/hash-functions",
    ),
    bad=(
        Example(
            {
                "app/links.py": """\
import hashlib

from app.settings import settings


def sign_link(path: str) -> str:
    signature = hashlib.md5(f"{path}{settings.link_secret}".encode()).hexdigest()  # <-- here
    return f"{path}?sig={signature}"


def api_token(user_id: int, created: str) -> str:
    return hashlib.sha1(f"{user_id}:{created}".encode()).hexdigest()  # <-- here
"""
            },
            sites=2,
        ),
        Example(
            {
                "src/sign.ts": """\
import { createHash, createSign } from 'node:crypto';

export function resetToken(email: string): string {
  return createHash('sha1').update(email + Date.now()).digest('hex');  // <-- here
}

export function signLicense(body: string, key: string): string {
  return createSign('RSA-SHA1').update(body).sign(key, 'base64');  // <-- here
}
"""
            },
            sites=2,
        ),
        Example(
            {
                "internal/sign/sign.go": """\
package sign

import (
	"crypto/md5"
	"encoding/hex"
)

func Signature(payload, secret string) string {
	sum := md5.Sum([]byte(payload + secret)) // <-- here
	return hex.EncodeToString(sum[:])
}
"""
            },
            sites=1,
        ),
        *BAD,
    ),
    good=(
        Example(
            {
                "app/cache.py": """\
import hashlib
import hmac


def cache_key(query: str) -> str:
    return "q:" + hashlib.md5(query.encode()).hexdigest()


def etag(body: bytes) -> str:
    return hashlib.sha1(body).hexdigest()


def blob_id(data: bytes) -> str:
    return hashlib.sha1(b"blob %d\\0" % len(data) + data).hexdigest()


def gravatar(email: str) -> str:
    return hashlib.md5(email.lower().encode()).hexdigest()


def session_shard(session_id: str) -> int:
    return int(hashlib.md5(session_id.encode(), usedforsecurity=False).hexdigest(), 16) % 8


def sign(body: bytes, secret: bytes) -> str:
    return hmac.new(secret, body, hashlib.sha256).hexdigest()
"""
            },
            sites=6,
        ),
        Example(
            {
                "src/etag.ts": """\
import { createHash } from 'node:crypto';

export const etag = (body: string) => createHash('md5').update(body).digest('hex');
export const hash = (text: string) => createHash('sha1').update(text).digest('hex');
export const tokenHash = (token: string) => createHash('sha256').update(token).digest('hex');
"""
            },
            sites=3,
        ),
        Example(
            {
                "internal/cache/key.go": """\
package cache

import (
	"crypto/sha1"
	"encoding/hex"
)

func Key(url string) string {
	sum := sha1.Sum([]byte(url))
	return hex.EncodeToString(sum[:])
}
"""
            },
            sites=1,
        ),
        *GOOD,
    ),
)
