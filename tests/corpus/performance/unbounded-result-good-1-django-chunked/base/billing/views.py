from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Sum
from django.http import JsonResponse

from billing.models import Charge, Currency

PAGE_SIZE = 50


@login_required
def total(request):
    row = Charge.objects.filter(user=request.user).aggregate(total=Sum("amount"))
    return JsonResponse({"total": row["total"] or 0})
