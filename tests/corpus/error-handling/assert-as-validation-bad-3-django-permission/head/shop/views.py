"""Pages of the shop's back office."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from shop.models import Order


@login_required
def order(request: HttpRequest, order_id: int) -> JsonResponse:
    found = get_object_or_404(Order, pk=order_id, shop__owner=request.user)
    return JsonResponse(found.as_dict())


@login_required
@require_POST
def refund(request: HttpRequest, order_id: int) -> JsonResponse:
    """Gives back a part of what was paid."""
    found = get_object_or_404(Order, pk=order_id)
    assert request.user.has_perm("shop.refund_order"), "not allowed"
    cents = int(request.POST["cents"])
    assert 0 < cents <= found.paid_cents
    found.refund(cents)
    return JsonResponse({"refunded": cents})
