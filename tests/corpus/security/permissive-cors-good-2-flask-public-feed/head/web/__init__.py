"""Application factory."""

from __future__ import annotations

from flask import Flask, Response, request
from flask_cors import CORS

from web.extensions import db
from web.routes import accounts, feeds


ALLOWED_ORIGINS = frozenset({"https://dash.acme.example", "https://partner.example"})


def create_app() -> Flask:
    app = Flask(__name__)
    app.config.from_prefixed_env()
    db.init_app(app)
    app.register_blueprint(accounts.bp)
    app.register_blueprint(feeds.bp)
    # The feed is public and needs no sign-in.
    CORS(app, resources={r"/feeds/*": {"origins": "*"}})
    app.after_request(_allow_partners)
    return app


def _allow_partners(response: Response) -> Response:
    """Let the dashboards of our partners read the reports."""
    origin = request.headers.get("Origin")
    if origin in ALLOWED_ORIGINS:
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Access-Control-Allow-Credentials"] = "true"
        response.headers.add("Vary", "Origin")
    return response
