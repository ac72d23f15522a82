"""Exports over HTTP."""

from flask import Blueprint, current_app, jsonify, request

from api.auth import login_required
from exports.service import ExportService

bp = Blueprint("exports", __name__, url_prefix="/exports")


@bp.get("/<int:export_id>")
@login_required
def show(export_id: int):
    return jsonify(ExportService().describe(export_id))
