"""PriceLists over HTTP."""

from flask import Blueprint, jsonify, request

from app.db import session
from app.models import PriceList

bp = Blueprint("price_lists", __name__)


@bp.get("/price-lists")
def list_price_lists():
    limit = min(request.args.get("limit", 50, type=int), 200)
    offset = request.args.get("offset", 0, type=int)
    rows = session.query(PriceList).order_by(PriceList.id).offset(offset).limit(limit).all()
    return jsonify({"items": [row.to_dict() for row in rows], "limit": limit, "offset": offset})


@bp.get("/price-lists/<int:price_list_id>")
def get_price_list(price_list_id: int):
    row = session.get(PriceList, price_list_id)
    if row is None:
        return jsonify({"error": {"code": "not_found", "message": "no such price_list"}}), 404
    return jsonify(row.to_dict())


@bp.post("/price-lists")
def create_price_list():
    payload = request.get_json()
    if not payload.get("name"):
        return jsonify({"error": {"code": "invalid", "message": "name is required"}}), 400
    row = PriceList(name=payload["name"], created_by=payload.get("created_by"))
    session.add(row)
    session.commit()
    return jsonify(row.to_dict()), 201


@bp.delete("/price-lists/<int:price_list_id>")
def delete_price_list(price_list_id: int):
    row = session.get(PriceList, price_list_id)
    if row is None:
        return jsonify({"error": {"code": "not_found", "message": "no such price_list"}}), 404
    session.delete(row)
    session.commit()
    return "", 204
