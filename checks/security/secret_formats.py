"""What a credential looks like: formats that issuers document, and text too random to be a word.

Each format is the issuer's own published prefix and alphabet, so that a match is nearly certain; the generic test
needs a telling name as well. :func:`mask` is the only way a found value may be shown.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Format:
    """A documented credential format. ``what`` completes the sentence "this looks like ..."."""

    what: str
    pattern: re.Pattern[str]
    group: int
    marks: tuple[str, ...]
    """Texts of which one is in every match: a plain search for them is a hundred times faster than the pattern."""


def _format(what: str, marks: str, pattern: str, group: int = 0) -> Format:
    return Format(what, re.compile(pattern), group, tuple(marks.split()))


FORMATS: tuple[Format, ...] = (
    _format(
        "an AWS access key id",
        "AKIA ASIA ABIA ACCA",
        r"(?<![A-Z0-9])(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}(?![A-Z0-9])",
    ),
    _format(
        "a GitHub token",
        "ghp_ gho_ ghu_ ghs_ ghr_ github_pat_",
        r"\b(?:gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}|ghs_[0-9]+_[A-Za-z0-9_.\-]{60,})",
    ),
    _format(
        "a GitLab token",
        "glpat- gldt- glrt- glcbt- glptt- glft- glimt- glagent- glsoat-",
        r"\b(?:glpat|gldt|glrt|glcbt|glptt|glft|glimt|glagent|glsoat)-[A-Za-z0-9_\-]{20,}",
    ),
    _format(
        "a Slack token",
        "xox xapp-",
        r"\bxox[abposre]-(?:[0-9]+-)+[A-Za-z0-9-]{10,}|\bxapp-\d-[A-Z0-9]+-\d+-[a-f0-9]{32,}",
    ),
    _format(
        "a Slack webhook address",
        "hooks.slack.com",
        r"https://hooks\.slack\.com/(?:services|workflows)/T[A-Z0-9]{6,}/[A-Z0-9]{6,}/[A-Za-z0-9]{16,}",
    ),
    _format(
        "a Stripe key",
        "_live_ _test_ whsec_",
        r"\b(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{16,}|\bwhsec_[A-Za-z0-9]{24,}",
    ),
    _format("an Anthropic key", "sk-ant-", r"\bsk-ant-(?:api|admin|oat)\d{2}-[A-Za-z0-9_\-]{40,}"),
    _format(
        "an OpenAI key",
        "sk-",
        r"\bsk-(?:proj|svcacct|admin)-[A-Za-z0-9_\-]{40,}|\bsk-[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20}\b",
    ),
    _format("a Google API key", "AIza", r"\bAIza[0-9A-Za-z_\-]{35}(?![0-9A-Za-z_\-])"),
    _format("a Google OAuth secret", "GOCSPX-", r"\bGOCSPX-[A-Za-z0-9_\-]{28}"),
    _format("an npm token", "npm_", r"\bnpm_[A-Za-z0-9]{36}\b"),
    _format("a PyPI token", "pypi-", r"\bpypi-AgEIcHlwaS5vcmc[A-Za-z0-9_\-]{50,}"),
    _format("a SendGrid key", "SG.", r"\bSG\.[A-Za-z0-9_\-]{20,24}\.[A-Za-z0-9_\-]{39,50}"),
    _format("a Twilio key", "SK", r"\bSK[0-9a-f]{32}\b"),
    _format("a Mailgun key", "key-", r"\bkey-[0-9a-f]{32}\b"),
    _format("a DigitalOcean token", "_v1_", r"\bdo[opr]_v1_[a-f0-9]{64}\b"),
    _format("a Hugging Face token", "hf_", r"\bhf_[A-Za-z]{34}\b"),
    _format("a Shopify token", "shpat_ shpca_ shppa_ shpss_", r"\bshp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}\b"),
    _format("a HashiCorp Vault token", "hvs. hvb. hvr.", r"\bhv[sbr]\.[A-Za-z0-9_\-]{24,}"),
    _format("a Telegram bot token", ":AA", r"\b\d{8,10}:AA[A-Za-z0-9_\-]{33}\b"),
    _format("an Azure storage key", "AccountKey=", r"AccountKey=([A-Za-z0-9+/]{86}==)", 1),
    _format(
        "a private key",
        "-----BEGIN",
        r"-----BEGIN (?:RSA |EC |DSA |OPENSSH |ENCRYPTED |PGP )?PRIVATE KEY(?: BLOCK)?-----(?:\\[nr]|\s)+[A-Za-z0-9+/=\\\s]{40,}",
    ),
    _format("a signed JWT", "eyJ", r"\beyJ[A-Za-z0-9_\-]{10,}\.eyJ[A-Za-z0-9_\-]{10,}\.[A-Za-z0-9_\-]{20,}"),
    _format(
        "a connection string with a password",
        "://",
        r"\b(?:postgres(?:ql)?(?:\+\w+)?|mysql(?:\+\w+)?|mariadb|mongodb(?:\+srv)?|rediss?|amqps?|mssql(?:\+\w+)?|ftp|sftp|smtps?|ldaps?|https?)://[^\s:@/'\"<>{}$%]*:([^\s:@/'\"<>{}$]{3,})@[^\s/'\"]+",
        1,
    ),
)

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
        "strength", "confirmation", "status", "event", "action", "route", "page", "mode", "method", "index", "docs", "help",
    }
)  # fmt: skip
_NOT_FIRST = frozenset(
    {
        "max", "min", "next", "num", "total", "public", "publishable", "csrf", "xsrf", "page", "cursor", "continuation", "fake",
        "dummy", "example", "test", "mock", "sample", "forgot", "reset", "change", "invalid", "missing", "input", "output", "stop",
        "eos", "bos", "pad", "unk", "sep", "cls", "mask", "special", "has", "is", "use", "require", "show", "hide", "toggle",
    }
)  # fmt: skip

_PLACEHOLDER = re.compile(
    r"change[-_ ]?(?:me|it|this)|your[-_ ]|<[^>]+>|\bxxx+|\*{3,}|\.\.\.|\$\{|\{\{|%\(|%s|\{\w*\}|example|dummy|placeholder|insert|replace|todo|fixme|secret[-_]?(?:key|here|value)?$|^(?:my|the|a|some|test|fake|foo|bar|dev|local)[-_]?\w*(?:password|secret|token|key)"
    r"|^(?:password|passwd|secret|token|postgres|root|admin|guest|test|user|none|null|undefined|true|false|changeit|default|redacted|masked|hidden|sample|demo|development|localhost)\d{0,4}!?$"
    r"|^(?:process\.env|os\.environ|env\.|ENV\[|getenv|secrets?\.|vault:|ssm:|arn:|file:|sm://|op://|projects/)|0123456789|123456|abcdef|qwerty|lorem|not[-_]?(?:a|so|very)?[-_]?(?:real|secret)|insecure|unsafe|redacted|sha256-|sha512-",
    re.IGNORECASE,
)
_DOCUMENTED = frozenset(
    {
        "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "AKIAI44QH8DHBEXAMPLE",
        "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c",
        "4242424242424242",
    }
)  # fmt: skip
"""Values that vendors print in their own documentation."""


def secret_named(name: str) -> bool:
    """Whether a variable, key or argument of this name holds a credential."""
    words = _WORDS.findall(_CAMEL.sub("_", name).lower())
    if not words or words[0] in _NOT_FIRST:
        return False
    if words[-1].isdigit():
        words.pop()
    if not words or words[-1] in _NOT_LAST:
        return False
    return any(w in _SECRET_WORDS for w in words) or any(p in _SECRET_PAIRS for p in pairwise(words))


def placeholder(value: str) -> bool:
    """Whether a value is plainly a stand-in: ``changeme``, ``<token>``, ``${VAR}``, a documented example."""
    if value in _DOCUMENTED or _PLACEHOLDER.search(value):
        return True
    return len(set(value)) <= 4


def credentials(text: str) -> Iterator[tuple[str, int, int]]:
    """What a text holds by documented formats, as (words, start, end of the value), in order."""
    found = []
    for form in FORMATS:
        if not any(mark in text for mark in form.marks):
            continue
        for match in form.pattern.finditer(text):
            value = match.group(form.group)
            if placeholder(value) or _repeats(value):
                continue
            if "connection string" in form.what and _local_password(value, match.group(0)):
                continue
            if form.what.startswith("a Stripe") and "_test_" in value:
                continue
            found.append((form.what, match.start(form.group), match.end(form.group)))
    yield from sorted(found, key=lambda f: f[1])


def _local_password(password: str, url: str) -> bool:
    """A throw-away password of a service on the developer's own machine or in a compose network."""
    host = url.rpartition("@")[2].partition(":")[0].lower()
    weak = password.lower() in {
        "postgres",
        "password",
        "pass",
        "root",
        "admin",
        "guest",
        "secret",
        "test",
        "dev",
        "app",
        "user",
        "mysql",
        "redis",
        "rabbitmq",
        "mongo",
    }
    local = host in {
        "localhost",
        "127.0.0.1",
        "::1",
        "0.0.0.0",
        "db",
        "postgres",
        "redis",
        "mysql",
        "mongo",
        "host",
        "hostname",
        "rabbitmq",
        "database",
        "example.com",
    }
    user = url.partition("://")[2].partition(":")[0]
    return (
        weak
        or local
        or password == user
        or host.endswith((".example", ".example.com", ".test", ".local", ".internal.example"))
    )


