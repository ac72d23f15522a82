"""Nightly jobs."""

from billing.dunning import due


def remind(invoices):
    """Invoices to remind of."""
    return [i for i in invoices if due(i.date)]
