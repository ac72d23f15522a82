"""Background work of the price service."""

import csv
import logging
from decimal import Decimal

from celery import shared_task

from pricing.models import Price, Product

logger = logging.getLogger(__name__)


def parse_price(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


@shared_task
def import_prices(path: str) -> int:
    """Reads a supplier's price list."""
    count = 0
    with open(path, newline="") as handle:
        for row in csv.DictReader(handle):
            product = Product.objects.get(sku=row["sku"])
            Price.objects.create(product=product, amount=parse_price(row["price"]))
            count += 1
    return count
