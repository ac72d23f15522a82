from flask import Blueprint, jsonify, request

from app.auth import login_required
from app.db import db
from app.errors import api_error
from app.models import Contact, Supplier
from app.schemas import ContactSchema, SupplierSchema

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


@bp.post("/<int:supplier_id>/contacts")
@login_required
def add_contact(supplier_id):
    supplier = db.session.get(Supplier, supplier_id)
    if supplier is None:
        return jsonify({"message": "Supplier not found", "status": 404}), 404
    data = ContactSchema().load(request.get_json())
    contact = Contact(supplier_id=supplier.id, **data)
    db.session.add(contact)
    db.session.commit()
    return jsonify(ContactSchema().dump(contact)), 200


@bp.delete("/<int:supplier_id>/contacts/<int:contact_id>")
@login_required
def remove_contact(supplier_id, contact_id):
    contact = Contact.query.filter_by(id=contact_id, supplier_id=supplier_id).first()
    if contact is None:
        return api_error(404, "not_found", "No such contact")
    db.session.delete(contact)
    db.session.commit()
    return "", 204
