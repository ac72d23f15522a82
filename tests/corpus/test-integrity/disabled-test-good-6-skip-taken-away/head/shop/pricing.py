"""Prices of an order."""

from decimal import Decimal

from shop.models import Order


def subtotal(order: Order) -> Decimal:
    """What the lines of the order cost together."""
    return sum((line.price * line.quantity for line in order.lines), Decimal("0"))


def total(order: Order) -> Decimal:
    """What the customer pays."""
    return (subtotal(order) + order.shipping).quantize(Decimal("0.01"))
