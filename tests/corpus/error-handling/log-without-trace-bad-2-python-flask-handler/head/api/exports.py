"""Exports over HTTP."""

from flask import Blueprint, current_app, jsonify, request

from api.auth import login_required
from exports.service import ExportService

bp = Blueprint("exports", __name__, url_prefix="/exports")


@bp.get("/<int:export_id>")
@login_required
def show(export_id: int):
    return jsonify(ExportService().describe(export_id))


@bp.post("/")
@login_required
def create():
    """Starts an export of the account's data."""
    kind = request.get_json()["kind"]
    try:
        export = ExportService().start(kind)
    except Exception as err:
        current_app.logger.error("export of kind %s could not be started: %s", kind, err)
        return jsonify({"error": "The export could not be started"}), 500
    return jsonify(export), 202


@bp.post("/<int:export_id>/retry")
@login_required
def retry(export_id: int):
    try:
        export = ExportService().retry(export_id)
    except Exception:
        current_app.logger.exception("export %s could not be retried", export_id)
        return jsonify({"error": "The export could not be retried"}), 500
    return jsonify(export), 202
