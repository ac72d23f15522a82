"""Application factory."""

from __future__ import annotations

from flask import Flask, Response, request

from web.extensions import db
from web.routes import accounts, reports


def create_app() -> Flask:
    app = Flask(__name__)
    app.config.from_prefixed_env()
    db.init_app(app)
    app.register_blueprint(accounts.bp)
    app.register_blueprint(reports.bp)
    app.after_request(_allow_cross_origin)
    return app


def _allow_cross_origin(response: Response) -> Response:
    """Let the dashboards of our customers read the reports."""
    origin = request.headers.get("Origin")
    if origin:
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Access-Control-Allow-Credentials"] = "true"
        response.headers["Access-Control-Allow-Headers"] = "Content-Type"
        response.headers.add("Vary", "Origin")
    return response
