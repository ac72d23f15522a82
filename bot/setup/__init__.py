"""``/setup``: one button makes the GitHub App, its secrets are kept, and a page says what works and how to mend the rest.

Open to whoever sits at the machine, to whoever has the one-time token that the service prints while no App is
configured, and afterwards to operators who are signed in. Nobody else can claim a fresh service.
"""

from __future__ import annotations

import hmac
import json
import logging
import re
import secrets
import time

from flask import Blueprint, Response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from bot.dashboard import access
from bot.dashboard.headers import secure
from bot.settings import Settings
from bot.setup import token
from bot.setup.conversion import ConversionError, convert, keep
from bot.setup.manifest import form_address, manifest, reachable

log = logging.getLogger(__name__)

STATE_LIFE_S = 3600
"""The code that GitHub sends back lives as long."""
_LOGIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._-]{0,33}")


def configured(settings: Settings) -> bool:
    """Whether the App is known."""
    return settings.app_id is not None and settings.private_key is not None


def blueprint(settings: Settings) -> Blueprint:
    """The pages below ``/setup``."""
    pages = Blueprint("setup", __name__, url_prefix="/setup", template_folder="templates")
    https = settings.public_url.startswith("https://")

    @pages.before_request
    def admit() -> ResponseReturnValue | None:
        given = request.args.get("token", "")
        if given and request.method == "GET":
            if not configured(settings) and token.fits(settings.data_dir, given):
                session["setup"] = True
            return redirect(url_for(request.endpoint or "setup.first"))
        if access.is_loopback(request) or (session.get("setup") is True and not configured(settings)):
            return None
        if configured(settings) and _operator(settings):
            return None
        if configured(settings) and request.endpoint == "setup.first":
            # GitHub leads whoever installs the App here: nothing of the machine is shown to them.
            return _page("installed.html")
        return _page("refused.html", configured=configured(settings)), 403

    @pages.after_request
    def protect(response: Response) -> Response:
        response.headers["Cache-Control"] = "no-store"
        return secure(response, https=https)

    @pages.get("")
    def first() -> ResponseReturnValue:
        if configured(settings):
            return redirect(url_for("setup.health"))
        return _page(
            "first.html",
            github=settings.github_url,
            public=settings.public_url,
            reachable=reachable(settings.public_url, settings.github_url),
            shown=settings.secret_store == "show",
            file=settings.data_dir / "secrets.env",
            error="",
        )

    @pages.post("/begin")
    def begin() -> ResponseReturnValue:
        if configured(settings):
            return redirect(url_for("setup.health"))
        organisation = request.form.get("organisation", "").strip()
        name = request.form.get("name", "").strip() or "Evenhand"
        if organisation and not _LOGIN.fullmatch(organisation):
            return _again("An organisation's login has letters, digits and hyphens only."), 400
        if not _NAME.fullmatch(name):
            return _again("A name of an App has at most 34 letters, digits, spaces, dots and hyphens."), 400
        state = secrets.token_urlsafe(32)
        session["setup_state"] = [state, int(time.time())]
        made = manifest(settings.public_url, settings.github_url, name)
        answer = Response(
            _page(
                "button.html",
                action=form_address(settings.github_url, organisation, state),
                manifest=json.dumps(made),
                permissions=made["default_permissions"],
                events=made["default_events"],
                organisation=organisation,
                name=name,
                github=settings.github_url,
            )
        )
        # The one page whose form goes elsewhere: to GitHub, and back from there.
        answer.headers["Content-Security-Policy"] = (
            "default-src 'none'; style-src 'self'; img-src 'self' data:; "
            f"form-action 'self' {settings.github_url}; base-uri 'none'; frame-ancestors 'none'"
        )
        return answer

    def _again(error: str) -> str:
        return _page(
            "first.html",
            github=settings.github_url,
            public=settings.public_url,
            reachable=reachable(settings.public_url, settings.github_url),
            shown=settings.secret_store == "show",
            file=settings.data_dir / "secrets.env",
            error=error,
        )

    @pages.get("/manifest")
    def converted() -> ResponseReturnValue:
        if configured(settings):
            return redirect(url_for("setup.health"))
        state, made_at = session.pop("setup_state", ("", 0))
        given = request.args.get("state", "")
        fresh = time.time() - int(made_at) < STATE_LIFE_S
        if not state or not fresh or not hmac.compare_digest(str(state).encode(), given.encode()):
            return _again(
                "This answer from GitHub does not belong to a set-up that was begun in this browser within the hour. "
                "Begin again here; an App that GitHub made meanwhile can be deleted on its settings page."
            ), 400
        try:
            made = convert(settings, request.args.get("code", ""))
            if settings.secret_store != "show":
                keep(settings, made)
        except ConversionError as error:
            log.warning("set-up failed: %s", error)
            return _again(str(error)), 502
        except OSError as error:
            log.error("the App's secrets could not be written", exc_info=error)
            return _again(
                f"The secrets could not be written: {error.strerror}. Make the data directory writable."
            ), 500
        token.forget(settings.data_dir)
        log.info("the App was made", extra={"reason": f"App {made.app_id}"})
        return _page(
            "done.html",
            app=made,
            lines=_lines(made.values) if settings.secret_store == "show" else [],
            file=settings.data_dir / "secrets.env",
            embedded=settings.supervised,
            webhook=settings.public_url + "/webhooks/github",
        )

    @pages.get("/health")
    def health() -> ResponseReturnValue:
        from bot import doctor

        checks = doctor.run(settings)
        return _page(
            "health.html", checks=checks, good=all(c.ok for c in checks), configured=configured(settings)
        )

    return pages


def _operator(settings: Settings) -> bool:
    """Whether somebody is signed in who may see how the service is."""
    from redis.exceptions import RedisError

    from bot.dashboard.sessions import Sessions
    from bot.jobs.connection import connect

    session_id = str(session.get("id", ""))
    if not session_id or settings.redis_url is None:
        return False
    try:
        who = Sessions(connect(settings.redis_url)).find(session_id)
    except RedisError:
        return False
    return who is not None and who.login.lower() in {login.lower() for login in settings.operators}


def _lines(values: object) -> list[str]:
    assert isinstance(values, dict)
    rows = []
    for name, value in sorted(values.items()):
        if "\n" in value:
            rows.append(f"{name}={value.strip().replace(chr(10), chr(92) + 'n')}")
        else:
            rows.append(f"{name}={value}")
    return rows


def _page(template: str, **values: object) -> str:
    return render_template(f"setup/{template}", **values)
