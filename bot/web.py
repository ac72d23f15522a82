"""The web application: receiver, health, metrics and, when it is there, the dashboard."""

from __future__ import annotations

import logging

from flask import Flask, Response, jsonify, request
from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException

from bot import logs, metrics, receiver, setup
from bot.jobs.connection import RECEIVER_TIMEOUT_S, connect
from bot.ledger import Ledger, LedgerError
from bot.settings import Settings

log = logging.getLogger(__name__)


def create_app(settings: Settings) -> Flask:
    """The application. Raises SettingsError when it could not serve: no webhook secret, no Redis."""
    app = Flask("bot.web", static_folder=None)
    # Forms of the dashboard are small; the receiver sets a limit of its own.
    app.config["MAX_CONTENT_LENGTH"] = 1024 * 1024
    if settings.session_secret is not None:
        app.secret_key = settings.session_secret
    app.config.update(
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.public_url.startswith("https://"),
    )
    app.register_blueprint(receiver.blueprint(settings))
    _add_dashboard(app, settings)
    app.register_blueprint(setup.blueprint(settings))
    _add_health(app, settings)
    _add_error_pages(app)
    return app


def application() -> Flask:
    """What gunicorn loads: settings from the environment."""
    settings = Settings.from_env()
    logs.set_up("web", settings.secrets())
    return create_app(settings)


def _add_dashboard(app: Flask, settings: Settings) -> None:
    from bot import dashboard

    make = getattr(dashboard, "blueprint", None)
    if make is not None:
        app.register_blueprint(make(settings))


def _add_health(app: Flask, settings: Settings) -> None:
    redis = connect(settings.required_redis_url(), RECEIVER_TIMEOUT_S)
    ledger = Ledger(settings.database)

    @app.get("/healthz")
    def healthz() -> Response:
        """The process is alive; nothing else is asked."""
        return jsonify(status="ok")

    @app.get("/readyz")
    def readyz() -> tuple[Response, int]:
        """Redis and the database can be used."""
        parts = {"redis": "ok", "database": "ok"}
        try:
            redis.ping()
        except RedisError:
            parts["redis"] = "does not answer"
        try:
            ledger.check()
        except LedgerError as error:
            parts["database"] = str(error)
        except SQLAlchemyError:
            parts["database"] = "does not answer"
        ready = set(parts.values()) == {"ok"}
        return jsonify(status="ready" if ready else "not ready", **parts), 200 if ready else 503

    @app.get("/metrics")
    def show_metrics() -> Response:
        """For Prometheus."""
        return Response(metrics.page(redis), mimetype="text/plain; version=0.0.4")


def _add_error_pages(app: Flask) -> None:
    @app.errorhandler(HTTPException)
    def refused(error: HTTPException) -> Response:
        return _error_page(error.code or 500, error.name)

    @app.errorhandler(Exception)
    def broken(error: Exception) -> Response:
        # The place where what nobody foresaw ends: it is logged whole and shown to no one.
        log.error(
            "a request failed",
            extra={"status": 500, "action": request.endpoint},
            exc_info=(type(error), error, error.__traceback__),
        )
        metrics.PAGE_ERRORS.inc()
        return _error_page(500, "Internal Server Error")


def _error_page(status: int, name: str) -> Response:
    """One line for programs, a small page for people; never what went wrong inside."""
    if request.accept_mimetypes.best_match(["application/json", "text/html"]) == "text/html":
        text = (
            "<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content='width=device-width'>"
            f"<meta name=color-scheme content='light dark'><title>{status} {name}</title>"
            "<body style='font:1rem/1.5 system-ui;max-width:40rem;margin:4rem auto;padding:0 1rem'>"
            f"<h1>{name}</h1><p>Error {status}. <a href='/'>To the first page</a></p>"
        )
        return Response(text, status, mimetype="text/html")
    answer = jsonify(status="error", error=name)
    answer.status_code = status
    return answer
