"""Orders over HTTP."""

from flask import Blueprint, jsonify, request

from app.db import session
from app.models import Order

bp = Blueprint("orders", __name__)


@bp.get("/orders")
def list_orders():
    limit = min(request.args.get("limit", 50, type=int), 200)
    offset = request.args.get("offset", 0, type=int)
    rows = session.query(Order).order_by(Order.id).offset(offset).limit(limit).all()
    return jsonify({"items": [row.to_dict() for row in rows], "limit": limit, "offset": offset})


@bp.get("/orders/<int:order_id>")
def get_order(order_id: int):
    row = session.get(Order, order_id)
    if row is None:
        return jsonify({"error": {"code": "not_found", "message": "no such order"}}), 404
    return jsonify(row.to_dict())


@bp.post("/orders")
def create_order():
    payload = request.get_json()
    if not payload.get("name"):
        return jsonify({"error": {"code": "invalid", "message": "name is required"}}), 400
    row = Order(name=payload["name"], created_by=payload.get("created_by"))
    session.add(row)
    session.commit()
    return jsonify(row.to_dict()), 201


@bp.delete("/orders/<int:order_id>")
def delete_order(order_id: int):
    row = session.get(Order, order_id)
    if row is None:
        return jsonify({"error": {"code": "not_found", "message": "no such order"}}), 404
    session.delete(row)
    session.commit()
    return "", 204
