from flask import Blueprint, abort, jsonify, make_response, request

from tickets.auth import login_required
from tickets.models import Ticket, db

bp = Blueprint("tickets", __name__)


def _error(message: str, status: int):
    response = jsonify({"error": message})
    response.status_code = status
    return response


@bp.post("/tickets")
@login_required
def open_ticket():
    body = request.get_json()
    if not body.get("subject"):
        return _error("subject is required", 422)
    ticket = Ticket(subject=body["subject"], body=body.get("body", ""))
    db.session.add(ticket)
    db.session.commit()
    return jsonify(ticket.as_dict()), 201


@bp.get("/tickets/<int:number>")
@login_required
def show(number: int):
    ticket = db.session.get(Ticket, number)
    if ticket is None:
        return make_response(jsonify({"error": "no such ticket"}), 404)
    if ticket.locked:
        abort(423)
    return jsonify(ticket.as_dict())


@bp.get("/tickets/<int:number>/last-error")
@login_required
def last_error(number: int):
    """What the mail gateway said last; null when all is well."""
    ticket = db.get_or_404(Ticket, number)
    if ticket.last_error is None:
        return jsonify({"error": None})
    return jsonify({"error": ticket.last_error, "at": ticket.failed_at.isoformat()})
