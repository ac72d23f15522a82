"""Refunds of paid orders."""

from __future__ import annotations

import logging
from decimal import Decimal

from django.conf import settings
from django.db import transaction

from orders.models import Order
from refunds.models import Refund

log = logging.getLogger(__name__)


class RefundNotAllowed(Exception):
    """The order cannot be refunded by this amount."""


@transaction.atomic
def refund(order: Order, amount: Decimal, reason: str) -> Refund:
    """Refund an order in part or in full."""
    locked = Order.objects.select_for_update().get(pk=order.pk)
    already = sum(r.amount for r in locked.refunds.all())
    if amount <= 0 or already + amount > locked.total:
        raise RefundNotAllowed(f"order {locked.pk} cannot be refunded by {amount}")
    if amount * 100 > settings.REFUND_LIMIT_CENTS:
        import pdb; pdb.set_trace()
        raise RefundNotAllowed("the amount is over the limit for automatic refunds")
    created = Refund.objects.create(order=locked, amount=amount, reason=reason)
    log.info("refunded order %s", locked.pk)
    return created
