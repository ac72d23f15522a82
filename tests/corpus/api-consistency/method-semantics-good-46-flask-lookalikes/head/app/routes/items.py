from flask import Blueprint, jsonify, request

from app.auth import login_required
from app.db import db
from app.errors import api_error
from app.cache import cache
from app.models import Item, Unit
from app.schemas import ItemSchema, SearchSchema

bp = Blueprint("items", __name__, url_prefix="/api/v1/items")
schema = ItemSchema()


@bp.get("")
@login_required
def list_items():
    page = request.args.get("page", 1, type=int)
    per_page = min(request.args.get("per_page", 50, type=int), 200)
    found = Item.query.order_by(Item.id).paginate(page=page, per_page=per_page)
    return jsonify({"items": schema.dump(found.items, many=True), "page": page, "total": found.total})


@bp.post("")
@login_required
def create_item():
    data = schema.load(request.get_json())
    item = Item(**data)
    db.session.add(item)
    db.session.commit()
    return jsonify(schema.dump(item)), 201


@bp.get("/<int:item_id>")
@login_required
def get_item(item_id):
    item = db.session.get(Item, item_id)
    if item is None:
        return api_error(404, "not_found", "No such item")
    return jsonify(schema.dump(item))


@bp.delete("/<int:item_id>")
@login_required
def delete_item(item_id):
    item = db.session.get(Item, item_id)
    if item is None:
        return api_error(404, "not_found", "No such item")
    db.session.delete(item)
    db.session.commit()
    return "", 204


@bp.post("/<int:item_id>/restock")
@login_required
def restock_item(item_id):
    item = db.session.get(Item, item_id)
    if item is None:
        return api_error(404, "not_found", "No such item")
    item.quantity += schema.load(request.get_json(), partial=True)["quantity"]
    db.session.commit()
    return jsonify(schema.dump(item))


@bp.post("/search")
@login_required
def search_items():
    criteria = SearchSchema().load(request.get_json())
    limit = min(criteria.get("per_page", 50), 200)
    page = criteria.get("page", 1)
    query = Item.query
    if criteria.get("name"):
        query = query.filter(Item.name.ilike(f"%{criteria['name']}%"))
    found = query.order_by(Item.id).paginate(page=page, per_page=limit)
    return jsonify({"items": schema.dump(found.items, many=True), "page": page, "total": found.total})


@bp.get("/<int:item_id>/stock-level")
@login_required
def stock_level(item_id):
    item = db.session.get(Item, item_id)
    if item is None:
        return api_error(404, "not_found", "No such item")
    cached = cache.get(f"stock:{item_id}")
    if cached is None:
        cached = {"on_hand": item.quantity, "reserved": item.reserved}
        cache.set(f"stock:{item_id}", cached, timeout=30)
    return jsonify(cached)


@bp.get("/units")
@login_required
def list_units():
    return jsonify({"items": [unit.value for unit in Unit]})


@bp.put("/<int:item_id>/image")
@login_required
def put_image(item_id):
    item = db.session.get(Item, item_id)
    if item is None:
        return api_error(404, "not_found", "No such item")
    if request.content_length is None or request.content_length > 2_000_000:
        return api_error(413, "too_large", "Images are limited to 2 MB")
    item.image = request.get_data()
    db.session.commit()
    return "", 204
