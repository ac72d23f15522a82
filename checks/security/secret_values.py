"""Whether a text is a credential or only looks like one: stand-ins, dummies, hashes, words, and real randomness."""

from __future__ import annotations

import base64
import binascii
import math
import re
from collections import Counter

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
        "4242424242424242", "QWxhZGRpbjpvcGVuIHNlc2FtZQ==", "QWxhZGRpbjpvcGVuc2VzYW1l",
    }
)  # fmt: skip
"""Values that vendors print in their own documentation."""


_DUMMIES_WORDS = """
postgres password pass passw0rd p@ssw0rd p@ssword pa55word pa55w0rd root admin admin123 administrator guest
secret secret123 test test123 testing dev app user mysql redis rabbitmq mongo minio minioadmin elastic neo4j
toor letmein welcome welcome1 foo bar baz foobar foobarbaz hunter2 s3cret s3cr3t secretpassword supersecret
supersecretpassword mypassword mysecretpassword mysecret password1 password123 password1! password123! passwort
geheim motdepasse contrasena dbpassword rootpassword rootpass userpass testpass testpassword test1234 pass123
pass1234 changeme123 demo demopassword localdev localpassword devpassword sa yourstrong(!)password
yourstrong!passw0rd yourstrongpassword yourstrong@passw0rd strongpassword strongpassword123
correcthorsebatterystaple correct-horse-battery-staple p4ssw0rd 1234 12345 1q2w3e4r asdf asdfasdf somepassword
anotherpassword verysecret verysecretpassword notsecret secretkey secret-key secret_key secrettoken accesstoken
mytoken dummytoken faketoken keyboardcat
"""
_DUMMIES = frozenset(_DUMMIES_WORDS.split())
"""What people write where any text will do."""
_HASH = re.compile(
    r"\$(?:2[abxy]?|argon2\w*|5|6|y|1|apr1|scrypt|pbkdf2[\w-]*)\$|pbkdf2[_:]|argon2|bcrypt|scrypt:|\{(?:SSHA|SHA|CRYPT|bcrypt|noop)\}|(?:sha|md)\d+[:$-]|ENC[(\[]|\$ANSIBLE_VAULT|vault:|AQICAH|AgA|age1|sha\d"
)
"""Beginnings of hashes and of encrypted values."""
_STRAIGHT = "abcdefghijklmnopqrstuvwxyz0123456789 0123456789abcdef 01234567890 1234567890 zyxwvutsrqponmlkjihgfedcba9876543210 qwertyuiopasdfghjklzxcvbnm"


def placeholder(value: str) -> bool:
    """Whether a value is plainly a stand-in: ``changeme``, ``<token>``, ``${VAR}``, a documented example."""
    if value in _DOCUMENTED or _PLACEHOLDER.search(value):
        return True
    return len(set(value)) <= 4


def stand_in(value: str) -> bool:
    """The same for a text in a vendor's format, where a few letters in order prove nothing."""
    return value in _DOCUMENTED or _STAND_IN.search(value) is not None or straight(value, 0.8)


_STAND_IN = re.compile(
    r"example|your[-_]|xxxx|placeholder|dummy|redacted|<[^>]+>|\$\{|\{\{|\*{3,}|\.\.\.|replace|insert|_here\b|[-_](?:test|fake|sample)[-_]",
    re.IGNORECASE,
)


def dummy(value: str) -> bool:
    """A well-known throw-away password."""
    low = value.lower().strip("!")
    return low in _DUMMIES or (low[-1:].isdigit() and value == low and low.rstrip("0123456789") in _DUMMIES)


def straight(value: str, share: float = 0.5) -> bool:
    """Whether so much of a text is the alphabet, the digits or one keyboard row in order, or it repeats itself."""
    low = value.lower()
    size = max(6, int(len(low) * share))
    if any(low[i : i + size] in row for row in _STRAIGHT.split() for i in range(len(low) - size + 1)):
        return True
    return len(set(low[-24:])) <= 5 or any(low[i : i + 3] * 4 in low for i in range(min(len(low), 60)))


def hashed(value: str) -> bool:
    """A stored hash or an encrypted value: it gives nobody access."""
    return _HASH.match(value) is not None


_WORD_SHAPE = re.compile(
    r"[A-Z]?[a-z]+(?:[A-Z][a-z]+)*\d{0,2}|[A-Z]+\d{0,2}|\d{1,4}|[vV]\d+|[A-Z]{1,4}\d{1,5}"
)


_PLAIN_WORD = re.compile(
    r"[A-Z]?[a-z]{2,}(?:[A-Z][a-z]+)*\d{0,2}|[A-Z]{2,}\d{0,2}|\d{1,4}|[vV]\d+|[A-Z]{1,4}\d{1,5}|[A-Za-z]"
)


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
    if re.match(
        r"(?:application|text|image|audio|video|multipart|font)/[\w.+-]+(?:;|$)|(?:https?|file|s3|gs|urn|mailto|data|arn):|[./~]|[A-Za-z]:\\|[\w.-]+@[\w.-]+\.\w+$",
        value,
    ):
        return False
    if re.search(r"\(\?|\[a-z|\\[dws]|[<>{}]|\)[*+]", value) or hashed(value) or straight(value):
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


def chosen_password(value: str) -> bool:
    """A password that somebody chose: eight characters and more with letters, digits and a sign or capital, and no words alone."""
    if (
        not 8 <= len(value) <= 128
        or re.search(r"\s|^[/.~$!&*|@#%]?[/.~$]|://|\\|[<>{}]|\(\?|\[a-z", value)
        or re.fullmatch(r"[\w.+-]+@[\w-]+\.[\w.-]+", value)
    ):
        return False
    if all(_PLAIN_WORD.fullmatch(part) for part in re.split(r"[-_.:,;/]+", value) if part):
        return False
    return (
        bool(re.search(r"[A-Za-z]", value))
        and bool(re.search(r"\d", value))
        and bool(re.search(r"[^\w]|[A-Z]", value))
    )


def decoded(value: str) -> str | None:
    """The text behind base64, as Kubernetes secrets have it; None where there is no plain text behind."""
    if len(value) < 8 or len(value) % 4 or not re.fullmatch(r"[A-Za-z0-9+/]+={0,2}", value):
        return None
    try:
        text = base64.b64decode(value, validate=True).decode("ascii").strip()
    except (binascii.Error, UnicodeDecodeError):
        return None
    return text if text and text.isprintable() else None
