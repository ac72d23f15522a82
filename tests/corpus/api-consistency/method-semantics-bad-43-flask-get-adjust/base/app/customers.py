"""Customers over HTTP."""

from flask import Blueprint, jsonify, request

from app.db import session
from app.models import Customer

bp = Blueprint("customers", __name__)


@bp.get("/customers")
def list_customers():
    limit = min(request.args.get("limit", 50, type=int), 200)
    offset = request.args.get("offset", 0, type=int)
    rows = session.query(Customer).order_by(Customer.id).offset(offset).limit(limit).all()
    return jsonify({"items": [row.to_dict() for row in rows], "limit": limit, "offset": offset})


@bp.get("/customers/<int:customer_id>")
def get_customer(customer_id: int):
    row = session.get(Customer, customer_id)
    if row is None:
        return jsonify({"error": {"code": "not_found", "message": "no such customer"}}), 404
    return jsonify(row.to_dict())


@bp.post("/customers")
def create_customer():
    payload = request.get_json()
    if not payload.get("name"):
        return jsonify({"error": {"code": "invalid", "message": "name is required"}}), 400
    row = Customer(name=payload["name"], created_by=payload.get("created_by"))
    session.add(row)
    session.commit()
    return jsonify(row.to_dict()), 201


@bp.delete("/customers/<int:customer_id>")
def delete_customer(customer_id: int):
    row = session.get(Customer, customer_id)
    if row is None:
        return jsonify({"error": {"code": "not_found", "message": "no such customer"}}), 404
    session.delete(row)
    session.commit()
    return "", 204
