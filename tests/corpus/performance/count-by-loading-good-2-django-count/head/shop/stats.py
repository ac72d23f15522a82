"""Numbers for the start page of the back office."""
from shop.models import Order, Ticket


def open_orders_badge() -> str:
    waiting = Order.objects.filter(status="open").count()
    return "99+" if waiting > 99 else str(waiting)


def newest_tickets(team) -> dict:
    """The newest tickets and how many of them there are on the page."""
    tickets = list(Ticket.objects.filter(team=team).order_by("-id")[:20])
    return {"tickets": [t.title for t in tickets], "shown": len(tickets)}
