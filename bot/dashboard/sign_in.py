"""Signing in by GitHub: the web flow of OAuth, bound to the browser that began it by a state in its signed cookie."""

from __future__ import annotations

import hmac
import logging
import secrets
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Blueprint, redirect, request, session, url_for
from werkzeug.wrappers import Response

from bot.dashboard.errors import BadAddressError, PageError
from bot.dashboard.sessions import Sessions
from bot.github.errors import GitHubError
from bot.github.people import Person, person, redeem
from bot.settings import Settings

log = logging.getLogger(__name__)

ENDPOINTS = frozenset({"dashboard.sign_in", "dashboard.callback", "dashboard.sign_out"})


class GitHubSilentError(PageError):
    """GitHub did not sign the reader in."""

    status = 502


@dataclass(frozen=True, slots=True)
class OAuth:
    """What the web flow needs of the settings."""

    client_id: str
    client_secret: str
    github_url: str
    api_url: str
    callback: str


def oauth_of(settings: Settings) -> OAuth | None:
    """The web flow's settings, None unless all of them are set."""
    if not (settings.oauth_client_id and settings.oauth_client_secret and settings.session_secret):
        return None
    return OAuth(
        settings.oauth_client_id,
        settings.oauth_client_secret,
        settings.github_url,
        settings.github_api_url,
        f"{settings.public_url}/auth/callback",
    )


def signed_in(sessions: Sessions) -> Person | None:
    """Who reads, if somebody is signed in."""
    return sessions.find(str(session.get("id", "")))


def to_sign_in() -> Response:
    """Send the reader to sign in, and back here afterwards."""
    return redirect(url_for("dashboard.sign_in", next=request.full_path.rstrip("?")))


def register(pages: Blueprint, oauth: OAuth, sessions: Sessions) -> None:
    """Add the addresses."""

    @pages.get("/auth/sign-in")
    def sign_in() -> Response:
        state = secrets.token_urlsafe(32)
        session["state"] = state
        session["next"] = _own_path(request.args.get("next", "/"))
        query = urlencode({"client_id": oauth.client_id, "redirect_uri": oauth.callback, "state": state})
        return redirect(f"{oauth.github_url}/login/oauth/authorize?{query}")

    @pages.get("/auth/callback")
    def callback() -> Response:
        state, next_path = str(session.pop("state", "")), str(session.pop("next", "/"))
        given, code = request.args.get("state", ""), request.args.get("code", "")
        if not state or not hmac.compare_digest(state.encode(), given.encode()) or not code:
            raise BadAddressError(
                "Not signed in",
                "This sign-in was not begun in this browser, was used before, or was refused on GitHub. Begin again "
                "from the first page.",
            )
        try:
            token = redeem(oauth.github_url, oauth.client_id, oauth.client_secret, code, oauth.callback)
            who = person(oauth.api_url, token)
        except GitHubError as error:
            log.warning("sign-in failed: %s", error)
            raise GitHubSilentError(
                "Not signed in",
                "GitHub did not say who you are. Begin again from the first page; if it stays like this, whoever runs "
                "Evenhand finds the reason in its log.",
            ) from error
        # A new session, so that an id somebody planted before is worth nothing.
        session.clear()
        session["id"] = sessions.begin(who)
        return redirect(next_path)

    @pages.post("/auth/sign-out")
    def sign_out() -> Response:
        # The cookie is SameSite=Lax, so no other site can send this with it.
        sessions.end(str(session.get("id", "")))
        session.clear()
        return redirect(url_for("dashboard.rules"))


def _own_path(path: str) -> str:
    """A path of ours, else the first page: nobody is sent elsewhere after signing in."""
    if not path.startswith("/") or path.startswith(("//", "/\\")) or not path.isprintable():
        return "/"
    return path
