"""Prices of configurable products."""

from decimal import Decimal

from pricing.models import Option, Product


def base_price(product: Product) -> Decimal:
    return product.list_price - product.discount
