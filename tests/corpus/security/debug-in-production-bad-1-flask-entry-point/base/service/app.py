"""Inventory service: application factory and entry point."""

from __future__ import annotations

import logging
import os

from flask import Flask, jsonify

from service.db import init_db
from service.routes import inventory

log = logging.getLogger(__name__)


def create_app() -> Flask:
    """Build the application with its blueprints."""
    app = Flask(__name__)
    app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]
    init_db(app)
    app.register_blueprint(inventory, url_prefix="/inventory")

    @app.get("/healthz")
    def healthz():
        return jsonify(status="ok")

    return app


if __name__ == "__main__":
    create_app().run()
