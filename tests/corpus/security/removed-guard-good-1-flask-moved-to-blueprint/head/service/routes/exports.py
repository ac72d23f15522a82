"""Exports of the account's data."""

from __future__ import annotations

from flask import Blueprint, abort, jsonify, request

from service.auth import current_account, require_role
from service.exports import find_export, start_export
from service.extensions import limiter

bp = Blueprint("exports", __name__, url_prefix="/exports")


@bp.before_request
@require_role("owner")
def only_owners():
    """Every route of this blueprint is for owners."""


@bp.post("")
@limiter.limit("5/hour")
def create():
    export = start_export(current_account(), "csv")
    return jsonify(id=export.id), 202


@bp.post("/<int:export_id>/mail")
@limiter.limit("2/hour")
def mail(export_id: int):
    export = find_export(current_account(), export_id)
    if export is None:
        abort(404)
    export.mail_to(request.form["address"])
    return "", 202
