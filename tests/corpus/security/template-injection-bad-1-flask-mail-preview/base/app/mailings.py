"""Mailings of a shop."""

from flask import Blueprint, abort, jsonify

from app.auth import login_required
from app.models import Mailing

mailings = Blueprint("mailings", __name__)


@mailings.get("/mailings/<int:mailing_id>")
@login_required
def show(mailing_id: int):
    mailing = Mailing.query.get(mailing_id)
    if mailing is None:
        abort(404)
    return jsonify({"id": mailing.id, "subject": mailing.subject})
