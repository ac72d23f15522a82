"""Who may see pages.

Until sign-in is set up, only whoever sits at the machine: the request comes from a loopback address, is addressed to
one (a web page elsewhere can point a name of its own at 127.0.0.1), and no proxy passed it on for somebody else.
"""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

from flask import Request

from bot.dashboard.errors import NotAllowedError

_PASSED_ON = ("Forwarded", "X-Forwarded-For", "X-Real-IP", "Via")


def require_loopback(request: Request) -> None:
    """Raise NotAllowedError for everybody who is not at the machine itself."""
    if is_loopback(request):
        return
    raise NotAllowedError(
        "Open on this machine only",
        "Sign-in with GitHub is not set up here, so the pages are shown to nobody but the machine that Evenhand runs "
        "on. Set EVENHAND_OAUTH_CLIENT_ID, EVENHAND_OAUTH_CLIENT_SECRET and EVENHAND_SESSION_SECRET, or look from that "
        "machine itself, for example through `ssh -L 8000:127.0.0.1:8000 HOST` and then http://127.0.0.1:8000/.",
    )


def is_loopback(request: Request) -> bool:
    """Whether the request comes straight from, and is meant for, this machine."""
    if any(header in request.headers for header in _PASSED_ON):
        return False
    return _is_loopback_name(request.remote_addr or "") and _is_loopback_name(
        urlsplit(f"//{request.host}").hostname or ""
    )


def _is_loopback_name(name: str) -> bool:
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        address = ip_address(name.partition("%")[0])
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return bool((mapped or address).is_loopback)
