"""Application factory."""

from __future__ import annotations

from flask import Flask

from web.extensions import db
from web.routes import accounts, feeds


def create_app() -> Flask:
    app = Flask(__name__)
    app.config.from_prefixed_env()
    db.init_app(app)
    app.register_blueprint(accounts.bp)
    app.register_blueprint(feeds.bp)
    return app
