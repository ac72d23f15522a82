"""Prices of an order."""

from decimal import Decimal

from shop.models import Order

DISCOUNT_FROM = Decimal("100")
DISCOUNT_RATE = Decimal("0.10")


def subtotal(order: Order) -> Decimal:
    """What the lines of the order cost together."""
    return sum((line.price * line.quantity for line in order.lines), Decimal("0"))


def discount(order: Order) -> Decimal:
    """Ten percent off from 100 on."""
    goods = subtotal(order)
    if goods >= DISCOUNT_FROM:
        return (goods * DISCOUNT_RATE).quantize(Decimal("0.01"))
    return Decimal("0")


def total(order: Order) -> Decimal:
    """What the customer pays, with shipping free from the discount threshold on."""
    goods = subtotal(order)
    shipping = Decimal("0") if goods >= DISCOUNT_FROM else order.shipping
    return goods - discount(order) + shipping
