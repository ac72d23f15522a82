import json

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404

from pricing.models import Product
from pricing.services import base_price, preview


@permission_required("pricing.view_product")
def price(request: HttpRequest, pk: int) -> JsonResponse:
    product = get_object_or_404(Product, pk=pk)
    return JsonResponse({"price": str(base_price(product))})


@permission_required("pricing.view_product")
def price_preview(request: HttpRequest, pk: int) -> JsonResponse:
    product = get_object_or_404(Product, pk=pk)
    body = json.loads(request.body)
    value = preview(product, list(product.options.all()), body["formula"])
    return JsonResponse({"price": str(value)})
