import json
import logging

from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404

from shop.models import Order

log = logging.getLogger(__name__)


def order_detail(request: HttpRequest, number: str) -> JsonResponse:
    order = get_object_or_404(Order, number=number, customer=request.user)
    return JsonResponse({"number": order.number, "status": order.status})


def carrier_webhook(request: HttpRequest) -> JsonResponse:
    """The carrier tells what became of a parcel; it knows our orders by its own reference."""
    try:
        event = json.loads(request.body)
        reference = event["reference"]
    except (ValueError, KeyError):
        return JsonResponse({"error": "malformed event"}, status=400)
    order = Order.objects.filter(external_reference=reference).first()
    if order is None:
        log.warning("no order has the reference %s", reference)
        return JsonResponse({"error": "unknown reference"}, status=404)
    order.status = event.get("status", order.status)
    order.save(update_fields=["status"])
    return JsonResponse({"number": order.number})
