"""What an order costs."""

from __future__ import annotations

from decimal import Decimal

RATES = {"de": Decimal("0.19"), "fr": Decimal("0.20")}


def net_total(lines: list[tuple[int, Decimal]]) -> Decimal:
    """Sum of the lines."""
    return sum((count * price for count, price in lines), Decimal(0))


def taxed_total(lines: list[tuple[int, Decimal]], country: str, discount: Decimal) -> Decimal:
    """With tax, after the discount."""
    return net_total(lines) * (1 - discount) * (1 + RATES[country])
