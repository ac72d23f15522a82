"""Figures for the finance team."""

from collections import defaultdict

from celery import shared_task
from flask import Blueprint, jsonify

from app.cache import store_report
from app.models import Invoice

bp = Blueprint("reports", __name__, url_prefix="/reports")


@bp.get("/health")
def health():
    return jsonify(status="ok")


def _bucket(invoice: Invoice) -> str:
    """The month an invoice counts for, as YYYY-MM."""
    return invoice.issued_at.strftime("%Y-%m")


@shared_task
def revenue_by_month():
    """Revenue per month, split by the state of the invoice."""
    invoices = Invoice.query.all()
    months: dict[str, dict[str, int]] = defaultdict(lambda: {"paid": 0, "open": 0})
    for invoice in invoices:
        key = "paid" if invoice.status == "paid" else "open"
        months[_bucket(invoice)][key] += invoice.total_cents
    store_report(
        "revenue",
        [
            {"month": month, "paid_cents": sums["paid"], "open_cents": sums["open"]}
            for month, sums in sorted(months.items())
        ],
    )
