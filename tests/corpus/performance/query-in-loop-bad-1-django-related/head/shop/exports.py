import csv
from io import StringIO

from .models import Order

HEADER = ["number", "customer", "items"]


def order_numbers(since):
    return Order.objects.filter(placed_at__gte=since).values_list("number", flat=True)[:500]


def export_orders(since):
    """Return the orders placed since ``since`` as CSV, one row an order."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADER)
    orders = Order.objects.filter(placed_at__gte=since).order_by("placed_at")[:5000]
    for order in orders:
        items = sum(line.quantity for line in order.lines.all())
        writer.writerow([order.number, order.customer.name, items])
    return out.getvalue()
