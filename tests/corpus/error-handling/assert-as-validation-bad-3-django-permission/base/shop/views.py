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
