"""Stock of the warehouses."""

from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from stock.models import Item


@require_POST
@login_required
@permission_required("stock.change_item", raise_exception=True)
def receive(request: HttpRequest, pk: int) -> JsonResponse:
    item = get_object_or_404(Item, pk=pk)
    item.receive(int(request.POST["count"]))
    return JsonResponse({"count": item.count})


@require_POST
@login_required
@permission_required("stock.change_item", raise_exception=True)
def correct(request: HttpRequest, pk: int) -> JsonResponse:
    item = get_object_or_404(Item, pk=pk)
    item.correct(int(request.POST["count"]), reason=request.POST["reason"])
    return JsonResponse({"count": item.count})
