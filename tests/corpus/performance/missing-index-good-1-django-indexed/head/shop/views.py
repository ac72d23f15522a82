import logging

from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404

from shop.models import Order

log = logging.getLogger(__name__)


def order_detail(request: HttpRequest, number: str) -> JsonResponse:
    order = get_object_or_404(Order, number=number, customer=request.user)
    return JsonResponse({"number": order.number, "status": order.status})


def recent_orders(request: HttpRequest) -> JsonResponse:
    """The newest open orders of the user."""
    orders = request.user.orders.filter(status="new").order_by("-placed_at")[:20]
    return JsonResponse({"orders": [o.number for o in orders]})


def newest(request: HttpRequest) -> JsonResponse:
    orders = Order.objects.order_by("-placed_at")[:20]
    return JsonResponse({"orders": [o.number for o in orders]})


def by_reference(request: HttpRequest, reference: str) -> JsonResponse:
    order = Order.objects.filter(external_reference=reference).first()
    mine = Order.objects.filter(customer=request.user, status="new").count()
    return JsonResponse({"number": order.number if order else None, "mine": mine})
