"""Background work of the price service."""

import csv
import logging
from decimal import Decimal

from celery import shared_task

from pricing.models import Price, Product

logger = logging.getLogger(__name__)


def parse_price(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


def price_or_default(row: dict[str, str], product: Product) -> Decimal:
    """The price of a row; the product's list price when the row has none."""
    try:
        return parse_price(row["price"])
    except Exception as exc:
        logger.debug("no usable price for %s: %s", product.sku, exc)
        return product.list_price


def stock_of(row: dict[str, str]) -> int:
    try:
        return int(row["stock"])
    except (KeyError, ValueError):
        return 0


@shared_task
def import_prices(path: str) -> int:
    """Reads a supplier's price list."""
    count = 0
    with open(path, newline="") as handle:
        for row in csv.DictReader(handle):
            product = Product.objects.get(sku=row["sku"])
            Price.objects.create(product=product, amount=price_or_default(row, product), stock=stock_of(row))
            count += 1
    return count
