"""Headers that keep a page from running, loading or leaking anything."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence

from flask import Response

_POLICY = (
    "default-src 'none'; style-src {styles}; img-src 'self' data:; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


def secure(response: Response, *, https: bool) -> Response:
    """Add what every answer carries; a policy that the page set itself stays."""
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Content-Security-Policy", _POLICY.format(styles="'self'"))
    if https:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    # Pages hold an organisation's data: nobody between here and the reader keeps them, and the reader asks again.
    response.headers.setdefault("Cache-Control", "private, no-cache")
    response.vary.add("Cookie")
    return response


def policy_for(page: str) -> str:
    """The policy of a page that carries its own style sheet: exactly that one is let through, by its hash."""
    return _POLICY.format(styles=" ".join(_hashes(_STYLE.findall(page))) or "'none'")


def _hashes(styles: Sequence[str]) -> list[str]:
    return [
        f"'sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}'" for style in styles
    ]
