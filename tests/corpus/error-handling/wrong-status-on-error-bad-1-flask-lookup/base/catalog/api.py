from flask import Blueprint, jsonify, request

from catalog.auth import login_required
from catalog.models import Product, db

bp = Blueprint("catalog", __name__, url_prefix="/products")


@bp.get("/")
@login_required
def list_products():
    products = Product.query.order_by(Product.name).limit(100).all()
    return jsonify([p.as_dict() for p in products])
