"""Customer routes."""

from __future__ import annotations

import logging

from flask import Blueprint, abort, jsonify, request
from flask_login import login_required

from service.extensions import db
from service.models import Customer

log = logging.getLogger(__name__)

customers = Blueprint("customers", __name__, url_prefix="/customers")


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
    payload = request.get_json()
    if not payload:
        abort(400, "a JSON body is needed")
    customer = Customer(**payload)
    db.session.add(customer)
    db.session.commit()
    log.info("created customer %s", customer.id)
    return jsonify(customer.to_dict()), 201


@customers.patch("/<int:customer_id>")
@login_required
def update(customer_id: int):
    """Change the given fields of a customer."""
    customer = db.session.get(Customer, customer_id)
    if customer is None:
        abort(404)
    changes = request.get_json(silent=True) or {}
    for key, value in changes.items():
        if hasattr(customer, key):
            setattr(customer, key, value)
    db.session.commit()
    return jsonify(customer.to_dict())