def _repeats(value: str) -> bool:
    tail = value[-24:]
    return len(set(tail)) <= 5


_WORD_SHAPE = re.compile(r"[A-Z]?[a-z]+(?:[A-Z][a-z]+)*\d{0,2}|[A-Z]+\d{0,2}|\d{1,4}")


def random_looking(value: str) -> bool:
    """Whether a text of one word is too random for a word: length, mixed alphabet and entropy per character.

    Shannon entropy over the characters, 3.3 bits and more for hexadecimal, 3.7 for others; hand-written words stay
    below, keys of 20 characters and more lie above."""
    if len(value) < 16 or len(value) > 512 or re.search(r"\s", value):
        return False
    if all(_WORD_SHAPE.fullmatch(part) for part in re.split(r"[-_. /:]+", value.lstrip("$%@")) if part):
        return False  # words in kebab, snake, dotted, path, Title-Case or camelCase
    if re.fullmatch(
        r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{4}-\d\d-\d\d[T ].*", value, re.IGNORECASE
    ):
        return False  # UUIDs and times name things; they are rarely keys
    if re.match(r"(?:https?|file|s3|gs|urn|mailto):|[./~]|[\w.-]+@[\w.-]+\.\w+$", value):
        return False
    if re.fullmatch(r"[A-Za-z]+", value) and len(re.findall(r"[A-Z]", value)) <= len(value) / 4:
        return False  # CamelCase
    entropy = -sum(n / len(value) * math.log2(n / len(value)) for n in Counter(value).values())
    hexadecimal = bool(re.fullmatch(r"[0-9a-fA-F]+", value))
    classes = sum(bool(re.search(c, value)) for c in (r"[a-z]", r"[A-Z]", r"\d", r"[^\w]"))
    if hexadecimal:
        return (
            len(value) >= 20
            and entropy >= 3.0
            and bool(re.search(r"\d", value))
            and bool(re.search(r"[a-fA-F]", value))
        )
    return entropy >= 3.5 and classes >= 2 and bool(re.search(r"\d|[^\w]|[a-z][A-Z].*[A-Z]", value))


