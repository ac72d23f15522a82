"""Invoice routes."""

from __future__ import annotations

from flask import Blueprint, abort, jsonify, request

from service.auth import require_role
from service.invoices import InvoiceNotFound, cancel_invoice, create_invoice, find_invoice

bp = Blueprint("invoices", __name__, url_prefix="/invoices")


@bp.post("")
@require_role("accounting")
def create():
    body = request.get_json()
    invoice = create_invoice(customer=int(body["customer"]), lines=list(body["lines"]))
    return jsonify(id=invoice.id), 201


@bp.delete("/<int:invoice_id>")
@require_role("accounting")
def cancel(invoice_id: int):
    try:
        cancel_invoice(invoice_id)
    except InvoiceNotFound:
        abort(404)
    return "", 204
