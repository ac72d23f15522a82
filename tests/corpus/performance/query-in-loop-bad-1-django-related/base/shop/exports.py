import csv
from io import StringIO

from .models import Order

HEADER = ["number", "customer", "items"]


def order_numbers(since):
    return Order.objects.filter(placed_at__gte=since).values_list("number", flat=True)[:500]