def mask(value: str) -> str:
    """A found value as it may be shown: at most the first four characters, and its length."""
    shown = value[:4] if len(value) >= 16 else ""
    return f"{shown}… ({len(value)} characters)"


def masked_line(text: str) -> str:
    """A line of code with every credential and every literal beside a secret name masked: for all output."""
    found = text
    for form in FORMATS:
        found = form.pattern.sub(partial(_mask_group, form.group), found)
    return _QUOTED.sub(_mask_assigned, found)


_QUOTED = re.compile(
    r"""(?P<name>[\w.\-\[\]"']{2,60})(?P<mid>\s*(?::\s*\w+\s*)?(?:=>|:=|=|:)\s*[rbuf]{0,2})(?P<q>["'`])(?P<value>[^"'`\n]{8,})(?P=q)"""
)


def _mask_group(group: int, match: re.Match[str]) -> str:
    whole, value = match.group(0), match.group(group)
    return whole.replace(value, value[:4] + "…", 1)


def _mask_assigned(match: re.Match[str]) -> str:
    name = match.group("name").strip("\"'[]")
    if not secret_named(name) or placeholder(match.group("value")):
        return match.group(0)
    quote = match.group("q")
    return f"{match.group('name')}{match.group('mid')}{quote}{match.group('value')[:4]}…{quote}"
