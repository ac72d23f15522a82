"""Invoice routes; everything here needs the accounting role."""

from __future__ import annotations

from flask import Blueprint, abort, g, jsonify, request

from service.auth import load_user
from service.invoices import InvoiceNotFound, cancel_invoice, create_invoice, find_invoice
from service.invoices import remind

bp = Blueprint("invoices", __name__, url_prefix="/invoices")


@bp.before_request
def require_accounting() -> None:
    user = load_user(request)
    if user is None:
        abort(401)
    if "accounting" not in user.roles:
        abort(403)
    g.user = user


@bp.post("")
def create():
    body = request.get_json()
    invoice = create_invoice(customer=int(body["customer"]), lines=list(body["lines"]))
    return jsonify(id=invoice.id), 201


@bp.post("/<int:invoice_id>/reminders")
def send_reminder(invoice_id: int):
    """Send a payment reminder to the customer."""
    try:
        invoice = find_invoice(invoice_id)
    except InvoiceNotFound:
        abort(404)
    reminder = remind(invoice, by=g.user)
    return jsonify(id=reminder.id), 202


@bp.delete("/<int:invoice_id>")
def cancel(invoice_id: int):
    cancel_invoice(invoice_id)
    return "", 204
