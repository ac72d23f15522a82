"""Settings that protect, switched off where they were on: ``SECURE_SSL_REDIRECT``, ``WTF_CSRF_ENABLED``, ``autoescape``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.changes import ChangedFile
from checks.security.environments import DEV_PATH

_KINDS = {
    "TLS": r"SECURE_SSL_REDIRECT|SECURE_HSTS_SECONDS|(?:config\.)?force_ssl|FORCE_(?:SSL|HTTPS|TLS)|RequireHttpsMetadata|forceHttps|requireTLS",
    "CSRF": r"WTF_CSRF_ENABLED|WTF_CSRF_CHECK_DEFAULT|CSRF_(?:ENABLED|PROTECTION)|csrf(?:Protection|_protection|Enabled|_enabled)?|enableCsrf",
    "escape": r"auto_?escape|autoEscape|escapeHtml|escape_html|SECURE_CONTENT_TYPE_NOSNIFF|contentSecurityPolicy",
    "authorisation": r"(?:AUTH|LOGIN|AUTHENTICATION)_(?:REQUIRED|ENABLED)|REQUIRE_(?:AUTH|LOGIN)|requires?Auth(?:entication)?|require_auth|authRequired|auth_required|(?:security\.)?auth\.enabled",
    "signature": r"VERIFY_(?:WEBHOOK_)?SIGNATURES?|verify_?(?:webhook_?)?signatures?|verifySignatures?",
}
_SETTING = re.compile(
    r"(?<![\w.$])(?:"
    + "|".join(f"(?P<{kind}>{names})" for kind, names in _KINDS.items())
    + r")[\"']?\s*(?:=|:|=>)\s*"
    r"(?P<value>[Tt]rue|[Ff]alse|[1-9]\d*|0)\b"
)


def weakened_settings(
    change: ChangedFile, base: list[str], head: list[str]
) -> Iterator[tuple[int, str, str]]:
    """(head line, kind, name) of every protecting setting that the change turns from on to off."""
    if DEV_PATH.search(change.path):
        return
    on = {
        name
        for n in change.removed
        if n <= len(base)
        for name, _kind, value in _settings(base[n - 1])
        if value.lower() not in ("false", "0")
    }
    for number in sorted(change.added) if on else ():
        for name, kind, value in _settings(head[number - 1]) if number <= len(head) else ():
            if name in on and value.lower() in ("false", "0"):
                yield number, kind, name


def _settings(line: str) -> Iterator[tuple[str, str, str]]:
    if re.match(r"\s*(?:#|//|\*|/\*)", line):
        return
    for match in _SETTING.finditer(line):
        kind = next(k for k in _KINDS if match.group(k))
        yield match.group(kind), kind, match.group("value")
