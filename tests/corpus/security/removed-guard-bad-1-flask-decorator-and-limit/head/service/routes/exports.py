"""Exports of the account's data."""

from __future__ import annotations

from flask import Blueprint, abort, jsonify, request

from service.auth import current_account
from service.exports import Export, find_export, start_export
from service.extensions import limiter

bp = Blueprint("exports", __name__, url_prefix="/exports")

FORMATS = ("csv", "json", "parquet")


@bp.post("")
@limiter.limit("5/hour")
def create():
    """Start an export in the wanted format."""
    wanted = request.args.get("format", "csv")
    if wanted not in FORMATS:
        abort(422, "the format is not known")
    export = start_export(current_account(), wanted)
    return jsonify(id=export.id), 202


@bp.post("/<int:export_id>/mail")
def mail(export_id: int):
    export = find_export(current_account(), export_id)
    if export is None:
        abort(404)
    export.mail_to(request.form["address"], subject=f"Your {export.format} export")
    return "", 202
