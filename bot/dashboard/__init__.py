"""Pages for people: the week of an organisation, its agents, the pull requests behind each number, the rules."""

from __future__ import annotations

import hashlib
import logging
from importlib import resources

from flask import Blueprint, Response, g, render_template, request
from flask.typing import ResponseReturnValue
from redis import Redis
from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError

from bot.dashboard import (
    access,
    agent_page,
    exports,
    pulls_page,
    rules_page,
    shown,
    sign_in,
    summaries_page,
    week_page,
)
from bot.dashboard.errors import PageError
from bot.dashboard.headers import secure
from bot.dashboard.sessions import Sessions
from bot.dashboard.visible import VisibleLedger
from bot.ledger import Ledger, LedgerError
from bot.settings import Settings

log = logging.getLogger(__name__)

REDIS_TIMEOUT_S = 5
OPEN_TO_ALL = frozenset({"dashboard.static", "dashboard.icon", "dashboard.rules", "dashboard.rule"})
"""Pages that hold nothing of any organisation; review comments link to the rules."""


def blueprint(settings: Settings, ledger: Ledger | None = None) -> Blueprint:
    """The dashboard. Without a ledger it opens the one of the settings."""
    pages = Blueprint(
        "dashboard",
        __name__,
        static_folder="static",
        static_url_path="/static",
        template_folder="templates",
    )
    opened = ledger or Ledger(settings.database)
    https = settings.public_url.startswith("https://")

    oauth = sign_in.oauth_of(settings)
    sessions = None
    if oauth is not None:
        sessions = Sessions(Redis.from_url(settings.required_redis_url(), socket_timeout=REDIS_TIMEOUT_S))
        sign_in.register(pages, oauth, sessions)

    @pages.get("/favicon.ico")
    def icon() -> Response:
        # Browsers ask for it on pages without a link of their own, such as a weekly summary.
        return pages.send_static_file("mark.svg")

    @pages.before_request
    def admit() -> ResponseReturnValue | None:
        g.ledger = VisibleLedger(opened, frozenset())
        if sessions is None:
            if request.endpoint not in OPEN_TO_ALL or access.is_loopback(request):
                access.require_loopback(request)
                g.ledger = VisibleLedger(opened)
            return None
        if (
            request.endpoint in ("dashboard.static", "dashboard.icon")
            or request.endpoint in sign_in.ENDPOINTS
        ):
            return None
        who = sign_in.signed_in(sessions)
        if who is not None:
            g.reader = who.login
            g.ledger = VisibleLedger(opened, who.repos)
            return None
        return None if request.endpoint in OPEN_TO_ALL else sign_in.to_sign_in()

    @pages.after_request
    def protect(response: Response) -> Response:
        if request.endpoint == "dashboard.static" and "v" in request.args:
            response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        elif response.status_code == 200 and not response.is_streamed:
            response.add_etag()
            response.make_conditional(request)
        return secure(response, https=https)

    @pages.errorhandler(PageError)
    def refuse(error: PageError) -> tuple[str, int]:
        return render_template("dashboard/error.html", title=error.title, text=error.text), error.status

    @pages.errorhandler(LedgerError)
    @pages.errorhandler(SQLAlchemyError)
    @pages.errorhandler(RedisError)
    def unreadable(error: Exception) -> tuple[str, int]:
        log.error("the dashboard cannot read the database", exc_info=error)
        g.pop("ledger", None)  # the page that says so must not read it again
        text = (
            "The database or Redis does not answer, or the tables are not up to date. Whoever runs Evenhand finds the "
            "reason in its log; `evenhand doctor` checks both, and `evenhand migrate` brings the tables up to date."
        )
        return render_template("dashboard/error.html", title="The numbers cannot be read", text=text), 503

    version = _version()
    pages.add_app_template_filter(shown.visible_text, "seen")
    pages.add_app_template_filter(shown.coded, "coded")
    pages.context_processor(lambda: {**shown.for_templates(), "style_version": version})
    for module in (week_page, agent_page, pulls_page, rules_page, summaries_page, exports):
        module.register(pages)
    return pages


def _version() -> str:
    """Changes whenever the style sheet does, so that a browser may keep it for ever."""
    style = resources.files(__name__).joinpath("static/evenhand.css").read_bytes()
    return hashlib.sha256(style).hexdigest()[:12]
