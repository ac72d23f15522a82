"""Invoices of orders."""

from decimal import Decimal

from orders_service.pricing import taxed_total


def invoice_lines(lines: list[tuple[int, Decimal]], country: str, discount: Decimal = Decimal(0)) -> dict[str, str]:
    """What the invoice shows."""
    return {"total": str(taxed_total(lines, country, discount))}
