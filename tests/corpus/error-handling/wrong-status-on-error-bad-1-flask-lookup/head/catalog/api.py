from flask import Blueprint, jsonify, request

from catalog.auth import login_required
from catalog.models import Product, db

bp = Blueprint("catalog", __name__, url_prefix="/products")


@bp.get("/")
@login_required
def list_products():
    products = Product.query.order_by(Product.name).limit(100).all()
    return jsonify([p.as_dict() for p in products])


@bp.get("/<int:product_id>")
@login_required
def show(product_id: int):
    product = db.session.get(Product, product_id)
    if product is None:
        return jsonify({"error": "Product not found"})
    return jsonify(product.as_dict())


@bp.put("/<int:product_id>/price")
@login_required
def set_price(product_id: int):
    product = db.session.get(Product, product_id)
    if product is None:
        return jsonify({"error": "Product not found"}), 404
    price = request.get_json().get("price")
    if not isinstance(price, int) or price < 0:
        return jsonify({"error": "price must be a whole number of cents"}), 400
    product.price = price
    db.session.commit()
    return jsonify(product.as_dict())
