import logging

from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404

from shop.models import Order

log = logging.getLogger(__name__)


def order_detail(request: HttpRequest, number: str) -> JsonResponse:
    order = get_object_or_404(Order, number=number, customer=request.user)
    return JsonResponse({"number": order.number, "status": order.status})
