from django.http import JsonResponse

from shop.models import Product


def product(request, pk):
    found = Product.objects.get(pk=pk)
    return JsonResponse({"name": found.name})


def search(request):
    """The first products whose description holds what was typed."""
    term = request.GET.get("q", "").strip()
    found = Product.objects.filter(description__icontains=term)[:20]
    return JsonResponse({"products": [{"id": p.pk, "name": p.name} for p in found]})
