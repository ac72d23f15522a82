"""Numbers for the start page of the back office."""
from datetime import timedelta

from django.utils import timezone

from shop.models import Order, Ticket


def open_orders_badge() -> str:
    """How many orders wait, as a short text."""
    waiting = len(Order.objects.filter(status="open"))
    return "99+" if waiting > 99 else str(waiting)


def new_tickets(team) -> dict:
    since = timezone.now() - timedelta(days=1)
    amount = len(list(Ticket.objects.filter(team=team, created_at__gte=since)))
    return {"team": team.name, "tickets": amount}
