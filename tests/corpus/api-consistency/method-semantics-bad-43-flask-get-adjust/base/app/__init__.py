"""Application factory."""

from flask import Flask

from app.orders import bp as orders_bp
from app.customers import bp as customers_bp
from app.invoices import bp as invoices_bp
from app.warehouses import bp as warehouses_bp
from app.price_lists import bp as price_lists_bp


def create_app() -> Flask:
    app = Flask(__name__)
    app.config.from_prefixed_env()
    app.register_blueprint(orders_bp, url_prefix="/api/v1")
    app.register_blueprint(customers_bp, url_prefix="/api/v1")
    app.register_blueprint(invoices_bp, url_prefix="/api/v1")
    app.register_blueprint(warehouses_bp, url_prefix="/api/v1")
    app.register_blueprint(price_lists_bp, url_prefix="/api/v1")
    return app
