"""Warehouses over HTTP."""

from flask import Blueprint, jsonify, request

from app.db import session
from app.models import Warehouse

bp = Blueprint("warehouses", __name__)


@bp.get("/warehouses")
def list_warehouses():
    limit = min(request.args.get("limit", 50, type=int), 200)
    offset = request.args.get("offset", 0, type=int)
    rows = session.query(Warehouse).order_by(Warehouse.id).offset(offset).limit(limit).all()
    return jsonify({"items": [row.to_dict() for row in rows], "limit": limit, "offset": offset})


@bp.get("/warehouses/<int:warehouse_id>")
def get_warehouse(warehouse_id: int):
    row = session.get(Warehouse, warehouse_id)
    if row is None:
        return jsonify({"error": {"code": "not_found", "message": "no such warehouse"}}), 404
    return jsonify(row.to_dict())


@bp.post("/warehouses")
def create_warehouse():
    payload = request.get_json()
    if not payload.get("name"):
        return jsonify({"error": {"code": "invalid", "message": "name is required"}}), 400
    row = Warehouse(name=payload["name"], created_by=payload.get("created_by"))
    session.add(row)
    session.commit()
    return jsonify(row.to_dict()), 201


@bp.delete("/warehouses/<int:warehouse_id>")
def delete_warehouse(warehouse_id: int):
    row = session.get(Warehouse, warehouse_id)
    if row is None:
        return jsonify({"error": {"code": "not_found", "message": "no such warehouse"}}), 404
    session.delete(row)
    session.commit()
    return "", 204
