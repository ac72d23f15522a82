"""Invoices over HTTP."""

from flask import Blueprint, jsonify, request

from app.db import session
from app.models import Invoice

bp = Blueprint("invoices", __name__)


@bp.get("/invoices")
def list_invoices():
    limit = min(request.args.get("limit", 50, type=int), 200)
    offset = request.args.get("offset", 0, type=int)
    rows = session.query(Invoice).order_by(Invoice.id).offset(offset).limit(limit).all()
    return jsonify({"items": [row.to_dict() for row in rows], "limit": limit, "offset": offset})


@bp.get("/invoices/<int:invoice_id>")
def get_invoice(invoice_id: int):
    row = session.get(Invoice, invoice_id)
    if row is None:
        return jsonify({"error": {"code": "not_found", "message": "no such invoice"}}), 404
    return jsonify(row.to_dict())


@bp.post("/invoices")
def create_invoice():
    payload = request.get_json()
    if not payload.get("name"):
        return jsonify({"error": {"code": "invalid", "message": "name is required"}}), 400
    row = Invoice(name=payload["name"], created_by=payload.get("created_by"))
    session.add(row)
    session.commit()
    return jsonify(row.to_dict()), 201


@bp.delete("/invoices/<int:invoice_id>")
def delete_invoice(invoice_id: int):
    row = session.get(Invoice, invoice_id)
    if row is None:
        return jsonify({"error": {"code": "not_found", "message": "no such invoice"}}), 404
    session.delete(row)
    session.commit()
    return "", 204
