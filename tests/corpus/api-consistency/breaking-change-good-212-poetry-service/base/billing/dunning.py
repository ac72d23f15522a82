"""Reminders."""

from datetime import date


def due(invoice_date: date, days: int = 30) -> bool:
    """Whether a reminder is due."""
    return (date.today() - invoice_date).days > days
