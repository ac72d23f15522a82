"""Names that hold credentials: ``DB_PASSWORD``, ``apiKey``, ``clientSecret``; not ``passwordField`` or ``maxTokens``."""

from __future__ import annotations

import re
from itertools import pairwise

_WORDS = re.compile(r"[a-z]+|\d+")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_SECRET_WORDS = frozenset(
    {
        "password", "passwd", "passphrase", "passcode", "pwd", "secret", "token", "apikey", "credential", "credentials",
        "bearer", "passwords", "secrets", "tokens", "salt", "pass", "authtoken", "accesstoken", "secretkey", "privatekey",
    }
)  # fmt: skip
_SECRET_PAIRS = frozenset(
    {
        ("api", "key"), ("auth", "key"), ("access", "key"), ("private", "key"), ("signing", "key"), ("encryption", "key"),
        ("hmac", "key"), ("master", "key"), ("service", "key"), ("jwt", "key"), ("session", "key"), ("account", "key"),
        ("storage", "key"), ("webhook", "key"), ("license", "key"), ("app", "key"), ("consumer", "key"), ("shared", "key"),
        ("api", "keys"),
    }
)  # fmt: skip
_NOT_LAST = frozenset(
    {
        "url", "uri", "path", "file", "filename", "name", "names", "field", "header", "headers", "param", "params", "prefix",
        "suffix", "type", "id", "ids", "length", "len", "size", "count", "ttl", "expiry", "expires", "expiration", "timeout",
        "endpoint", "env", "var", "regex", "pattern", "hint", "label", "placeholder", "policy", "rule", "rules", "min", "max",
        "reset", "column", "attr", "property", "scheme", "kind", "cookie", "bucket", "algorithm", "alg", "hash", "issuer",
        "audience", "scope", "scopes", "message", "error", "text", "title", "description", "format", "limit", "budget",
        "usage", "cost", "split", "encoding", "counter", "required", "enabled", "invalid", "missing", "store", "provider",
        "manager", "class", "template", "view", "form", "storage", "validator", "input", "output", "ref", "arn", "version",
        "issuers", "verifier", "digest", "pub", "checksum", "selector", "regexp", "symbol", "schema", "minlength", "maxlength", "icon",
        "tooltip", "button", "link", "section", "test", "strength", "confirmation", "status", "event", "action", "route", "page", "mode", "method", "index", "docs", "help",
    }
)  # fmt: skip
_NOT_FIRST = frozenset(
    {
        "max", "min", "next", "num", "total", "public", "publishable", "csrf", "xsrf", "page", "cursor", "continuation", "fake",
        "dummy", "example", "test", "mock", "sample", "forgot", "reset", "change", "invalid", "missing", "input", "output", "stop",
        "eos", "bos", "pad", "unk", "sep", "cls", "mask", "special", "has", "is", "use", "require", "show", "hide", "toggle",
    }
)  # fmt: skip

_PUBLIC = frozenset(
    {
        "public",
        "publishable",
        "anon",
        "recaptcha",
        "hcaptcha",
        "turnstile",
        "site",
        "sitekey",
        "dsn",
        "measurement",
        "tracking",
        "i18n",
        "translation",
    }
)
"""Words that make a key one that everybody may have."""


def secret_named(name: str) -> bool:
    """Whether a variable, key or argument of this name holds a credential."""
    words = _WORDS.findall(_CAMEL.sub("_", name).lower())
    if not words or words[0] in _NOT_FIRST:
        return False
    if words[-1].isdigit():
        words.pop()
    if not words or words[-1] in _NOT_LAST:
        return False
    if _PUBLIC.intersection(words) and "secret" not in words:
        return False
    return any(w in _SECRET_WORDS for w in words) or any(p in _SECRET_PAIRS for p in pairwise(words))
