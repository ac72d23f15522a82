"""Nightly jobs."""

from datetime import date

from billing.dunning import overdue_days


def remind(invoices):
    """Invoices to remind of."""
    return [i for i in invoices if overdue_days(i.date, date.today()) > 0]
