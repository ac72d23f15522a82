"""Reminders."""

from datetime import date


def overdue_days(invoice_date: date, today: date) -> int:
    """Days since the invoice was due."""
    return max(0, (today - invoice_date).days - 30)
