"""Invoices of orders."""

from decimal import Decimal

from orders_service.pricing import gross_total


def invoice_lines(lines: list[tuple[int, Decimal]], country: str) -> dict[str, str]:
    """What the invoice shows."""
    return {"total": str(gross_total(lines, country))}
