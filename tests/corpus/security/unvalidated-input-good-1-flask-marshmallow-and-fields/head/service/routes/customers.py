"""Customer routes."""

from __future__ import annotations

import logging

from flask import Blueprint, abort, jsonify, request
from flask_login import login_required
from marshmallow import Schema, ValidationError, fields, validate

from service.extensions import db
from service.models import Customer

log = logging.getLogger(__name__)

customers = Blueprint("customers", __name__, url_prefix="/customers")

EDITABLE = ("name", "phone", "notes")


class NewCustomer(Schema):
    """Body of a new customer."""

    name = fields.String(required=True, validate=validate.Length(1, 200))
    email = fields.Email(required=True)
    phone = fields.String(load_default=None)


@customers.get("/<int:customer_id>")
@login_required
def show(customer_id: int):
    customer = db.session.get(Customer, customer_id)
    if customer is None:
        abort(404)
    return jsonify(customer.to_dict())


@customers.post("")
@login_required
def create():
    """Create a customer from the posted fields."""
    try:
        data = NewCustomer().load(request.get_json())
    except ValidationError as error:
        return jsonify(errors=error.messages), 422
    customer = Customer(**data)
    db.session.add(customer)
    db.session.commit()
    return jsonify(customer.to_dict()), 201


@customers.patch("/<int:customer_id>")
@login_required
def update(customer_id: int):
    """Change the editable fields of a customer."""
    customer = db.session.get(Customer, customer_id)
    if customer is None:
        abort(404)
    changes = request.get_json(silent=True) or {}
    for key in EDITABLE:
        if key in changes:
            setattr(customer, key, changes[key])
    db.session.commit()
    return jsonify(customer.to_dict())
