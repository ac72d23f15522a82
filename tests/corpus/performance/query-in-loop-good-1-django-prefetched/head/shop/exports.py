from .models import Order
from .tasks import send_receipt


def rows(since):
    """One row an order, customer and lines read with it."""
    orders = (
        Order.objects.filter(placed_at__gte=since)
        .select_related("customer")
        .prefetch_related("lines")
        .order_by("placed_at")[:5000]
    )
    return [
        [order.number, order.customer.name, order.customer_id, sum(line.quantity for line in order.lines.all())]
        for order in orders
    ]


def in_batches(numbers, size=500):
    for start in range(0, len(numbers), size):
        batch = numbers[start : start + size]
        yield from Order.objects.filter(number__in=batch)


def remind(orders):
    for order in orders:
        send_receipt.delay(order.pk)
