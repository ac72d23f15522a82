from flask import Blueprint, jsonify, request

from app.auth import login_required
from app.db import db
from app.errors import api_error
from app.models import Warehouse
from app.schemas import WarehouseSchema

bp = Blueprint("warehouses", __name__, url_prefix="/api/v1/warehouses")
schema = WarehouseSchema()


@bp.get("")
@login_required
def list_warehouses():
    page = request.args.get("page", 1, type=int)
    per_page = min(request.args.get("per_page", 50, type=int), 200)
    found = Warehouse.query.order_by(Warehouse.id).paginate(page=page, per_page=per_page)
    return jsonify({"items": schema.dump(found.items, many=True), "page": page, "total": found.total})


@bp.post("")
@login_required
def create_warehouse():
    warehouse = Warehouse(**schema.load(request.get_json()))
    db.session.add(warehouse)
    db.session.commit()
    return jsonify(schema.dump(warehouse)), 201


@bp.get("/<int:warehouse_id>")
@login_required
def get_warehouse(warehouse_id):
    warehouse = db.session.get(Warehouse, warehouse_id)
    if warehouse is None:
        return api_error(404, "not_found", "No such warehouse")
    return jsonify(schema.dump(warehouse))


@bp.delete("/<int:warehouse_id>")
@login_required
def delete_warehouse(warehouse_id):
    warehouse = db.session.get(Warehouse, warehouse_id)
    if warehouse is None:
        return api_error(404, "not_found", "No such warehouse")
    db.session.delete(warehouse)
    db.session.commit()
    return "", 204
