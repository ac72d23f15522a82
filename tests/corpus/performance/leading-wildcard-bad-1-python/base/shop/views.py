from django.http import JsonResponse

from shop.models import Product


def product(request, pk):
    found = Product.objects.get(pk=pk)
    return JsonResponse({"name": found.name})
