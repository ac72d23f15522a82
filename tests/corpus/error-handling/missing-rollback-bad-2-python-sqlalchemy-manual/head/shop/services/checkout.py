"""Places orders."""
from __future__ import annotations

import logging

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from shop.models import Order, OrderLine, Product

logger = logging.getLogger(__name__)


class OutOfStock(Exception):
    """An article is not there in the wanted number."""


def place_order(session: Session, customer_id: int, wanted: dict[int, int]) -> Order | None:
    transaction = session.begin()
    order = Order(customer_id=customer_id)
    session.add(order)
    for product_id, count in wanted.items():
        product = session.get(Product, product_id, with_for_update=True)
        if product is None or product.stock < count:
            return None
        product.stock -= count
        session.add(OrderLine(order=order, product=product, count=count))
    transaction.commit()
    return order
