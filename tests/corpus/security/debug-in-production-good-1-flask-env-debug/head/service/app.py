"""Inventory service: application factory and entry point."""

from __future__ import annotations

import logging
import os

from flask import Flask, jsonify

from service.db import init_db
from service.routes import inventory

log = logging.getLogger(__name__)

# "1" on a developer's machine only
DEBUG = os.environ.get("FLASK_DEBUG", "0") == "1"


def create_app() -> Flask:
    """Build the application with its blueprints."""
    app = Flask(__name__)
    app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]
    app.config["DEBUG"] = DEBUG
    init_db(app)
    app.register_blueprint(inventory, url_prefix="/inventory")
    if os.environ.get("APP_ENV") == "development":
        app.config["EXPLAIN_TEMPLATE_LOADING"] = True
        app.debug = True

    @app.get("/healthz")
    def healthz():
        return jsonify(status="ok")

    return app


def main() -> None:
    logging.basicConfig(level=logging.DEBUG if DEBUG else logging.INFO)
    port = int(os.environ.get("PORT", "8080"))
    create_app().run(host="127.0.0.1", port=port, debug=DEBUG, use_reloader=False)


if __name__ == "__main__":
    main()
