"""Pages for people."""

from __future__ import annotations

from flask import Flask, Response
from markupsafe import escape

from bot.demo.standin.world import World


def sign_in_page(logins: list[str], redirect_uri: str, state: str) -> Response:
    """One button for each person."""
    forms = "".join(
        f'<form method="post"><input type="hidden" name="login" value="{escape(login)}">'
        f'<input type="hidden" name="redirect_uri" value="{escape(redirect_uri)}">'
        f'<input type="hidden" name="state" value="{escape(state)}">'
        f"<button>Continue as {escape(login)}</button></form>"
        for login in logins
    )
    return Response(forms, content_type="text/html; charset=utf-8")


def register(app: Flask, world: World) -> None:
    """Add the pages."""
