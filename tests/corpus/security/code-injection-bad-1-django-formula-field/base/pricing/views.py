import json

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404

from pricing.models import Product
from pricing.services import base_price


@permission_required("pricing.view_product")
def price(request: HttpRequest, pk: int) -> JsonResponse:
    product = get_object_or_404(Product, pk=pk)
    return JsonResponse({"price": str(base_price(product))})
