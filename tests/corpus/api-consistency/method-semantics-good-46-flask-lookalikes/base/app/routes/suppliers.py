from flask import Blueprint, jsonify, request

from app.auth import login_required
from app.db import db
from app.errors import api_error
from app.models import Supplier
from app.schemas import SupplierSchema

bp = Blueprint("suppliers", __name__, url_prefix="/api/v1/suppliers")
schema = SupplierSchema()


@bp.post("")
@login_required
def create_supplier():
    supplier = Supplier(**schema.load(request.get_json()))
    db.session.add(supplier)
    db.session.commit()
    return jsonify(schema.dump(supplier)), 201


@bp.get("/<int:supplier_id>")
@login_required
def get_supplier(supplier_id):
    supplier = db.session.get(Supplier, supplier_id)
    if supplier is None:
        return api_error(404, "not_found", "No such supplier")
    return jsonify(schema.dump(supplier))
