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
