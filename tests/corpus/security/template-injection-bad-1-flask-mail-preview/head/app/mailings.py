"""Mailings of a shop."""

from flask import Blueprint, abort, jsonify, render_template_string, request

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


def _page(body: str) -> str:
    """The body inside our usual frame."""
    return "<html><body><main>" + body + "</main></body></html>"


@mailings.post("/mailings/preview")
@login_required
def preview():
    data = request.get_json()
    customer = {"name": "Ada", "city": "Ghent"}
    return render_template_string(_page(data["body"]), customer=customer)
