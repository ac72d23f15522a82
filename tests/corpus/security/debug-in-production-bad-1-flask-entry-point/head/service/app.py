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
    app.config["JSON_SORT_KEYS"] = False
    app.config["MAX_CONTENT_LENGTH"] = 4 * 1024 * 1024
    init_db(app)
    app.register_blueprint(inventory, url_prefix="/inventory")
    register_error_handlers(app)

    @app.get("/healthz")
    def healthz():
        return jsonify(status="ok")

    return app


def register_error_handlers(app: Flask) -> None:
    """Answer errors as JSON instead of HTML."""

    @app.errorhandler(404)
    def not_found(error):
        return jsonify(error="not found"), 404

    @app.errorhandler(422)
    def unprocessable(error):
        return jsonify(error="the request cannot be processed"), 422


def main() -> None:
    """Run the service; the port comes from the platform."""
    logging.basicConfig(level=logging.INFO)
    app = create_app()
    port = int(os.environ.get("PORT", "8080"))
    log.info("listening on %d", port)
    app.run(host="0.0.0.0", port=port, debug=True)


if __name__ == "__main__":
    main()
