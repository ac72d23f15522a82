"""Sign-in: the web flow of OAuth and the manifest form of an App."""

from __future__ import annotations

import json
import secrets
import time
from datetime import timedelta
from urllib.parse import urlencode, urlsplit

from flask import Flask, Response, jsonify, redirect, request

from bot import clock
from bot.demo.standin.access import same_secret
from bot.demo.standin.api.apps import new_manifest_code
from bot.demo.standin.journal import CallRecord
from bot.demo.standin.pages import people
from bot.demo.standin.state import Token
from bot.demo.standin.world import World

CODE_LIFE = timedelta(minutes=10)
TOKEN_LIFE = timedelta(hours=8)


def register(app: Flask, world: World) -> None:
    """Add the sign-in addresses."""

    @app.get("/login/oauth/authorize")
    def authorize() -> Response:
        if request.args.get("client_id") != world.keys.client_id:
            return Response("unknown client_id\n", 404, content_type="text/plain")
        target = request.args.get("redirect_uri", "")
        if urlsplit(target).scheme not in ("http", "https"):
            return Response("redirect_uri must be an http address\n", 400, content_type="text/plain")
        with world.state.lock:
            logins = sorted(
                {account.login for account in world.state.accounts.values() if account.type == "User"},
                key=str.lower,
            )
        return people.sign_in_page(logins, target, request.args.get("state", ""))

    @app.post("/login/oauth/authorize")
    def consent() -> Response:
        login = request.form.get("login", "")
        target = request.form.get("redirect_uri", "")
        with world.state.lock:
            if login.lower() not in world.state.accounts or urlsplit(target).scheme not in ("http", "https"):
                return Response("no such user or address\n", 400, content_type="text/plain")
            code = secrets.token_hex(10)
            world.state.oauth_codes[code] = (login, target, clock.now())
        query = urlencode(
            {"code": code, **({"state": request.form["state"]} if request.form.get("state") else {})}
        )
        return _moved(f"{target}{'&' if '?' in target else '?'}{query}")

    @app.post("/login/oauth/access_token")
    def access_token() -> Response:
        started = time.perf_counter()
        given = request.get_json(silent=True) or request.form.to_dict()
        answer = _exchange(world, given)
        world.journal.record(
            CallRecord(
                kind="oauth",
                method="POST",
                path="/login/oauth/access_token",
                query="",
                status=200,
                actor="client",
                operation="",
                body=None,
                at=clock.now(),
                duration_s=time.perf_counter() - started,
            )
        )
        if "application/json" in request.headers.get("Accept", ""):
            return jsonify(answer)
        return Response(urlencode(answer), content_type="application/x-www-form-urlencoded; charset=utf-8")

    @app.post("/settings/apps/new")
    @app.post("/organizations/<org>/settings/apps/new")
    def new_app(org: str = "") -> Response:
        try:
            manifest = json.loads(request.form.get("manifest", ""))
        except json.JSONDecodeError:
            return Response("manifest: not JSON\n", 400, content_type="text/plain")
        target = str(manifest.get("redirect_url") or "") if isinstance(manifest, dict) else ""
        if urlsplit(target).scheme not in ("http", "https"):
            return Response("manifest: redirect_url is required\n", 400, content_type="text/plain")
        with world.state.lock:
            code = new_manifest_code(world.state, manifest)
        state = request.args.get("state", "")
        query = urlencode({"code": code, **({"state": state} if state else {})})
        return _moved(f"{target}{'&' if '?' in target else '?'}{query}")


def _moved(target: str) -> Response:
    # evenhand: ignore[open-redirect] plays GitHub's sign-in page, which leads where the client asked
    answer = redirect(target, 302)
    return Response(answer.get_data(), 302, answer.headers)


def _exchange(world: World, given: dict[str, str]) -> dict[str, str]:
    """The token for a code, or the error GitHub answers with status 200."""
    if given.get("client_id") != world.keys.client_id or not same_secret(
        given.get("client_secret", ""), world.keys.client_secret
    ):
        return _error(
            "incorrect_client_credentials", "The client_id and/or client_secret passed are incorrect."
        )
    with world.state.lock:
        login, target, made_at = world.state.oauth_codes.pop(
            given.get("code", ""), ("", "", clock.now() - CODE_LIFE * 2)
        )
        if not login or clock.now() - made_at > CODE_LIFE:
            return _error("bad_verification_code", "The code passed is incorrect or expired.")
        if given.get("redirect_uri") not in (None, "", target):
            return _error(
                "redirect_uri_mismatch", "The redirect_uri does not match the one of the authorization."
            )
        token = Token(
            text=f"ghu_{secrets.token_urlsafe(27)}",
            expires_at=clock.now() + TOKEN_LIFE,
            user=world.state.account(login),
        )
        world.state.tokens[token.text] = token
    return {"access_token": token.text, "token_type": "bearer", "scope": ""}


def _error(code: str, text: str) -> dict[str, str]:
    return {"error": code, "error_description": text, "error_uri": "https://docs.github.com/apps"}
