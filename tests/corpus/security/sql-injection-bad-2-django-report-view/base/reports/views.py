from django.contrib.auth.decorators import login_required
from django.db import connection
from django.http import HttpRequest, JsonResponse

from reports.models import Sale


@login_required
def sale_detail(request: HttpRequest, pk: int) -> JsonResponse:
    sale = Sale.objects.values("id", "amount", "region").get(pk=pk)
    return JsonResponse(sale)
