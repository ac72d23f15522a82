from flask import Blueprint, jsonify, request

from app.auth import login_required
from app.db import db
from app.errors import api_error
from app.models import Item
from app.schemas import ItemSchema

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
